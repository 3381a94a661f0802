import type { AdviceContent } from './content.ts'

/** A piece of a text: it stayed, came or went. */
export interface TextPart {
  readonly kind: 'same' | 'added' | 'gone'
  readonly text: string
}

/** A field that differs: in a language, or in none. */
export interface FieldDifference {
  readonly field: 'level' | 'category' | 'headline' | 'text' | 'instruction' | 'areas' | 'validFrom' | 'validUntil'
  readonly language: 'zh' | 'en' | null
  readonly parts: readonly TextPart[]
}

/** A text in sentences, each with the mark that ends it: the smallest thing that a reader compares, in both languages. */
const sentencesOf = (text: string): readonly string[] =>
  text.match(/[^。！？.!?\n]*(?:[。！？\n]+|[.!?]+(?=\s|$)\s*|[.!?]|$)/gu)?.filter(Boolean) ?? []

/** How long the longest common run of sentences is, from each pair of places on. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0))
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--) {
      const [row, below] = [table[i] ?? [], table[i + 1] ?? []]
      row[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  return table
}

/** What became of a text, sentence by sentence; neighbours of one kind are one part. Both texts can be read off it whole. */
export function compareTexts(before: string, after: string): readonly TextPart[] {
  const [old, now] = [sentencesOf(before), sentencesOf(after)]
  const common = commonLengths(old, now)
  const steps: TextPart[] = []
  for (let [i, j] = [0, 0]; i < old.length || j < now.length; ) {
    const isSame = i < old.length && j < now.length && old[i] === now[j]
    const goes =
      !isSame && i < old.length && (j >= now.length || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))
    steps.push({ kind: isSame ? 'same' : goes ? 'gone' : 'added', text: (goes || isSame ? old[i] : now[j]) ?? '' })
    if (isSame || goes) i++
    if (!goes) j++
  }
  const isTurn = ({ kind }: TextPart, at: number) => steps[at - 1]?.kind !== kind
  return steps.flatMap((step, at) => {
    if (!isTurn(step, at)) return []
    const end = steps.findIndex((later, place) => place > at && isTurn(later, place))
    const run = steps.slice(at, end === -1 ? undefined : end)
    return [{ kind: step.kind, text: run.map(({ text }) => text).join('') }]
  })
}

const whole = (before: string, after: string): readonly TextPart[] => [
  ...(before === '' ? [] : [{ kind: 'gone' as const, text: before }]),
  ...(after === '' ? [] : [{ kind: 'added' as const, text: after }]),
]

const areasOf = ({ areas }: AdviceContent, language: 'zh' | 'en'): string =>
  areas
    .map(({ name, subdivision }) => (subdivision === null ? name[language] : `${name[language]} (${subdivision})`))
    .join('; ')

/** What differs between two versions, field by field, in the order in which they are read. Moments and codes stand as they are stored. */
export function differenceBetween(before: AdviceContent, after: AdviceContent): readonly FieldDifference[] {
  const codes = (['level', 'category'] as const).map(
    (field): FieldDifference => ({
      field,
      language: null,
      parts: before[field] === after[field] ? [] : whole(before[field], after[field]),
    }),
  )
  const texts = (['headline', 'text', 'instruction'] as const).flatMap((field) =>
    (['zh', 'en'] as const).map((language): FieldDifference => {
      const [old, now] = [before[field][language], after[field][language]]
      return { field, language, parts: old === now ? [] : compareTexts(old, now) }
    }),
  )
  const isMoved = JSON.stringify(before.areas) !== JSON.stringify(after.areas)
  const areas = (['zh', 'en'] as const).map(
    (language): FieldDifference => ({
      field: 'areas',
      language,
      parts: isMoved ? whole(areasOf(before, language), areasOf(after, language)) : [],
    }),
  )
  const times = (['validFrom', 'validUntil'] as const).map(
    (field): FieldDifference => ({
      field,
      language: null,
      parts: before[field] === after[field] ? [] : whole(before[field] ?? '', after[field] ?? ''),
    }),
  )
  return [...codes, ...texts, ...areas, ...times].filter(({ parts }) => parts.length > 0)
}
