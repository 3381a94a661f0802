import { ok, type Result, refuse } from '../shared/result.ts'
import { checkName } from './name.ts'
import type { PersonRefusal } from './refusals.ts'

/** How ü is printed in capitals: pinyin passports have YU or U (吕 LYU or LU), European ones UE. Chosen by the applicant from the prior passport. */
export const umlautForms = ['YU', 'U', 'UE'] as const
export type UmlautForm = (typeof umlautForms)[number]

/** Letters that are more than a base letter with a mark (ICAO 9303-3, section 6, table A). All others lose their mark. */
const letters: { readonly [letter: string]: string } = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ð: 'D',
  Đ: 'D',
  Ħ: 'H',
  ı: 'I',
  Ĳ: 'IJ',
  Ł: 'L',
  Ŀ: 'L',
  Ŋ: 'N',
  Ö: 'OE',
  Ø: 'OE',
  Œ: 'OE',
  ẞ: 'SS',
  ß: 'SS',
  Þ: 'TH',
  Ŧ: 'T',
  ĸ: 'Q',
}

const umlaut = /[üǖǘǚǜ]/iu

/** Does this name leave a choice to the applicant? */
export const hasUmlaut = (name: string): boolean => umlaut.test(name.normalize('NFC'))

/**
 * A Latin name in the letters of a machine-readable zone, its parts joined by one filler: apostrophes and full stops vanish, hyphens, spaces and
 * middle dots part. Chinese characters are refused (`person.name-not-latin`): their pinyin is taken from the prior passport, never guessed.
 */
export function transliterate(text: string, umlautForm: UmlautForm = 'YU'): Result<string, PersonRefusal> {
  const name = checkName(text, 'latin')
  if (!name.ok) return name
  const plain = Array.from(name.value, (letter) => {
    if (umlaut.test(letter)) return umlautForm
    const upper = letter === 'ı' || letter === 'ß' || letter === 'ĸ' ? letter : letter.toUpperCase()
    return letters[upper] ?? upper.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase()
  }).join('')
  const parts = plain
    .replace(/['’ʼ.]/g, '')
    .split(/[-\s·・‧]+/)
    .filter(Boolean)
  const left = /[^A-Z]/u.exec(parts.join(''))
  if (left) return refuse('person.name-not-latin', { position: left.index + 1, character: left[0] })
  if (parts.length === 0) return refuse('person.name-empty')
  return ok(parts.join('<'))
}
