import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compile, readSentences } from './compile.ts'
import type { Message, Part } from './format.ts'
import { languages } from './index.ts'

const sectionsOf = (language: string) =>
  readdirSync(new URL(language, import.meta.url)).filter((name) => name.endsWith('.json'))
const read = (language: string, section: string) =>
  Object.fromEntries(readSentences(readFileSync(new URL(`${language}/${section}`, import.meta.url), 'utf8')))

/** Names of languages, and marks that are the same in every language. */
const sameInBoth = /^[\s\p{P}\p{S}\p{N}A-Z]*$|^(?:\{\w+\}|[\s\p{P}\p{S}])*$|^(?:中文|English)$/u

/** What a sentence asks for: `{name}` or a choice with its options. Plural classes differ by language, their presence does not. */
function wants(message: Message): string[] {
  return typeof message === 'string' ? [] : [...new Set(message.flatMap(wantsPart))].toSorted()
}

function wantsPart(part: Part): string[] {
  if (typeof part === 'string' || part[0] === '#') return []
  if (part[0] === 'a' || part[0] === 'n') return [part[1]]
  const options = part[2]
  const own = part[0] === 's' ? `${part[1]}: ${Object.keys(options).toSorted().join(' ')}` : `${part[1]}: how many`
  return [own, ...Object.values(options).flatMap(wants)]
}

/** Plural options that no number of this language ever takes, and ones that are missing. */
function wrongClasses(message: Message, language: string): string[] {
  if (typeof message === 'string') return []
  return message.flatMap((part) => {
    if (typeof part === 'string' || (part[0] !== 'p' && part[0] !== 's')) return []
    const deeper = Object.values(part[2]).flatMap((option) => wrongClasses(option, language))
    if (part[0] === 's') return deeper
    const { pluralCategories } = new Intl.PluralRules(language, {
      type: part[4] ? 'ordinal' : 'cardinal',
    }).resolvedOptions()
    const given = Object.keys(part[2]).filter((option) => !option.startsWith('='))
    return [
      ...deeper,
      ...new Set([...pluralCategories, ...given]).difference(new Set(pluralCategories).intersection(new Set(given))),
    ]
  })
}

test('every language has the same sections', () => {
  for (const language of languages) expect(sectionsOf(language), language).toEqual(sectionsOf(languages[0]))
})

describe.each(sectionsOf(languages[0]))('%s', (section) => {
  const source = read(languages[0], section)

  test('has sentences, none of them empty', () => {
    for (const language of languages)
      expect(
        Object.entries(read(language, section)).filter(([, sentence]) => !sentence.trim()),
        language,
      ).toEqual([])
    expect(Object.keys(source).length).toBeGreaterThan(0)
  })

  test.each(languages.slice(1))('says in %s all that the source says, with the same values to fill in', (language) => {
    const translated = read(language, section)
    expect(Object.keys(translated).toSorted()).toEqual(Object.keys(source).toSorted())
    for (const [key, sentence] of Object.entries(source))
      expect([key, ...wants(compile(translated[key] ?? ''))]).toEqual([key, ...wants(compile(sentence))])
  })

  test.each(languages.slice(1))('leaves nothing untranslated in %s', (language) => {
    const translated = read(language, section)
    const same = Object.entries(source).filter(
      ([key, sentence]) => sentence === translated[key] && !sameInBoth.test(sentence),
    )
    expect(same).toEqual([])
  })

  test.each(languages)('has the plural classes of %s, no more and no fewer', (language) => {
    const wrong = Object.entries(read(language, section)).map(([key, sentence]) => [
      key,
      wrongClasses(compile(sentence), language),
    ])
    expect(wrong.filter(([, classes]) => classes?.length)).toEqual([])
  })
})
