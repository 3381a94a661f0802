import type { Outcome, PersonName, Refusal } from '../record.ts'
import { isChinese, spellChinese } from './chinese.ts'
import { type Spelling, spellPart } from './script.ts'
import type { CyrillicLanguage } from './tables.ts'

/** A name in the letters of a machine-readable zone: A to Z, parts joined by `<` (ICAO 9303-3, 4.6). Not cut to any length. */
export interface StandardName {
  readonly familyName: string
  /** Empty where the person has none. */
  readonly givenName: string
  /** Characters that may be read otherwise. Not empty: ask the person, or take the spelling from her passport. */
  readonly doubtful: readonly string[]
}

/** The person whose name is written, with her country (ISO 3166-1 alpha-2), which tells the language of Cyrillic letters. */
export type Named = PersonName & { readonly nationality?: string | undefined }

const languages: { readonly [country: string]: CyrillicLanguage } = {
  BY: 'be',
  BG: 'bg',
  MK: 'mk',
  RS: 'sr',
  ME: 'sr',
  UA: 'uk',
}

// 9303-3, 4.6: hyphens and spaces become a filler, apostrophes and all other punctuation vanish. Middle dots part the names of many peoples of China.
const between = /[\s\-‐‑‒–·・‧•_<]+/u
const omitted = /[\p{P}\u02b0-\u02c1\u0060\u00b4\u200b-\u200f\u2060\ufeff]/gu

/** The plainest name: one part of the letters A to Z. */
const isPlain = (name: string): boolean => /^[A-Za-z]+$/.test(name)

const partsOf = (name: string): string[] => (isPlain(name) ? [name] : composedParts(name))

const composedParts = (name: string): string[] =>
  name
    .normalize('NFC')
    // Full-width letters, and the joined forms of Arabic letters, stand for the plain ones.
    .replace(/[\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e\u3000]/g, (wide) => wide.normalize('NFKC'))
    .split(between)
    .map((part) => part.replace(omitted, ''))
    .filter((part) => part !== '')

const refuse = (code: string, data?: Refusal['data']): Outcome<never> => ({
  ok: false,
  refusal: data ? { code, data } : { code },
})

/** Why a part cannot be written; `character` is what stands in the way. */
const unwritable = (part: string, at: number): Outcome<never> =>
  refuse('names.character', { character: Array.from(part)[at] ?? '' })

/**
 * A name in Latin, Cyrillic or Arabic letters in the letters of the zone, at once and without a dictionary: `JEAN<LUC`. Refuses `names.empty` and
 * `names.character` (a digit, an emoji, a script that 9303 has no table for, Chinese characters).
 */
export function transliterate(name: string, spelling: Spelling = {}): Outcome<string> {
  const written: string[] = []
  for (const part of partsOf(name)) {
    const spelled = spellPart(part, spelling)
    if (typeof spelled === 'number') return unwritable(part, spelled)
    if (spelled !== '') written.push(spelled)
  }
  return written.length === 0 ? refuse('names.empty') : { ok: true, value: written.join('<') }
}

interface Written {
  readonly name: string
  readonly doubtful: readonly string[]
}

async function write(name: string, isSurname: boolean, spelling: Spelling): Promise<Outcome<Written>> {
  if (isPlain(name)) return { ok: true, value: { name: name.toUpperCase(), doubtful: [] } }
  const written: string[] = []
  const doubtful: string[] = []
  for (const part of partsOf(name)) {
    // Where both occur in one part (小丽A), the runs are written one after the other.
    for (const run of part.match(/\p{Script=Han}+|\P{Script=Han}+/gu) ?? []) {
      const spelled = isChinese(run)
        ? await spellChinese(run, isSurname && written.length === 0)
        : spellPart(run, spelling)
      if (typeof spelled === 'number') return unwritable(run, spelled)
      written.push(typeof spelled === 'string' ? spelled : spelled.spelled)
      if (typeof spelled !== 'string') doubtful.push(...spelled.doubtful)
    }
    written.push('<')
  }
  const joined = written.join('').replace(/<+/g, '<').replace(/^<|<$/g, '')
  return joined === '' ? refuse('names.empty') : { ok: true, value: { name: joined, doubtful } }
}

/**
 * A person's name as a certificate standardises it (`fnt` and `gnt` of the EU, the secondary names of others). The spelling of her passport wins over any
 * transliteration. Refuses `names.empty` (no family name) and `names.character`.
 */
export async function standardName(person: Named): Promise<Outcome<StandardName>> {
  const { familyName, givenName } = person.latin ?? person
  const language = languages[person.nationality ?? '']
  // Where the passport is Chinese, a ü in Latin letters is one of pinyin.
  const spelling = {
    ...(language ? { language } : {}),
    ...(person.nationality === 'CN' ? { umlaut: 'YU' as const } : {}),
  }
  const family = await write(familyName, true, spelling)
  if (!family.ok) return family
  const given = partsOf(givenName).length === 0 ? null : await write(givenName, false, spelling)
  if (given && !given.ok) return given
  const doubtful = [...family.value.doubtful, ...(given?.value.doubtful ?? [])]
  return { ok: true, value: { familyName: family.value.name, givenName: given?.value.name ?? '', doubtful } }
}

/** A standardised name of at most `length` letters (80 in a DCC); it never ends in a filler. */
export const cutName = (name: string, length: number): string => name.slice(0, length).replace(/<+$/, '')
