import * as z from 'zod/mini'
import { parsePartialDate } from '../shared/index.ts'

/** What makes somebody be rung first, the most urgent first. `alone-child` is who is under 14 and said to be alone. */
export const Vulnerability = z.enum(['alone-child', 'medical', 'elderly', 'pregnant', 'mobility', 'child'])
export type Vulnerability = z.infer<typeof Vulnerability>

/** Under this age in years somebody is a child here: the age of the sensitive data of PIPL, Article 31. */
const childUntil = 14
/** From this age on somebody is rung among the elderly though she did not say so. */
const elderlyFrom = 70

/** Why somebody is rung before others, the most urgent reason first: from what was said at registration, and her age. */
export function vulnerabilities(
  { needs, birthDate }: { readonly needs: readonly string[]; readonly birthDate: string | null },
  on: Temporal.PlainDate,
): readonly Vulnerability[] {
  const age = ageOf(birthDate, on)
  const isChild = age !== null && age < childUntil
  const holds: { readonly [reason in Vulnerability]: boolean } = {
    'alone-child': needs.includes('child-alone'),
    medical: needs.includes('medical'),
    elderly: needs.includes('elderly') || (age !== null && age >= elderlyFrom),
    pregnant: needs.includes('pregnant'),
    mobility: needs.includes('mobility'),
    child: isChild && !needs.includes('child-alone'),
  }
  return Vulnerability.options.filter((reason) => holds[reason])
}

/** The place of somebody in the call list: smaller is rung sooner. */
export const callRank = (reasons: readonly Vulnerability[]): number => {
  const [first] = reasons
  return first === undefined ? Vulnerability.options.length : Vulnerability.options.indexOf(first)
}

/** Full years at a day; a partial date counts from its earliest day. Null where there is none. */
function ageOf(birthDate: string | null, on: Temporal.PlainDate): number | null {
  const parsed = birthDate === null ? null : parsePartialDate(birthDate)
  if (!parsed?.ok) return null
  const [year, month, day] = birthDate?.split('-') ?? []
  const from = Temporal.PlainDate.from(`${year}-${month ?? '01'}-${day ?? '01'}`)
  return Temporal.PlainDate.compare(from, on) > 0 ? 0 : from.until(on, { largestUnit: 'years' }).years
}
