import type { AdviceArea, AdviceContent } from '@consular/domain/advice'

/** A version as an officer writes it: each part as text. */
export interface AdviceDraft {
  readonly level: string
  readonly category: string
  readonly headlineZh: string
  readonly headlineEn: string
  readonly textZh: string
  readonly textEn: string
  readonly instructionZh: string
  readonly instructionEn: string
  /** A line for each area: Chinese name | English name | ISO 3166-2 | shape. */
  readonly areas: string
  readonly validFrom: string
  readonly validUntil: string
  readonly publishAt: string
}

export const emptyDraft: AdviceDraft = {
  level: '',
  category: 'Safety',
  headlineZh: '',
  headlineEn: '',
  textZh: '',
  textEn: '',
  instructionZh: '',
  instructionEn: '',
  areas: '',
  validFrom: '',
  validUntil: '',
  publishAt: '',
}

const time = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)$/

/** A moment in UTC as it is typed, `2026-12-01 08:00`; null for none, undefined for what is no moment. */
export function readTime(text: string): string | null | undefined {
  if (text.trim() === '') return null
  const [, day, clock] = time.exec(text.trim()) ?? []
  try {
    return Temporal.Instant.from(`${day}T${clock}:00Z`).toString()
  } catch {
    return undefined
  }
}

const typedTime = (instant: string | null): string => (instant === null ? '' : instant.slice(0, 16).replace('T', ' '))

type Point = { readonly lat: number; readonly lon: number }
const pointOf = (text: string): Point | undefined => {
  const [, lat, lon] = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/.exec(text) ?? []
  return lat === undefined ? undefined : { lat: Number(lat), lon: Number(lon) }
}

/** A shape: `lat,lon km` is a circle, three points or more a polygon; undefined for neither. */
function shapeOf(text: string): Pick<AdviceArea, 'circle' | 'polygon'> | undefined {
  const parts = text.split(/\s+/).filter(Boolean)
  if (parts.length === 0) return { circle: null, polygon: null }
  const points = parts.map(pointOf).filter((point) => point !== undefined)
  const [centre] = points
  const km = Number(parts[1])
  if (parts.length === 2 && points.length === 1 && centre && km > 0) return { circle: { centre, km }, polygon: null }
  return points.length === parts.length && parts.length >= 3 ? { circle: null, polygon: points } : undefined
}

function areaOf(line: string): AdviceArea | undefined {
  const [zh = '', en = '', code = '', shape = ''] = line.split('|').map((part) => part.trim())
  const read = shapeOf(shape)
  if (zh === '' || en === '' || !read || !/^([A-Z]{2}-[A-Z0-9]{1,3})?$/.test(code)) return undefined
  return { name: { zh, en }, subdivision: code === '' ? null : code, ...read }
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '')
const point = ({ lat, lon }: Point): string => `${lat},${lon}`

function typedArea({ name, subdivision, circle, polygon }: AdviceArea): string {
  const shape = circle ? `${point(circle.centre)} ${circle.km}` : (polygon ?? []).map(point).join(' ')
  return [name.zh, name.en, subdivision ?? '', shape].join(' | ').replace(/( \| )+$/, '')
}

/** The parts that cannot be read as what they are; whether they are fit to be said is the server's to judge. */
export function unreadable(draft: AdviceDraft): readonly (keyof AdviceDraft)[] {
  const times = (['validFrom', 'validUntil', 'publishAt'] as const).filter(
    (name) => readTime(draft[name]) === undefined,
  )
  return [
    ...(draft.level === '' ? (['level'] as const) : []),
    ...(linesOf(draft.areas).some((line) => !areaOf(line)) ? (['areas'] as const) : []),
    ...times,
  ]
}

/** What is written, as it is sent. What `unreadable` names is left out of it. */
export const contentOf = (draft: AdviceDraft): AdviceContent => ({
  level: draft.level,
  category: draft.category as AdviceContent['category'],
  headline: { zh: draft.headlineZh.trim(), en: draft.headlineEn.trim() },
  text: { zh: draft.textZh.trim(), en: draft.textEn.trim() },
  instruction: { zh: draft.instructionZh.trim(), en: draft.instructionEn.trim() },
  areas: linesOf(draft.areas).flatMap((line) => areaOf(line) ?? []),
  validFrom: readTime(draft.validFrom) ?? null,
  validUntil: readTime(draft.validUntil) ?? null,
  publishAt: readTime(draft.publishAt) ?? null,
})

/** A version as text, to go on writing. */
export const draftOf = (content: AdviceContent): AdviceDraft => ({
  level: content.level,
  category: content.category,
  headlineZh: content.headline.zh,
  headlineEn: content.headline.en,
  textZh: content.text.zh,
  textEn: content.text.en,
  instructionZh: content.instruction.zh,
  instructionEn: content.instruction.en,
  areas: content.areas.map(typedArea).join('\n'),
  validFrom: typedTime(content.validFrom),
  validUntil: typedTime(content.validUntil),
  publishAt: typedTime(content.publishAt),
})
