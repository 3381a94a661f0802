import { countryCodes } from '@consular/domain/record'
import type { Say } from '@consular/messages/format.ts'
import { spoken } from '../shell/language.ts'
import { countryText } from './describe.ts'

/** Every country by its name in the language on the screen, in its order. */
export function countryOptions(say: Say): readonly { readonly value: string; readonly label: string }[] {
  const { compare } = new Intl.Collator(spoken.value.language)
  return countryCodes
    .map((value) => ({ value, label: countryText(say, value) }))
    .toSorted((one, other) => compare(one.label, other.label))
}
