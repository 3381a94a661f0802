import { transliterate as spell, type UmlautForm } from '@consular/certificate/names'
import { ok, type Result, refuse } from '../shared/result.ts'
import { checkName } from './name.ts'
import type { PersonRefusal } from './refusals.ts'

/** How ü is printed in capitals: pinyin passports have YU or U (吕 LYU or LU), European ones UE. Chosen by the applicant from the prior passport. */
export const umlautForms = ['YU', 'U', 'UE'] as const satisfies readonly UmlautForm[]
export type { UmlautForm }

const umlaut = /[üǖǘǚǜ]/iu

/** Does this name leave a choice to the applicant? */
export const hasUmlaut = (name: string): boolean => umlaut.test(name.normalize('NFC'))

/**
 * A Latin name in the letters of a machine-readable zone (ICAO 9303-3, section 6, table A), its parts joined by one filler: apostrophes and full stops vanish,
 * hyphens, spaces and middle dots part. Chinese characters are refused (`person.name-not-latin`): their pinyin is taken from the prior passport, never guessed.
 */
export function transliterate(text: string, umlautForm: UmlautForm = 'YU'): Result<string, PersonRefusal> {
  const name = checkName(text, 'latin')
  if (!name.ok) return name
  const spelled = spell(name.value, { umlaut: umlautForm })
  if (spelled.ok) return ok(spelled.value)
  if (spelled.refusal.code === 'names.empty') return refuse('person.name-empty')
  const character = String(spelled.refusal.data?.['character'] ?? '')
  return refuse('person.name-not-latin', { position: Array.from(name.value).indexOf(character) + 1, character })
}
