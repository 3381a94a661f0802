import * as z from 'zod/mini'
import { distanceKm, type Position } from '../mission/index.ts'
import { ok, type Result, refuse } from '../shared/index.ts'
import { InstantText } from '../shared/schema.ts'
import type { AdviceLevels } from './level.ts'
import type { AdviceAct } from './lifecycle.ts'
import type { AdviceRefusal } from './refusals.ts'

/** Standing advice about a place, or an alert about something that happens there and ends. */
export const AdviceKind = z.enum(['advice', 'alert'])
export type AdviceKind = z.infer<typeof AdviceKind>

/** What it is about, as CAP 1.2 names it. */
export const AdviceCategory = z.enum([
  'Safety',
  'Security',
  'Health',
  'Met',
  'Geo',
  'Fire',
  'Transport',
  'Infra',
  'Env',
  'CBRNE',
  'Other',
])
export type AdviceCategory = z.infer<typeof AdviceCategory>

/** A text of so many characters, once in each language. A draft may wait for a translation; nothing is published in one language alone. */
const both = (most: number) => {
  const text = z.string().check(z.trim(), z.maxLength(most))
  return z.object({ zh: text, en: text })
}

const degrees = (most: number) => z.number().check(z.minimum(-most), z.maximum(most))
const Point = z.object({ lat: degrees(90), lon: degrees(180) })

/**
 * A part of the country: a subdivision of ISO 3166-2, or a named area, with the shape that programs draw where there is one.
 * A circle has its radius in kilometres; a polygon at least three corners and is closed by itself.
 */
export const AdviceArea = z.object({
  name: both(200),
  subdivision: z.nullable(z.string().check(z.regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/))),
  circle: z.nullable(z.object({ centre: Point, km: z.number().check(z.minimum(0.1), z.maximum(3000)) })),
  polygon: z.nullable(z.array(Point).check(z.minLength(3), z.maxLength(200))),
})
export type AdviceArea = z.infer<typeof AdviceArea>

/** What is said, in both languages, at what level, and since when and until when it counts. No areas: the whole country. */
export const AdviceContent = z.object({
  level: z.string(),
  category: AdviceCategory,
  headline: both(160),
  text: both(3000),
  /** What to do; may be empty. */
  instruction: both(1500),
  areas: z.array(AdviceArea).check(z.maxLength(20)),
  /** When what it tells of begins; null: it is so already. */
  validFrom: z.nullable(InstantText),
  /** When it ends by itself; an alert always does. */
  validUntil: z.nullable(InstantText),
  /** When it is to be published; null: as soon as it is approved. */
  publishAt: z.nullable(InstantText),
})
export type AdviceContent = z.infer<typeof AdviceContent>

/** What a draft belongs to: standing advice or an alert, for a country (ISO 3166-1 alpha-2). */
export interface AdviceSubject {
  readonly kind: AdviceKind
  readonly country: string
}

/** Does it enclose anything? Corners in one line or on one spot do not. */
function encloses(corners: readonly Position[]): boolean {
  const [first, ...rest] = corners
  if (!first) return false
  const twice = corners.reduce((sum, { lat, lon }, index) => {
    const next = corners[(index + 1) % corners.length] ?? first
    return sum + lon * next.lat - next.lon * lat
  }, 0)
  return Math.abs(twice) > 1e-9 && rest.some((corner) => distanceKm(first, corner) > 0.05)
}

/** Does an area belong to the country, and is its shape one? */
const areaFits = ({ subdivision, polygon }: AdviceArea, country: string): boolean =>
  (subdivision === null || subdivision.startsWith(`${country}-`)) && (polygon === null || encloses(polygon))

/** The first text that is missing in a language: headline and text are always there, an instruction in both languages or in none. */
function missingText({
  headline,
  text,
  instruction,
  areas,
}: AdviceContent): { field: string; language: string } | null {
  const needed = [
    { field: 'headline', texts: headline, isNeeded: true },
    { field: 'text', texts: text, isNeeded: true },
    { field: 'instruction', texts: instruction, isNeeded: instruction.zh + instruction.en !== '' },
    ...areas.map(({ name }) => ({ field: 'areas', texts: name, isNeeded: true })),
  ]
  for (const { field, texts, isNeeded } of needed)
    for (const language of ['zh', 'en'] as const) if (isNeeded && texts[language] === '') return { field, language }
  return null
}

/** What the rules know beside the content: what it is about, what it does, the levels, and when it is asked. */
export interface AdviceCheck extends AdviceSubject {
  readonly act: AdviceAct
  readonly levels: AdviceLevels
  readonly now: Temporal.Instant
}

/** Is this content fit to be proposed? Refuses what no reader or program could make sense of. A withdrawal says why, and has no end of its own. */
export function checkContent(
  content: AdviceContent,
  { kind, country, act, levels, now }: AdviceCheck,
): Result<AdviceContent, AdviceRefusal> {
  const missing = missingText(content)
  if (missing) return refuse('advice.text-missing', { ...missing })
  if (!levels.levels.some(({ code }) => code === content.level)) return refuse('advice.level-unknown')
  const wrong = content.areas.find((area) => !areaFits(area, country))
  if (wrong) return refuse('advice.area-impossible', { area: wrong.name.en })
  if (act === 'withdraw') return ok(content)
  const [from, until, at] = [content.validFrom, content.validUntil, content.publishAt].map((text) =>
    text === null ? null : Temporal.Instant.from(text),
  )
  if (!until) return kind === 'alert' ? refuse('advice.end-needed') : ok(content)
  if (Temporal.Instant.compare(until, now) <= 0) return refuse('advice.already-over')
  const isBefore = [from, at].every((begin) => !begin || Temporal.Instant.compare(begin, until) < 0)
  return isBefore ? ok(content) : refuse('advice.times-disagree')
}
