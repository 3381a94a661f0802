import type { Coded, Entry } from '../certificate.ts'
import { formatInstant, parseInstant } from '../encoding/time.ts'
import type { HealthRecord } from '../record.ts'

/** The date of a date or date-time as written, or null where it is none. */
export function dateOnly(text: string | null | undefined): string | null {
  if (!text || parseInstant(text) === null) return null
  return text.trim().slice(0, 10)
}

/** The instant of a date-time in UTC, or null for a date alone and for anything else. */
export function instantOnly(text: string | null | undefined): string | null {
  const instant = text && text.trim().length > 10 ? parseInstant(text) : null
  return instant === null ? null : formatInstant(instant)
}

/** A birth date that the families can write: whole, or year and month, or the year. */
export function isBirthDate(text: string): boolean {
  if (!/^(19|20)\d\d(-\d\d){0,2}$/.test(text)) return false
  return parseInstant(`${text}-01-01`.slice(0, 10)) !== null
}

/** ISO 3166-1 alpha-2. */
export const isCountry = (text: string | undefined): text is string => text !== undefined && /^[A-Z]{2}$/.test(text)

const covid: ReadonlySet<string> = new Set(['840539006', '840536004', 'RA01', 'RA01.0', 'XN109'])

/** Is the entry about COVID-19, by SNOMED CT or ICD-11? */
export const isCovid = ({ disease }: Entry): boolean => disease !== null && covid.has(disease.code)

/** A name in one field: Chinese characters stand together, family name first; others the given name first, as passports of most countries are read. */
export function wholeName({ familyName, givenName }: HealthRecord['person']): string {
  const both = /^[\p{Script=Han}·]+$/u
  if (both.test(familyName) && both.test(givenName)) return familyName + givenName
  return `${givenName} ${familyName}`.trim()
}

/** Administrative gender as FHIR names it; undefined where nothing is known. */
export const genderOf = (sex: HealthRecord['person']['sex']): string | undefined =>
  sex && { F: 'female', M: 'male', X: 'other' }[sex]

/** A coding as FHIR writes it, or undefined where there is no code. */
export function codingOf(coded: Coded | null): { readonly [member: string]: string } | undefined {
  if (!coded?.code) return undefined
  const { code, system, text } = coded
  return { ...(system ? { system } : {}), code, ...(text ? { display: text } : {}) }
}
