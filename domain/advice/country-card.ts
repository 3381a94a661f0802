import * as z from 'zod/mini'

/** What a traveller shows to somebody whose language she does not speak. */
export const PhraseName = z.enum(['take-me', 'police', 'doctor', 'hospital', 'help', 'telephone', 'no-speak'])
export type PhraseName = z.infer<typeof PhraseName>

const code = z.string().check(z.regex(/^[a-z]{2,3}$/))
const Country = z.string().check(z.regex(/^[A-Z]{2}$/))

/**
 * Phrases in the languages that are spoken where people travel. `take-me` ends in a colon: the name of the embassy and the address follow.
 * `embassy`: how the embassy of each sending state is called there. `verify`: the languages that a native reader has not yet read.
 */
export const Phrases = z.object({
  source: z.string(),
  asOf: z.string(),
  verify: z.array(code),
  languages: z.record(
    code,
    z.object({
      name: z.string(),
      direction: z.enum(['ltr', 'rtl']),
      phrases: z.record(PhraseName, z.string()),
      embassy: z.record(z.string(), z.string()),
    }),
  ),
  /** The languages to try in a country, the most useful first. */
  countries: z.record(Country, z.array(code)),
})
export type Phrases = z.infer<typeof Phrases>

/** One language of a card, ready to be shown. */
export interface CardLanguage {
  readonly code: string
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
  /** In the order of `PhraseName`. */
  readonly phrases: readonly { readonly name: PhraseName; readonly text: string }[]
  readonly isToBeVerified: boolean
}

/** What to show in a country, for citizens of a sending state; in English where no language of it is known. */
export function phrasesFor(phrases: Phrases, country: string, sendingState: string): readonly CardLanguage[] {
  return (phrases.countries[country] ?? ['en']).flatMap((language) => {
    const known = phrases.languages[language]
    if (!known) return []
    const embassy = known.embassy[sendingState]
    const texts = PhraseName.options.map((name) => ({
      name,
      text: name === 'take-me' && embassy !== undefined ? `${known.phrases[name]} ${embassy}` : known.phrases[name],
    }))
    // Without the name of the embassy the sentence leads nowhere.
    const phrasesOf = texts.filter(({ name }) => name !== 'take-me' || embassy !== undefined)
    const isToBeVerified = phrases.verify.includes(language)
    return [{ code: language, name: known.name, direction: known.direction, phrases: phrasesOf, isToBeVerified }]
  })
}
