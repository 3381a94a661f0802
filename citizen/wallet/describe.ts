import type { Coded, Entry } from '@consular/certificate'
import { productName } from '@consular/certificate/names'
import type { Say } from '@consular/messages/format.ts'
import { spoken } from '../shell/language.ts'
import { dateText, momentText } from '../shell/when.ts'

const listed = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter(Boolean).join(spoken.value.language === 'en' ? ', ' : '，')

/** What a key says, or the text that stands in for it where it says nothing. */
export function saidOr(say: Say, key: string, instead: string): string {
  try {
    return say(key)
  } catch {
    return instead
  }
}

const codedText = (say: Say, what: 'disease' | 'vaccine', coded: Coded | null): string | null =>
  coded && saidOr(say, `${what}.${coded.code}`, coded.text ?? coded.code)

/** A date of a certificate as the reader says it; what is no whole date stays as it was signed. */
export function writtenDate(written: string | null | undefined): string | null {
  if (!written) return null
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(written)) return dateText(written)
    return /T/.test(written) ? momentText(Temporal.Instant.from(written).toString()) : written
  } catch {
    return written
  }
}

/** Milliseconds since 1970 as the reader says the day; signed instants may lie beyond every calendar. */
export const writtenInstant = (at: number): string =>
  Math.abs(at) <= 8.64e15 ? momentText(Temporal.Instant.fromEpochMilliseconds(Math.trunc(at)).toString()) : String(at)

/** A country in words; XX of a demonstration, and a code that no list knows, speak for themselves. */
export function countryText(say: Say, code: string): string {
  if (code === 'XX' || code === 'XXX') return say('wallet.country.demonstration')
  try {
    return new Intl.DisplayNames(spoken.value.language, { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

/** What was done, without when and where: for a list. */
export function entryTitle(say: Say, entry: Entry): string {
  const disease = codedText(say, 'disease', entry.disease)
  if (entry.kind === 'recovery') return listed(say('entry.recovery'), disease)
  if (entry.kind === 'test') return listed(say(`entry.${entry.method}`), disease, say(`result.${entry.result}`))
  const dose = entry.dose === null ? null : say('dose', { dose: entry.dose, doses: entry.doses ?? '?' })
  return listed(say('entry.vaccination'), disease, dose)
}

/** When it was done. */
export function entryDate(entry: Entry): string | null {
  if (entry.kind === 'vaccination') return writtenDate(entry.date)
  return writtenDate(entry.kind === 'test' ? entry.sampledAt : entry.firstPositiveOn)
}

/** What was done, when and where, in one line. */
export function entryText(say: Say, entry: Entry): string {
  const product =
    entry.kind === 'vaccination'
      ? entry.product
        ? productName(entry.product)
        : codedText(say, 'vaccine', entry.vaccine)
      : null
  const lot = entry.kind === 'vaccination' && entry.lot ? say('wallet.lot', { lot: entry.lot }) : null
  const place = entry.country ? countryText(say, entry.country) : null
  return listed(entryTitle(say, entry), product, lot, entryDate(entry), place)
}
