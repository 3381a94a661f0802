import * as z from 'zod/mini'

/** The families that are issued. */
const Issued = z.enum(['eu-dcc', 'ddcc', 'icvp', 'shc', 'vds-nc', 'sd-jwt-vc'])
type Issued = z.infer<typeof Issued>

const Reason = z.string().check(z.regex(/^[a-z]+(-[a-z]+)*$/))
const Day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))

/** The file `pack/world/certificate-families.json`: what is known of who reads what, with where that is written and of what date it is. */
export const FamilyFacts = z.object({
  checkedOn: Day,
  facts: z
    .array(
      z.object({
        family: Issued,
        /** Names the sentence that tells a person why. */
        reason: Reason,
        source: z.string().check(z.minLength(1)),
        date: Day,
        /** ISO 3166-1 alpha-2; `everywhere` for what every country reads, or is the best guess where nothing is known. */
        countries: z.union([
          z.literal('everywhere'),
          z.array(z.string().check(z.regex(/^[A-Z]{2}$/))).check(z.minLength(1)),
        ]),
      }),
    )
    .check(z.minLength(1)),
})
export type FamilyFacts = z.infer<typeof FamilyFacts>

/** A family that a country reads, or may read, and why. */
export interface FamilyAdvice {
  readonly family: Issued
  readonly reason: string
  readonly source: string
  readonly date: string
}

/** Which families a country reads, the best first: what is known of the country itself in the order of the facts, then what holds everywhere. Each family comes once, with its first reason. Never empty where a fact holds everywhere. */
export function adviseFamilies(country: string, { facts }: FamilyFacts): readonly FamilyAdvice[] {
  const own = facts.filter(({ countries }) => countries !== 'everywhere' && countries.includes(country))
  const everywhere = facts.filter(({ countries }) => countries === 'everywhere')
  const first = new Map<Issued, FamilyAdvice>()
  for (const { family, reason, source, date } of [...own, ...everywhere])
    if (!first.has(family)) first.set(family, { family, reason, source, date })
  return [...first.values()]
}
