import type { SharedRefusal } from './refusals.ts'
import { ok, type Result, refuse } from './result.ts'

declare const brand: unique symbol

/** What people see and spell on the telephone: `TD-7KQ4-93XM-2`, a prefix for the kind of thing, eight random symbols, a check character. */
export type Reference = string & { readonly [brand]: 'reference' }

/** 32 symbols: digits and capitals without I, L, O, U, which are read as 1, 1, 0 and V. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 8

/** Divides by x in the field of 32 elements (polynomial x^5 + x^3 + 1). */
const overX = (value: number): number => (value & 1 ? value ^ 0b101001 : value) >> 1

/** A polynomial code over the field, a different weight at each of the nine places: finds every single wrong symbol and every swap of two. */
const check = (symbols: string): string =>
  alphabet.charAt(Array.from(symbols).reduce((sum, symbol) => overX(sum ^ alphabet.indexOf(symbol)), 0))

const format = (prefix: string, symbols: string) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where the brand is given
  `${prefix}-${symbols.slice(0, 4)}-${symbols.slice(4)}-${check(symbols)}` as Reference

/** A new reference from random bytes: 40 bits, so that nobody guesses or counts; the store refuses the rare double and asks again. */
export function newReference(prefix: string, random: (bytes: Uint8Array) => Uint8Array): Reference {
  return format(prefix, Array.from(random(new Uint8Array(length)), (byte) => alphabet.charAt(byte & 31)).join(''))
}

/**
 * Reads a reference as a person types it: lower case, any spaces and dashes, O for 0, I or L for 1, U for V.
 * Refuses `shared.reference-format`, and `shared.reference-check` when the check character does not fit.
 */
export function parseReference(prefix: string, text: string): Result<Reference, SharedRefusal> {
  const typed = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.]/gu, '')
  if (!typed.startsWith(prefix)) return refuse('shared.reference-format', { prefix })
  const symbols = typed.slice(prefix.length).replaceAll('O', '0').replace(/[IL]/g, '1').replaceAll('U', 'V')
  if (symbols.length !== length + 1 || Array.from(symbols).some((symbol) => !alphabet.includes(symbol)))
    return refuse('shared.reference-format', { prefix })
  const body = symbols.slice(0, length)
  return check(body) === symbols.at(-1) ? ok(format(prefix, body)) : refuse('shared.reference-check')
}
