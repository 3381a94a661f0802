import type { Coded, Entry, Holder, Test, Vaccination, Warning } from '../certificate.ts'
import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { Malformed } from '../fault.ts'
import { diseaseOfCvx, resultOf, systems, testOfLoinc } from './codes.ts'

/** What a card's FHIR bundle says, in the common shape. */
export interface Content {
  readonly holder: Holder
  readonly entries: readonly Entry[]
  readonly warnings: readonly Warning[]
  /** Kinds of card that its content asks for (vocabulary of the specification). */
  readonly kinds: ReadonlySet<'immunization' | 'laboratory' | 'covid19'>
}

const textOf = (value: unknown): string | undefined => (isString(value) && value !== '' ? value : undefined)
const firstOf = (value: unknown): unknown => (isArray(value) ? value[0] : undefined)
const memberOf = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined)

/** The codings of a CodeableConcept. */
function codingsOf(concept: unknown): readonly Coded[] {
  const codings = memberOf(concept, 'coding')
  const found: Coded[] = []
  if (!isArray(codings)) return found
  for (const coding of codings) {
    if (!isObject(coding)) continue
    const { code, system, display } = coding
    if (!isString(code)) continue
    const named = isString(system) ? { code: code.trim(), system } : { code: code.trim() }
    found.push(isString(display) ? { ...named, text: display } : named)
  }
  return found
}

/** The coding of a system, else the first. */
const codingOf = (codings: readonly Coded[], system: string): Coded | null =>
  codings.find((each) => each.system === system) ?? codings[0] ?? null

/** Members that are there, for optional properties. */
function present<T extends { readonly [name: string]: unknown }>(
  members: T,
): { [name in keyof T]?: Exclude<T[name], undefined> } {
  const kept: { [name in keyof T]?: Exclude<T[name], undefined> } = {}
  for (const name in members)
    if (members[name] !== undefined) kept[name] = members[name] as Exclude<(typeof members)[typeof name], undefined>
  return kept
}

/** Patient (FHIR R4): the official name, else the first. Given names are joined by a blank. */
function holderOf(patient: JsonObject): Holder {
  const names = isArray(patient['name']) ? patient['name'].filter(isObject) : []
  const name = names.find(({ use }) => use === 'official') ?? names[0]
  const given = isArray(name?.['given']) ? name['given'].filter(isString).join(' ') : undefined
  const familyName = textOf(name?.['family'])
  const givenName = textOf(given)
  const whole = familyName === undefined && givenName === undefined ? textOf(name?.['text']) : undefined
  const birthDate = textOf(patient['birthDate'])
  const sex = textOf(patient['gender'])
  return present({ familyName, givenName, name: whole, birthDate, sex })
}

/** A number as FHIR writes it: positiveInt or string. */
const numberOf = (...values: readonly unknown[]): number | null => {
  const found = values.find((value) => value !== undefined)
  const number = isString(found) ? Number(found) : found
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** Immunization (FHIR R4). */
function vaccinationOf(resource: JsonObject, issuer: string): Vaccination {
  const codings = codingsOf(resource['vaccineCode'])
  const product = codingOf(codings, systems.cvx)
  const vaccine = codings.find(({ system }) => system === systems.snomed) ?? null
  const manufacturer = resource['manufacturer']
  const maker =
    textOf(memberOf(memberOf(manufacturer, 'identifier'), 'value')) ?? textOf(memberOf(manufacturer, 'display'))
  const protocol = firstOf(resource['protocolApplied'])
  const performer = memberOf(firstOf(resource['performer']), 'actor')
  return {
    kind: 'vaccination',
    disease: product?.system === systems.cvx ? diseaseOfCvx(product.code) : null,
    vaccine,
    product,
    manufacturer: maker === undefined ? null : { code: maker },
    dose: numberOf(memberOf(protocol, 'doseNumberPositiveInt'), memberOf(protocol, 'doseNumberString')),
    doses: numberOf(memberOf(protocol, 'seriesDosesPositiveInt'), memberOf(protocol, 'seriesDosesString')),
    date: textOf(resource['occurrenceDateTime']) ?? textOf(resource['occurrenceString']) ?? null,
    issuer,
    ...present({ lot: textOf(resource['lotNumber']), centre: textOf(memberOf(performer, 'display')) }),
  }
}

/** Observation (FHIR R4) with a result in words or a code; null for a measured quantity, which no travel rule asks about. */
function testOf(resource: JsonObject, issuer: string): Test | null {
  const type = codingOf(codingsOf(resource['code']), systems.loinc)
  const known = type?.system === systems.loinc ? testOfLoinc(type.code) : null
  const concept = resource['valueCodeableConcept']
  const value = textOf(resource['valueString']) ?? textOf(memberOf(concept, 'text'))
  const resultCode = codingOf(codingsOf(concept), systems.snomed) ?? (value === undefined ? null : { code: value })
  if (!known && !isObject(concept)) return null
  const taken = textOf(resource['effectiveDateTime']) ?? textOf(resource['effectiveInstant'])
  const performer = firstOf(resource['performer'])
  return {
    kind: 'test',
    disease: known?.disease ?? null,
    method: known?.method ?? 'other',
    type,
    device: null,
    sampledAt: taken ?? textOf(memberOf(resource['effectivePeriod'], 'start')) ?? null,
    result: resultCode ? resultOf(resultCode.code) : 'other',
    resultCode,
    issuer,
    ...present({ centre: textOf(memberOf(performer, 'display')) }),
  }
}

/** Statuses of an observation whose result stands. */
const standing: ReadonlySet<unknown> = new Set(['final', 'amended', 'corrected'])

interface Resource {
  readonly resource: JsonObject
  readonly url: unknown
  readonly at: string
}

function resourcesOf(bundle: JsonObject): readonly Resource[] {
  const { entry } = bundle
  if (!isArray(entry) || entry.length === 0) throw new Malformed('shc.bundle', 'entry')
  return entry.map((each, index) => {
    const at = `entry.${index}`
    if (!isObject(each) || !isObject(each['resource'])) throw new Malformed('shc.bundle', at)
    return { resource: each['resource'], url: each['fullUrl'], at }
  })
}

/**
 * Holder and entries of a FHIR bundle. Vaccinations that were not completed and results that are not final are left out, with a warning
 * (`shc.not-completed`). Throws `Malformed`: `shc.bundle`, and `shc.several-patients`, as nobody could tell whose entries they are.
 */
export function readBundle(bundle: JsonObject, issuer: string): Content {
  const resources = resourcesOf(bundle)
  const patients = resources.filter(({ resource }) => resource['resourceType'] === 'Patient')
  if (patients.length > 1) throw new Malformed('shc.several-patients', patients[1]?.at)
  const [patient] = patients
  const entries: Entry[] = []
  const warnings: Warning[] = patient ? [] : [{ code: 'shc.no-patient' }]
  const kinds = new Set<'immunization' | 'laboratory' | 'covid19'>()
  for (const { resource, at } of resources) {
    const { status } = resource
    const immunization = resource['resourceType'] === 'Immunization'
    if (!immunization && resource['resourceType'] !== 'Observation') continue
    const entry = immunization ? vaccinationOf(resource, issuer) : testOf(resource, issuer)
    if (!entry) continue
    if (immunization) kinds.add('immunization')
    if (entry.disease?.code === '840539006') kinds.add('covid19').add(immunization ? 'immunization' : 'laboratory')
    const whose = memberOf(resource[immunization ? 'patient' : 'subject'], 'reference')
    if (patient && whose !== patient.url)
      warnings.push({ code: 'shc.reference', at, ...present({ value: textOf(whose) }) })
    if (immunization ? status === 'completed' : standing.has(status)) entries.push(entry)
    else warnings.push({ code: 'shc.not-completed', at: `${at}.status`, ...present({ value: textOf(status) }) })
  }
  return { holder: patient ? holderOf(patient.resource) : {}, entries, warnings, kinds }
}
