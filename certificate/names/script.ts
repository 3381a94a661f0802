import { arabic, type CyrillicLanguage, cyrillic, cyrillicExceptions, latin, ukrainianFirst } from './tables.ts'

/** How ü is written: UE by 9303 and in Europe, YU in pinyin passports, U in some older ones. */
export type UmlautForm = 'UE' | 'YU' | 'U'

/** What decides between alternatives of the tables. */
export interface Spelling {
  /** Language of a name in Cyrillic letters; the general column without it. */
  readonly language?: CyrillicLanguage
  /** Default UE. A ü with a tone mark is pinyin: YU, unless `U` is asked for. */
  readonly umlaut?: UmlautForm
}

const mark = /^\p{M}$/u

function fromLatin(letter: string, umlaut: UmlautForm): string | null {
  if (/^[A-Z]$/.test(letter)) return letter
  if (letter === 'Ü' && umlaut !== 'UE') return umlaut
  if (/[ǕǗǙǛ]/u.test(letter)) return umlaut === 'U' ? 'U' : 'YU'
  const listed = latin.get(letter)
  if (listed !== undefined) return listed
  // Of two marks the outer one goes first: Ǻ is still an Å, Ǽ still an Æ.
  const [base = '', inner = ''] = letter.normalize('NFD')
  const known = latin.get((base + inner).normalize('NFC')) ?? latin.get(base)
  const plain = known ?? letter.normalize('NFKD').replace(/\p{M}/gu, '')
  return /^[A-Z]+$/.test(plain) ? plain : null
}

function fromCyrillic(letter: string, first: boolean, language: CyrillicLanguage | undefined): string | null {
  const atFirst = first && language === 'uk' ? ukrainianFirst.get(letter) : undefined
  const exception = language && cyrillicExceptions[language].get(letter)
  return atFirst ?? exception ?? cyrillic.get(letter) ?? null
}

const shadda = '\u0651'
const tehMarbuta = '\u0629'
const tatweel = '\u0640'

/** Section 6.C: shadda repeats what stands before it, teh marbuta is XAH at the end of the part and XTA elsewhere. */
function fromArabic(letters: readonly string[]): string | number {
  const written: string[] = []
  const last = letters.findLastIndex((letter) => !mark.test(letter))
  for (const [index, letter] of letters.entries()) {
    if (letter === shadda) written.push(written.at(-1) ?? '')
    else if (letter === tehMarbuta) written.push(index === last ? 'XAH' : 'XTA')
    else if (letter !== tatweel && !mark.test(letter)) {
      const found = arabic.get(letter)
      if (found === undefined) return index
      written.push(found)
    }
  }
  return written.join('')
}

/**
 * One part of a name (no space, hyphen or dot in it, NFC) in letters A to Z, by the tables of ICAO 9303-3, section 6. Answers the place of the first
 * character that they do not cover, counted in code points from 0. Chinese characters are not for this function.
 */
export function spellPart(part: string, { language, umlaut = 'UE' }: Spelling = {}): string | number {
  if (/^[A-Za-z]+$/.test(part)) return part.toUpperCase()
  const letters = Array.from(part)
  if (/\p{Script=Arabic}/u.test(part)) return fromArabic(letters)
  let spelled = ''
  for (const [index, letter] of letters.entries()) {
    if (mark.test(letter)) continue
    const upper = letter.toUpperCase()
    const found = /\p{Script=Cyrillic}/u.test(letter)
      ? fromCyrillic(upper, index === 0, language)
      : fromLatin(upper, umlaut)
    if (found === null) return index
    spelled += found
  }
  return spelled
}
