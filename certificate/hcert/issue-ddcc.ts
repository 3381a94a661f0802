import type { Entry, Test, Vaccination } from '../certificate.ts'
import type { CborObject } from '../encoding/cbor.ts'
import { formatDate } from '../encoding/time.ts'
import type { Outcome } from '../record.ts'
import { type Document, refuse, type Wanted } from './document.ts'
import { systems, withoutAbsent } from './fields.ts'
import { codingOf, dateOnly, genderOf, instantOnly, isBirthDate, isCountry, wholeName } from './issue-fields.ts'

/** The payload of a WHO DDCC (core data set of smart.who.int/ddcc): a vaccination under sub-key 3, a test under 4. */
export function ddccPayload({ record, signer, terms }: Wanted): Outcome<Document> {
  const { person } = record
  const [entry] = record.entries as readonly [Entry]
  if (entry.kind === 'recovery') return refuse('record.kind', { kind: entry.kind })
  const name = wholeName(person)
  if (name === '') return refuse('record.name')
  if (!isBirthDate(person.birthDate)) return refuse('record.birth-date')
  const country = entry.country ?? signer.country
  if (!isCountry(country)) return refuse('record.country', { country })
  const event = entry.kind === 'vaccination' ? vaccinationOf(entry, country) : testOf(entry, country)
  if (!event.ok) return event
  const payload = {
    name,
    birthDate: person.birthDate,
    ...withoutAbsent({ sex: genderOf(person.sex), identifier: identifierOf(person.documentNumber) }),
    certificate: {
      issuer: { identifier: { value: entry.issuer ?? signer.issuer } },
      hcid: { value: terms.id },
      version: 'RC2',
      period: { start: formatDate(terms.issuedAt), end: formatDate(terms.expiresAt) },
    },
    [entry.kind]: event.value,
  } as CborObject
  return { ok: true, value: { kind: entry.kind === 'vaccination' ? 3 : 4, payload } }
}

const identifierOf = (value: string | undefined): { value: string } | undefined => (value ? { value } : undefined)

type Coding = ReturnType<typeof codingOf>

const countryOf = (code: string): Coding => codingOf({ code, system: systems.countries })

function vaccinationOf(entry: Vaccination, country: string): Outcome<CborObject> {
  const [vaccine, brand] = [codingOf(entry.vaccine), codingOf(entry.product)]
  if (!vaccine || !brand)
    return refuse('record.product', { product: entry.product?.code ?? entry.product?.text ?? null })
  if (!entry.lot) return refuse('record.lot')
  const { dose, doses } = entry
  if (dose === null || !Number.isInteger(dose) || dose < 1) return refuse('record.dose', { dose, doses })
  const date = dateOnly(entry.date)
  if (date === null) return refuse('record.date', { date: entry.date })
  const fields = withoutAbsent({
    vaccine,
    brand,
    manufacturer: codingOf(entry.manufacturer),
    lot: entry.lot,
    date,
    dose,
    totalDoses: doses ?? undefined,
    country: countryOf(country),
    centre: entry.centre,
    disease: codingOf(entry.disease),
    validFrom: dateOnly(entry.validFrom) ?? undefined,
  })
  return { ok: true, value: fields }
}

// ICD-11 (foundation and MMS), as WHO's maps have them.
const typeOf: { readonly [method in Test['method']]?: string } = {
  'nucleic-acid': '1334426561',
  antigen: '2056159157',
}

function testOf(entry: Test, country: string): Outcome<CborObject> {
  const { method, result, sampledAt } = entry
  const code = typeOf[method]
  if (!code) return refuse('record.test-type', { method })
  if (result === 'other') return refuse('record.result')
  const date = instantOnly(sampledAt)
  if (date === null) return refuse('record.date', { date: sampledAt })
  const fields = withoutAbsent({
    pathogen: codingOf(entry.disease),
    type: codingOf({ code, system: systems.icd11 }),
    brand: codingOf(entry.device),
    date,
    result: codingOf({ code: result === 'detected' ? 'RA01.0' : 'RA01.1', system: systems.icd11 }),
    centre: entry.centre,
    country: countryOf(country),
  })
  return { ok: true, value: fields }
}
