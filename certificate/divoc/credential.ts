import type { Certificate, Coded, Entry, Holder, Vaccination, Validity, Warning } from '../certificate.ts'
import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { parseInstant } from '../encoding/time.ts'
import { Malformed } from '../fault.ts'

/** First context of every credential (W3C Verifiable Credentials Data Model 1.1, 4.1). */
export const credentialContext = 'https://www.w3.org/2018/credentials/v1'
/** What the credentials of DIVOC call themselves. */
export const credentialType = 'ProofOfVaccinationCredential'
/** ICD-11, by whose extension codes vaccines are named. */
export const icd11 = 'http://id.who.int/icd/release/11/mms'

/** What a credential says, in the shape of all families. */
export type Described = Pick<Certificate, 'holder' | 'entries' | 'validity' | 'warnings'> & {
  readonly issuerId: string
}

/** The members that are read. */
export const readMembers: ReadonlySet<string> = new Set(
  (
    'id type issuer issuanceDate expirationDate credentialSubject evidence name dob gender nationality vaccine manufacturer ' +
    'dose totalDoses date batch facility address addressCountry certificateId effectiveStart effectiveUntil icd11Code prophylaxis'
  ).split(' '),
)

/** A URI. Identifiers that are none get lost on the way to RDF, with all that is said of them, so that no signature covers it. */
const uri = /^(?!_:)[A-Za-z][A-Za-z0-9+.-]*:\S+$/

/**
 * What a verifiable credential of DIVOC says: subject, vaccinations (`evidence`), issuer and period. Throws `Malformed`, `at` the member: `divoc.context`,
 * `divoc.type`, `divoc.member` (missing, or of another type), `divoc.identifier` (no absolute URI), `divoc.issuance-date`, `divoc.expiration-date`.
 */
export function describeCredential(credential: JsonObject): Described {
  const { '@context': context, type, credentialSubject: subject, evidence } = credential
  if (!isArray(context) || context[0] !== credentialContext) throw new Malformed('divoc.context', '@context')
  if (!isArray(type) || !type.includes('VerifiableCredential') || !type.includes(credentialType))
    throw new Malformed('divoc.type', 'type')
  const person = isArray(subject) && subject.length === 1 ? subject[0] : subject
  if (!isObject(person)) throw new Malformed('divoc.member', 'credentialSubject')
  const given = isObject(evidence) ? [evidence] : evidence
  if (!isArray(given) || given.length === 0) throw new Malformed('divoc.member', 'evidence')
  checkIdentifier(credential['id'], 'id')
  const issuerId = issuerOf(credential)
  const warnings: Warning[] = []
  const entries = given.map((each, index) => vaccinationOf(each, `evidence.${index}`, { issuerId, warnings }))
  return { holder: holderOf(person, warnings), entries, validity: validityOf(credential), warnings, issuerId }
}

function checkIdentifier(id: unknown, at: string): void {
  if (id !== undefined && !(isString(id) && uri.test(id))) throw new Malformed('divoc.identifier', at)
}

function issuerOf({ issuer }: JsonObject): string {
  const id = isObject(issuer) ? issuer['id'] : issuer
  if (!isString(id)) throw new Malformed('divoc.member', 'issuer')
  checkIdentifier(id, 'issuer')
  return id
}

function validityOf({ issuanceDate, expirationDate }: JsonObject): Validity {
  const from = isString(issuanceDate) ? parseInstant(issuanceDate) : null
  if (from === null) throw new Malformed('divoc.issuance-date', 'issuanceDate')
  if (expirationDate === undefined) return { from, until: null }
  const until = isString(expirationDate) ? parseInstant(expirationDate) : null
  if (until === null) throw new Malformed('divoc.expiration-date', 'expirationDate')
  return { from, until }
}

/** A text without blanks at its ends; numbers stand for texts in some. Undefined for nothing and for an empty text. */
function textOf(object: JsonObject, name: string, at: string): string | undefined {
  const value = object[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number') return String(value)
  if (!isString(value)) throw new Malformed('divoc.member', `${at}.${name}`)
  return value.trim() === '' ? undefined : value.trim()
}

/** A count; some write it as a text. */
function countOf(object: JsonObject, name: string, at: string): number | null {
  const text = textOf(object, name, at)
  if (text === undefined) return null
  const count = Number(text)
  if (!Number.isFinite(count)) throw new Malformed('divoc.member', `${at}.${name}`)
  return count
}

function holderOf(person: JsonObject, warnings: Warning[]): Holder {
  const at = 'credentialSubject'
  checkIdentifier(person['id'], `${at}.id`)
  const { name } = person
  if (!isString(name) || name.trim() === '') throw new Malformed('divoc.member', `${at}.name`)
  const birthDate = textOf(person, 'dob', at)
  if (birthDate !== undefined && !/^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/.test(birthDate))
    warnings.push({ code: 'divoc.date', at: `${at}.dob`, value: birthDate })
  return {
    name,
    ...some({
      birthDate,
      sex: textOf(person, 'gender', at),
      nationality: textOf(person, 'nationality', at),
      documentNumber: passportOf(person['id']),
    }),
  }
}

/** The number of a passport that stands in the identifier of the subject, such as `did:passport:A1234567`. */
const passportOf = (id: unknown): string | undefined =>
  isString(id) ? /[:/]passport[:/](?:[^:/\s]+:)?([A-Za-z0-9<]+)$/i.exec(id)?.[1] : undefined

interface Around {
  readonly issuerId: string
  readonly warnings: Warning[]
}

function vaccinationOf(evidence: unknown, at: string, { issuerId, warnings }: Around): Entry {
  if (!isObject(evidence)) throw new Malformed('divoc.member', at)
  const types = isArray(evidence['type']) ? evidence['type'] : [evidence['type']]
  if (!types.includes('Vaccination')) throw new Malformed('divoc.type', `${at}.type`)
  checkIdentifier(evidence['id'], `${at}.id`)
  const text = (name: string): string | undefined => textOf(evidence, name, at)
  const [dose, doses] = [countOf(evidence, 'dose', at), countOf(evidence, 'totalDoses', at)]
  if (dose !== null && doses !== null && dose > doses)
    warnings.push({ code: 'divoc.dose-over-total', at: `${at}.dose`, value: `${dose}/${doses}` })
  const facility = isObject(evidence['facility']) ? evidence['facility'] : {}
  const address = isObject(facility['address']) ? facility['address'] : {}
  const read: Vaccination = {
    kind: 'vaccination',
    disease: null,
    vaccine: vaccineOf(text('icd11Code'), text('prophylaxis')),
    product: named(text('vaccine')),
    manufacturer: named(text('manufacturer')),
    dose,
    doses,
    date: text('date') ?? null,
    issuer: issuerId,
    ...some({
      lot: text('batch'),
      centre: textOf(facility, 'name', `${at}.facility`),
      country: textOf(address, 'addressCountry', `${at}.facility.address`),
      id: text('certificateId'),
      validFrom: text('effectiveStart'),
      validUntil: text('effectiveUntil'),
    }),
  }
  for (const value of [read.date, read.validFrom, read.validUntil])
    if (isString(value) && parseInstant(value) === null) warnings.push({ code: 'divoc.date', at, value })
  return read
}

/** The prophylaxis by its ICD-11 code, or by its name alone. */
function vaccineOf(code: string | undefined, text: string | undefined): Coded | null {
  if (code === undefined) return named(text)
  return { code, system: icd11, ...(text === undefined ? {} : { text }) }
}

/** DIVOC has names where others have codes. */
const named = (name: string | undefined): Coded | null => (name === undefined ? null : { code: name, text: name })

/** Without the members that are undefined. */
function some<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
