import type { Coded } from '@consular/certificate'
import { listed } from '@consular/messages/language.ts'
import { spoken } from './language.ts'

/** English dates as most of the world writes them: day, month, year. */
const locale = (): string => (spoken.value.language === 'en' ? 'en-GB' : spoken.value.language)

/** A moment as the reader says it, in the zone of this device. */
export const momentText = (at: Temporal.Instant): string =>
  at.toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' })

/** Milliseconds since 1970 as the reader says them; signed instants may lie beyond every calendar. */
export const instantText = (at: number): string =>
  Math.abs(at) <= 8.64e15 ? momentText(Temporal.Instant.fromEpochMilliseconds(Math.trunc(at))) : String(at)

/** A date of a certificate as the reader says it; what is no whole date stays as it was signed. */
export function dateText(written: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(written)) return written
  try {
    return Temporal.PlainDate.from(written).toLocaleString(locale(), { dateStyle: 'long' })
  } catch {
    return written
  }
}

/** A country in words with its code; a code that no list knows speaks for itself. */
export function countryText(code: string): string {
  const { say, language } = spoken.value
  if (code === 'XX') return say('country.demonstration')
  try {
    const name = new Intl.DisplayNames(language, { type: 'region' }).of(code)
    return name === undefined || name === code ? code : say('country.named', { name, code })
  } catch {
    return code
  }
}

/** What a key says, or the text that stands in for it where no language has it. */
function saidOr(key: string, instead: string): string {
  try {
    return spoken.value.say(key)
  } catch {
    return instead
  }
}

/** The sentence of a code of the library; a code without one speaks for itself. */
export const sentenceOf = (code: string): string => saidOr(`code.${code}`, code)

/** A disease or a kind of vaccine in words: ours, else those of the certificate, else its code. */
export const codedText = (what: 'disease' | 'vaccine', coded: Coded): string =>
  saidOr(`${what}.${coded.code}`, coded.text ?? coded.code)

/** Parts in a row, as the reader's language separates them; what is not there is left out. */
export const rowText = (...parts: readonly (string | null | undefined)[]): string =>
  listed(spoken.value.language, ...parts)
