import type { Coded, Entry } from '../certificate.ts'
import { productName } from './products.ts'

/** How the reader's language writes what an entry holds. The library has no sentences of its own. */
export interface EntryWords {
  /** The sentence of a key: `entry.…`, `dose` (with `dose` and `doses`), `result.…`. */
  readonly say: (key: string, values?: { readonly [name: string]: string | number }) => string
  /** A disease or a kind of vaccine. */
  readonly coded: (what: 'disease' | 'vaccine', coded: Coded) => string
  readonly country: (code: string) => string
  /** An ISO 8601 date or moment, as it was signed. */
  readonly day: (written: string) => string
  /** Puts the parts in a row; those that are not stated are null. */
  readonly list: (...parts: readonly (string | null)[]) => string
}

const written = (value: string | null | undefined, write: (value: string) => string): string | null =>
  value ? write(value) : null

/** What an entry says, in one line: what it is, against what, with what, when and where. */
export function entryText(entry: Entry, words: EntryWords): string {
  const { say, coded, country, day, list } = words
  const disease = entry.disease && coded('disease', entry.disease)
  const where = [written(entry.country, country), entry.issuer ?? null]
  switch (entry.kind) {
    case 'vaccination': {
      const vaccine = entry.vaccine && coded('vaccine', entry.vaccine)
      const product = entry.product ? productName(entry.product) : vaccine
      const dose = entry.dose === null ? null : say('dose', { dose: entry.dose, doses: entry.doses ?? '?' })
      return list(say(`entry.${entry.kind}`), disease, product, dose, written(entry.date, day), ...where)
    }
    case 'test': {
      const result = say(`result.${entry.result}`)
      return list(say(`entry.${entry.method}`), disease, result, written(entry.sampledAt, day), ...where)
    }
    case 'recovery':
      return list(say(`entry.${entry.kind}`), disease, written(entry.firstPositiveOn, day), ...where)
  }
}
