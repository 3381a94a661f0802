import { ok, type Result, refuse } from '../shared/result.ts'
import type { PersonRefusal } from './refusals.ts'

const maxLength = 80
const printable = /^[\p{Script=Han}\p{Script=Latin}\p{M}'’ʼ.·・‧\- ]+$/u
const latin = /^[\p{Script=Latin}\p{M}'’ʼ.·・‧\- ]+$/u

/** Characters as a person counts them: an emoji of four code points is one. */
const graphemes = (name: string): string[] => Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment)

/** A character without its own place in a name is named by its position, counted from 1 in what the person sees. */
function firstNot(pattern: RegExp, name: string): { readonly position: number; readonly character: string } | null {
  // The usual name needs no counting.
  if (pattern.test(name)) return null
  const characters = graphemes(name)
  const index = characters.findIndex((character) => !pattern.test(character))
  return index < 0 ? null : { position: index + 1, character: characters[index] ?? '' }
}

/**
 * A name as it may be printed: Chinese characters, Latin letters with any diacritics, apostrophe, hyphen, full stop, middle dot.
 * Answers it composed (NFC), full-width letters made plain, spaces single. Emoji, digits and control characters are refused by their position.
 */
export function checkName(text: string, script: 'any' | 'latin' = 'any'): Result<string, PersonRefusal> {
  const name = text
    .normalize('NFC')
    .replace(/[\uff01-\uff5e]/g, (wide) => wide.normalize('NFKC'))
    .trim()
    .replace(/[ \u00a0\u3000]+/g, ' ')
  if (name === '') return refuse('person.name-empty')
  const bad = firstNot(printable, name)
  if (bad) return refuse('person.name-unprintable', bad)
  const foreign = script === 'latin' ? firstNot(latin, name) : null
  if (foreign) return refuse('person.name-not-latin', foreign)
  if (!/\p{L}/u.test(name)) return refuse('person.name-empty')
  if (name.length > maxLength && graphemes(name).length > maxLength)
    return refuse('person.name-too-long', { max: maxLength })
  return ok(name)
}
