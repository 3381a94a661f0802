import type { Coded, Holder, Test, Vaccination, Validity } from '../certificate.ts'
import { type CborObject, type CborValue, isCborObject } from '../encoding/cbor.ts'
import { parseInstant } from '../encoding/time.ts'
import { Malformed } from '../fault.ts'
import type { Statement } from './certificate.ts'
import { codedIn, dateIn, needed, numberIn, soleObject, textIn, withoutAbsent } from './fields.ts'

/**
 * Reads a WHO DDCC, vaccination or test, in the form of its core data set (smart.who.int/ddcc: codes are codings or bare texts). Refused are a missing name,
 * certificate or event, another type, and more than one event.
 */
export function readDdcc(content: CborValue, event: 'vaccination' | 'test'): Statement {
  const payload = soleObject(content, '')
  const certificate = soleObject(payload.certificate, 'certificate')
  const fields = soleObject(payload[event], event)
  const id = valueIn(certificate, 'hcid', 'certificate.') ?? null
  const issuer = issuerIn(certificate)
  const read = event === 'vaccination' ? readVaccination : readTest
  const entry = { ...read(fields, `${event}.`), ...withoutAbsent({ issuer, id: id ?? undefined }) }
  return {
    family: 'ddcc',
    holder: readHolder(payload),
    entry,
    issuer: { country: entry.country ?? null, id: issuer ?? null },
    validity: periodIn(certificate),
    warnings: [],
    payload,
    id,
  }
}

function readHolder(payload: CborObject): Holder {
  const name = payload.name === undefined ? undefined : textIn(payload, 'name', '')
  if (!name) throw new Malformed('hcert.member', 'name')
  return {
    name: payload.name as string,
    ...withoutAbsent({
      birthDate: dateIn(payload, 'birthDate', ''),
      sex: codedIn(payload, 'sex', '')?.code,
      documentNumber: valueIn(payload, 'identifier', ''),
    }),
  }
}

/** An identifier: a text, or an object (of several the first) with its `value`. */
function valueIn(object: CborObject, name: string, at: string): string | undefined {
  const value = object[name]
  const first = Array.isArray(value) ? value[0] : value
  return isCborObject(first) ? textIn(first, 'value', `${at}${name}.`) : textIn({ [name]: first ?? null }, name, at)
}

function issuerIn(certificate: CborObject): string | undefined {
  const { issuer } = certificate
  if (!isCborObject(issuer)) return textIn(certificate, 'issuer', 'certificate.')
  return valueIn(issuer, 'identifier', 'certificate.issuer.') ?? textIn(issuer, 'name', 'certificate.issuer.')
}

const dayLess = 86_400_000 - 1

/** The certificate's own period; a last day counts to its end. */
function periodIn(certificate: CborObject): Validity {
  const { period } = certificate
  if (!isCborObject(period)) return { from: null, until: null }
  const at = 'certificate.period.'
  const [start, end] = [dateIn(period, 'start', at), dateIn(period, 'end', at)]
  const until = end === undefined ? null : parseInstant(end)
  return {
    from: start === undefined ? null : parseInstant(start),
    until: until !== null && end?.length === 10 ? until + dayLess : until,
  }
}

/** A centre is a name or a coding. */
const centreIn = (fields: CborObject, at: string): string | undefined => {
  const centre = codedIn(fields, 'centre', at)
  return centre?.text ?? centre?.code
}

const readVaccination = (fields: CborObject, at: string): Vaccination => ({
  kind: 'vaccination',
  disease: codedIn(fields, 'disease', at),
  vaccine: codedIn(fields, 'vaccine', at),
  product: codedIn(fields, 'brand', at),
  manufacturer: codedIn(fields, 'manufacturer', at) ?? codedIn(fields, 'maholder', at),
  dose: numberIn(fields, 'dose', at) ?? null,
  doses: numberIn(fields, 'totalDoses', at) ?? null,
  date: needed(dateIn(fields, 'date', at), `${at}date`),
  ...withoutAbsent({
    lot: textIn(fields, 'lot', at),
    centre: centreIn(fields, at),
    country: codedIn(fields, 'country', at)?.code,
    validFrom: dateIn(fields, 'validFrom', at),
  }),
})

// ICD-11, SNOMED CT and LOINC codes that WHO's maps (smart.who.int/ddcc) hold to be the same.
const results: { readonly [code: string]: Test['result'] } = {
  'RA01.0': 'detected',
  '10828004': 'detected',
  '260373001': 'detected',
  'RA01.1': 'not-detected',
  '260385009': 'not-detected',
  '260415000': 'not-detected',
}
const methods: { readonly [code: string]: Test['method'] } = {
  'LP6464-4': 'nucleic-acid',
  '94500-6': 'nucleic-acid',
  '94309-2': 'nucleic-acid',
  '1334426561': 'nucleic-acid',
  'LP217198-3': 'antigen',
  '94558-4': 'antigen',
  '97097-0': 'antigen',
  '2056159157': 'antigen',
}

/** A code may be any text, such as the name of something that every object inherits. */
const meaningOf = <T>(table: { readonly [code: string]: T }, coded: Coded | null): T | undefined =>
  coded !== null && Object.hasOwn(table, coded.code) ? table[coded.code] : undefined

function readTest(fields: CborObject, at: string): Test {
  const [type, result] = [codedIn(fields, 'type', at), codedIn(fields, 'result', at)]
  return {
    kind: 'test',
    disease: codedIn(fields, 'pathogen', at),
    method: meaningOf(methods, type) ?? 'other',
    type,
    device: codedIn(fields, 'brand', at),
    sampledAt: needed(dateIn(fields, 'date', at), `${at}date`),
    result: meaningOf(results, result) ?? 'other',
    resultCode: result,
    ...withoutAbsent({ centre: centreIn(fields, at), country: codedIn(fields, 'country', at)?.code }),
  }
}
