import { readFileSync } from 'node:fs'
import { compileSection } from './compile.ts'
import { type Say, speaker, type Table } from './format.ts'
import type { Language } from './language.ts'

export type { Say, Values } from './format.ts'
export { chooseLanguage, isLanguage, type Language, languageNames, languages, listed } from './language.ts'

const tables = new Map<string, Table>()

function tableOf(language: Language, section: string): Table {
  const path = `${language}/${section}.json`
  const known = tables.get(path)
  if (known) return known
  const table = compileSection(readFileSync(new URL(path, import.meta.url), 'utf8'))
  tables.set(path, table)
  return table
}

/**
 * Speaks the sentences of some sections (`messages/<language>/<section>.json`) on the server: `formatter('en', ['common', 'letters'])`.
 * An unknown section, an unknown key and a missing value throw: they are bugs. Browsers get the same tables from the Vite plugin.
 */
export function formatter(language: Language, sections: string | readonly string[]): Say {
  return speaker(
    language,
    [sections].flat().map((section) => tableOf(language, section)),
  )
}

/** Is there such a sentence? For keys that come from data: a code of a pack, a field of a form that has since changed. */
export const knowsSentence = (language: Language, section: string, key: string): boolean =>
  Object.hasOwn(tableOf(language, section), key)
