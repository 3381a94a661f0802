import type { AdviceLevelView } from '@consular/api'
import { type Colour, Tag } from '@consular/ui'
import { spoken } from '../shell/language.ts'

const colours: { readonly [colour in AdviceLevelView['colour']]: Colour } = {
  blue: 'blue',
  yellow: 'amber',
  orange: 'amber',
  red: 'red',
}

/** The name of a country or territory in the reader's language. */
export const countryName = (code: string): string =>
  new Intl.DisplayNames(spoken.value.language, { type: 'region', fallback: 'code' }).of(code) ?? code

/** A text of an advice in the reader's language. */
export const inLanguage = (text: { readonly zh: string; readonly en: string }): string =>
  spoken.value.language === 'en' ? text.en || text.zh : text.zh || text.en

/** A level by its name; one that left the pack by its code. */
export const levelName = (levels: readonly AdviceLevelView[], code: string): string => {
  const level = levels.find((each) => each.code === code)
  return level ? inLanguage(level.name) : code
}

/** A level as a word on its colour. */
export function LevelTag({ levels, code }: { readonly levels: readonly AdviceLevelView[]; readonly code: string }) {
  const level = levels.find((each) => each.code === code)
  return <Tag colour={level ? colours[level.colour] : 'grey'}>{levelName(levels, code)}</Tag>
}

/** A moment in UTC, as officers type it: readers and desks are in many zones. */
export const writeUtc = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`
