import type { Readable, Writable } from 'node:stream'
import { chooseLanguage, isLanguage, type Language, languages } from '@consular/messages'
import { Misuse } from './misuse.ts'

/** Where a command reads and writes, and what it takes for now; the process itself, or a test. */
export interface CommandIo {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  readonly now: Temporal.Instant
  /** `LANG` and its kin decide in which language it speaks. */
  readonly env: { readonly [name: string]: string | undefined }
}

/** An instant of RFC 3339, in milliseconds since 1970; null for anything else. */
export function instantOf(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/.test(text)) return null
  try {
    return Temporal.Instant.from(text).epochMilliseconds
  } catch {
    return null
  }
}

/** The language that was asked for, else that of the terminal. */
export function languageOf(asked: string | undefined, env: CommandIo['env']): Language {
  if (asked !== undefined) {
    if (!isLanguage(asked)) throw new Misuse(`--language is ${languages.join(' or ')}.`)
    return asked
  }
  const terminal = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  const tag = terminal.split('.')[0]?.replace('_', '-')
  return tag && /^[a-z]{2}/i.test(tag) ? chooseLanguage(`${tag}, en;q=0.5`) : 'en'
}
