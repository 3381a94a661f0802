import type { Coded, Entry, Holder, Recovery, Test, Vaccination } from '../certificate.ts'
import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'

/** Type of the certificates that this library issues (`vct`, SD-JWT VC, 3.2.2.1); its claims are listed in the README of this folder. */
export const healthCertificateType = 'urn:consular-cloud:vct:health-certificate:1'

/** "Meets this version of a country's rules on this day": what a holder can show in place of medical facts. Dates as in ISO 8601. */
export interface Acceptance {
  /** Name of the rule set, such as `FR` or a URI. */
  readonly ruleSet: string
  readonly version: string
  /** The day for which the issuer evaluated the rules. */
  readonly on: string
  /** The last day on which they will be met, as far as the facts go; null where they set no end. */
  readonly until: string | null
}

const textOf = (claims: JsonObject, name: string): string | undefined => {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  return isString(value) && value !== '' ? value : undefined
}

const numberOf = (claims: JsonObject, name: string): number | null => {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  return typeof value === 'number' ? value : null
}

/** A coded value: an object with `code`, `system` and `text`, or a bare text, which stands for its code. */
function codedOf(claims: JsonObject, name: string): Coded | null {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  if (isString(value)) return value.trim() === '' ? null : { code: value.trim() }
  if (!isObject(value)) return null
  const code = textOf(value, 'code')?.trim()
  return code ? { code, ...present({ system: textOf(value, 'system'), text: textOf(value, 'text') }) } : null
}

type Present<T> = { [name in keyof T]?: Exclude<T[name], undefined> }

const present = <T extends object>(members: T): Present<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>

/** Whom the claims speak of. Where only the year of birth is shown, that is the birth date. */
export function holderOf(claims: JsonObject): Holder {
  const year = numberOf(claims, 'birth_year')
  return present({
    familyName: textOf(claims, 'family_name'),
    givenName: textOf(claims, 'given_name'),
    name: textOf(claims, 'name'),
    standardFamilyName: textOf(claims, 'standard_family_name'),
    standardGivenName: textOf(claims, 'standard_given_name'),
    birthDate:
      textOf(claims, 'birthdate') ?? textOf(claims, 'birth_date') ?? (year === null ? undefined : String(year)),
    sex: textOf(claims, 'sex'),
    documentNumber: textOf(claims, 'document_number'),
    nationality: textOf(claims, 'nationality'),
  })
}

const common = (claims: JsonObject) => ({
  disease: codedOf(claims, 'disease'),
  ...present({
    country: textOf(claims, 'country'),
    issuer: textOf(claims, 'issuer'),
    id: textOf(claims, 'id'),
  }),
})

const vaccinationOf = (claims: JsonObject): Vaccination => ({
  kind: 'vaccination',
  ...common(claims),
  vaccine: codedOf(claims, 'vaccine'),
  product: codedOf(claims, 'product'),
  manufacturer: codedOf(claims, 'manufacturer'),
  dose: numberOf(claims, 'dose'),
  doses: numberOf(claims, 'doses'),
  date: textOf(claims, 'date') ?? null,
  ...present({
    lot: textOf(claims, 'lot'),
    centre: textOf(claims, 'centre'),
    validFrom: textOf(claims, 'valid_from'),
    validUntil: textOf(claims, 'valid_until'),
  }),
})

const methods = ['nucleic-acid', 'antigen', 'serology'] as const
const results = ['detected', 'not-detected'] as const

const testOf = (claims: JsonObject): Test => ({
  kind: 'test',
  ...common(claims),
  method: methods.find((method) => method === claims['method']) ?? 'other',
  type: codedOf(claims, 'type'),
  device: codedOf(claims, 'device'),
  sampledAt: textOf(claims, 'sampled_at') ?? null,
  result: results.find((result) => result === claims['result']) ?? 'other',
  resultCode: codedOf(claims, 'result_code'),
  ...present({ centre: textOf(claims, 'centre') }),
})

const recoveryOf = (claims: JsonObject): Recovery => ({
  kind: 'recovery',
  ...common(claims),
  firstPositiveOn: textOf(claims, 'first_positive_on') ?? null,
  validFrom: textOf(claims, 'valid_from') ?? null,
  validUntil: textOf(claims, 'valid_until') ?? null,
})

/** Claims of entries: ours are lists, others have one entry under a name in the singular. */
const kinds: readonly (readonly [one: string, many: string, read: (claims: JsonObject) => Entry])[] = [
  ['vaccination', 'vaccinations', vaccinationOf],
  ['test', 'tests', testOf],
  ['recovery', 'recoveries', recoveryOf],
]

/** What the claims say of their holder's health. */
export const entriesOf = (claims: JsonObject): readonly Entry[] =>
  kinds.flatMap(([one, many, read]) =>
    [one, many]
      .flatMap((name): unknown => (Object.hasOwn(claims, name) ? claims[name] : []))
      .filter(isObject)
      .map(read),
  )

/** The rule sets that the certificate says are met, as far as shown. */
export function acceptancesOf(claims: unknown): readonly Acceptance[] {
  const listed = isObject(claims) && Object.hasOwn(claims, 'acceptance') ? claims['acceptance'] : null
  if (!isArray(listed)) return []
  return listed.filter(isObject).flatMap((each) => {
    const [ruleSet, version, on] = [textOf(each, 'ruleSet'), textOf(each, 'version'), textOf(each, 'on')]
    return ruleSet && version && on ? { ruleSet, version, on, until: textOf(each, 'until') ?? null } : []
  })
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The claims of one entry, by their names in the certificate; what is not known is left out. */
export const claimsOfEntry = (entry: Entry): readonly (readonly [string, unknown])[] =>
  Object.entries(entry)
    .filter(([name, value]) => name !== 'kind' && value !== null && value !== undefined && value !== '')
    .map(([name, value]) => [snake(name), value])

/** Name of the list in which an entry stands. */
export const listOfEntry = (entry: Entry): string => kinds.find(([one]) => one === entry.kind)?.[1] ?? entry.kind
