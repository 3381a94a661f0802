import type { Certificate, Coded, Entry, Holder, Recovery, Test, Vaccination } from '../certificate.ts'
import { isArray, isObject, type JsonObject } from '../encoding/json.ts'
import { parseInstant } from '../encoding/time.ts'
import { whenOf } from '../names/holder.ts'
import { formatDateTime } from './date-time.ts'
import { findProduct } from './products.ts'
import type { CertificateType } from './rule.ts'

const groups = { v: 'Vaccination', t: 'Test', r: 'Recovery' } as const satisfies { [group: string]: CertificateType }

/** The kinds of statements in facts of the shape of an EU DCC. */
export const kindsOf = (facts: JsonObject): CertificateType[] =>
  Object.entries(groups).flatMap(([group, kind]) => {
    const entries = facts[group]
    return isArray(entries) && entries.length > 0 ? [kind] : []
  })

/**
 * What rules read of a certificate: payloads of the shape of an EU DCC (schema 1.3.0). Of an EU DCC it is the payload itself. A certificate of another family can state several things, where a DCC states one: it gives facts for each disease and kind, from the latest entry,
 * with vaccinations counted, COVID-19 and its vaccines coded as the EU does, and what it does not say left out.
 */
export function factsOf(certificate: Certificate): readonly JsonObject[] {
  const { family, payload, holder, entries } = certificate
  if (family === 'eu-dcc') return isObject(payload) ? [payload] : []
  const about = new Map<string, Entry[]>()
  for (const entry of entries) {
    const what = `${entry.kind} ${diseaseOf(entry)}`
    about.set(what, [...(about.get(what) ?? []), entry])
  }
  return [...about.values()].map((same) => ({ ver: '1.3.0', ...person(holder), ...statement(same) }))
}

/** Members that are null or undefined are left out. */
const stated = (members: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null))

const person = (holder: Holder): JsonObject =>
  stated({
    dob: holder.birthDate,
    nam: stated({
      fn: holder.familyName ?? holder.name,
      gn: holder.givenName,
      fnt: holder.standardFamilyName,
      gnt: holder.standardGivenName,
    }),
  })

/** COVID-19 or its virus: SNOMED CT, ICD-11, ICD-10. */
const covid = /^(840539006|840533007|RA01(\.\d)?|XN109|U07\.1)$/

const textsOf = (...coded: readonly (Coded | null)[]): string[] =>
  coded.flatMap((each) => (each === null ? [] : each.text === undefined ? [each.code] : [each.code, each.text]))

const productOf = (entry: Vaccination) => findProduct(textsOf(entry.product, entry.vaccine, entry.manufacturer))

function diseaseOf(entry: Entry): string | undefined {
  const code = entry.disease?.code
  if (code === undefined) return entry.kind === 'vaccination' && productOf(entry) ? '840539006' : undefined
  return covid.test(code) ? '840539006' : code
}

const dateOf = (entry: Entry): string => whenOf(entry) ?? ''

/** A date as written, a date-time in the form that CertLogic reads. */
function timeOf(text: string | null): string | null {
  const at = text === null || text.length <= 10 ? null : parseInstant(text)
  return at === null ? text : formatDateTime(at)
}

function statement(entries: readonly Entry[]): JsonObject {
  const inOrder = [...entries].sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : dateOf(a) > dateOf(b) ? 1 : 0))
  const latest = inOrder.at(-1)
  if (latest === undefined) return {}
  if (latest.kind === 'vaccination') return { v: [vaccination(latest, entries.length)] }
  return latest.kind === 'test' ? { t: [test(latest)] } : { r: [recovery(latest)] }
}

/** Countries of three letters are no code of the EU's value set: better none than a wrong one. */
const common = (entry: Entry): JsonObject => ({
  tg: diseaseOf(entry),
  co: entry.country?.length === 2 ? entry.country : undefined,
  is: entry.issuer,
  ci: entry.id,
})

/** Codes of the EU's value sets for kinds and holders: what is stated by one of them stands, and another code gives way to what the product tells. */
const kindCode = /^(\d{8,18}|J07BX03)$/
const holderCode = /^ORG-\d{9}$/
const stating = (coded: Coded | null, form: RegExp, told: string | undefined): string | undefined =>
  coded !== null && (told === undefined || form.test(coded.code)) ? coded.code : told

function vaccination(entry: Vaccination, known: number): JsonObject {
  const product = productOf(entry)
  const dose = entry.dose ?? known
  const doses = entry.doses ?? (product === undefined ? null : Math.max(product.doses, dose))
  return stated({
    ...common(entry),
    vp: stating(entry.vaccine, kindCode, product?.kind),
    mp: product?.code ?? entry.product?.code,
    ma: stating(entry.manufacturer, holderCode, product?.holder),
    dn: dose,
    sd: doses,
    dt: entry.date === null ? null : entry.date.slice(0, 10),
  })
}

const testTypes = { 'nucleic-acid': 'LP6464-4', antigen: 'LP217198-3' } as const
const testResults = { detected: '260373001', 'not-detected': '260415000' } as const

const test = (entry: Test): JsonObject =>
  stated({
    ...common(entry),
    tt: entry.method === 'nucleic-acid' || entry.method === 'antigen' ? testTypes[entry.method] : entry.type?.code,
    ma: entry.device?.code,
    sc: timeOf(entry.sampledAt),
    tr: entry.result === 'other' ? entry.resultCode?.code : testResults[entry.result],
    tc: entry.centre,
  })

const recovery = (entry: Recovery): JsonObject =>
  stated({ ...common(entry), fr: entry.firstPositiveOn, df: entry.validFrom, du: entry.validUntil })
