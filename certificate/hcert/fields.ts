import type { Coded } from '../certificate.ts'
import { type CborObject, type CborValue, isCborObject } from '../encoding/cbor.ts'
import { formatDate, formatInstant } from '../encoding/time.ts'
import { Malformed } from '../fault.ts'

/** Systems of codes by the names that FHIR gives them. */
export const systems = {
  snomed: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
  atc: 'http://www.whocc.no/atc',
  icd11: 'http://id.who.int/icd11/mms',
  devices: 'https://covid-19-diagnostics.jrc.ec.europa.eu/devices',
  countries: 'urn:iso:std:iso:3166',
} as const

/** A text without the blanks at its ends, which real certificates carry in codes. */
export function trimmed(text: string): string {
  return text.charCodeAt(0) > 32 && text.charCodeAt(text.length - 1) > 32 ? text : text.trim()
}

/** A member that is a text; undefined where it is missing or null. Throws `Malformed` (`hcert.type`) for another type. */
export function textIn(object: CborObject, name: string, at: string): string | undefined {
  const value = object[name]
  if (typeof value === 'string') return trimmed(value)
  if (value === undefined || value === null) return undefined
  throw new Malformed('hcert.type', `${at}${name}`)
}

/** A member that is a date or date-time, as written; a number under tag 1 of CBOR is written out. */
export function dateIn(object: CborObject, name: string, at: string): string | undefined {
  const value = object[name]
  if (typeof value !== 'number' || !Number.isFinite(value)) return textIn(object, name, at)
  return dateText(value)
}

/** The date of so many seconds since 1970, with the time if it is not midnight. */
export const dateText = (seconds: number): string =>
  seconds % 86_400 === 0 ? formatDate(seconds * 1000) : formatInstant(seconds * 1000)

/** A member that is a number, or a text of digits. */
export function numberIn(object: CborObject, name: string, at: string): number | undefined {
  const value = object[name]
  if (typeof value === 'number') return value
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'bigint' || (typeof value === 'string' && /^\d{1,9}$/.test(value))) return Number(value)
  throw new Malformed('hcert.type', `${at}${name}`)
}

/** A member that must be there. Throws `Malformed` (`hcert.member`). */
export function needed<T>(value: T | undefined, at: string): T {
  if (value === undefined) throw new Malformed('hcert.member', at)
  return value
}

/** A value that must be an object, or an array of a single one. Throws `Malformed`: `hcert.structure`, `hcert.several-entries`. */
export function soleObject(value: CborValue | undefined, at: string): CborObject {
  if (Array.isArray(value) && value.length > 1) throw new Malformed('hcert.several-entries', at)
  const sole = Array.isArray(value) ? value[0] : value
  if (!isCborObject(sole)) throw new Malformed('hcert.structure', at)
  return sole
}

/** A member that is a code alone, or a coding of FHIR: `{ system, code, display }`. */
export function codedIn(object: CborObject, name: string, at: string): Coded | null {
  const value = object[name]
  if (!isCborObject(value)) {
    const code = textIn(object, name, at)
    return code === undefined ? null : { code }
  }
  const inner = `${at}${name}.`
  const [code, system, text] = [
    textIn(value, 'code', inner),
    textIn(value, 'system', inner),
    textIn(value, 'display', inner),
  ]
  if (code === undefined && text === undefined) return null
  return { code: code ?? '', ...withoutAbsent({ system, text }) }
}

/** A type whose members may be undefined, made into one whose members may be missing. */
type Present<T> = { [name in keyof T as undefined extends T[name] ? never : name]: T[name] } & {
  [name in keyof T as undefined extends T[name] ? name : never]?: Exclude<T[name], undefined>
}

/** The object without the members that are undefined or empty texts. */
export function withoutAbsent<T extends object>(object: T): Present<T> {
  const present: { [name: string]: unknown } = {}
  for (const [name, value] of Object.entries(object)) if (value !== undefined && value !== '') present[name] = value
  return present as Present<T>
}
