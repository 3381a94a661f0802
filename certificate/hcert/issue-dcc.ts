import type { Entry, Recovery, Test, Vaccination } from '../certificate.ts'
import { cutName, standardName } from '../names/index.ts'
import type { HealthRecord, Outcome } from '../record.ts'
import { productOf } from './codes.ts'
import { type Document, refuse, type Wanted } from './document.ts'
import { withoutAbsent } from './fields.ts'
import { dateOnly, instantOnly, isBirthDate, isCountry, isCovid } from './issue-fields.ts'

/** The longest text that the schema allows. */
const longest = 80

/** A UVCI (eHealth Network, guidelines on verifiable vaccination certificates, annex 2): version 01, country, and letters, digits and separators. */
const uvci = /^(URN:UVCI:)?01:[A-Z]{2,3}:[A-Z0-9/#:]+$/

/** The payload of an EU DCC: one person, one entry. */
export async function dccPayload({ record, signer, terms }: Wanted): Promise<Outcome<Document>> {
  const { person } = record
  const [entry] = record.entries as readonly [Entry]
  if (!uvci.test(terms.id) || terms.id.length > longest) return refuse('record.id', { id: terms.id })
  if (!isBirthDate(person.birthDate)) return refuse('record.birth-date')
  if (!isCovid(entry)) return refuse('record.disease', { disease: entry.disease?.code ?? null })
  const names = await namesOf(person)
  if (!names.ok) return names
  const co = entry.country ?? signer.country
  if (!isCountry(co)) return refuse('record.country', { country: co })
  const is = entry.issuer ?? signer.issuer
  if (is === '' || is.length > longest) return refuse('record.issuer')
  const fields = fieldsOf(entry)
  if (!fields.ok) return fields
  const whole = { tg: '840539006', ...fields.value, co, is, ci: terms.id }
  const group = { vaccination: 'v', test: 't', recovery: 'r' }[entry.kind]
  return {
    ok: true,
    value: { kind: 1, payload: { ver: '1.3.0', nam: names.value, dob: person.birthDate, [group]: [whole] } },
  }
}

type Fields = { [member: string]: string | number }

async function namesOf(person: HealthRecord['person']): Promise<Outcome<Fields>> {
  const { familyName, givenName, latin, nationality } = person
  if (familyName.length > longest || givenName.length > longest) return refuse('record.name', { longest })
  // Who has one name alone has it standardised alone.
  const only = familyName === ''
  const flip = (name: { readonly givenName: string }) => ({ familyName: name.givenName, givenName: '' })
  const standard = await standardName({
    ...(only ? flip(person) : { familyName, givenName }),
    ...(latin ? { latin: only && latin.familyName === '' ? flip(latin) : latin } : {}),
    nationality,
  })
  if (!standard.ok) return standard
  const [first, second] = [cutName(standard.value.familyName, longest), cutName(standard.value.givenName, longest)]
  if (only) return { ok: true, value: { gn: givenName, gnt: first } }
  const given = withoutAbsent({ gn: givenName, gnt: second })
  return { ok: true, value: { fn: familyName, fnt: first, ...given } }
}

function fieldsOf(entry: Entry): Outcome<Fields> {
  switch (entry.kind) {
    case 'vaccination':
      return vaccinationOf(entry)
    case 'test':
      return testOf(entry)
    case 'recovery':
      return recoveryOf(entry)
  }
}

const isDose = (value: number | null): value is number => value !== null && Number.isInteger(value) && value > 0

function vaccinationOf({ product, vaccine, dose, doses, date }: Vaccination): Outcome<Fields> {
  const known = product && productOf(product.code)
  if (!known) return refuse('record.product', { product: product?.code ?? product?.text ?? null })
  if (!isDose(dose) || !isDose(doses)) return refuse('record.dose', { dose, doses })
  const dt = dateOnly(date)
  if (dt === null) return refuse('record.date', { date })
  const vp = vaccine && known.vaccines.includes(vaccine.code) ? vaccine.code : (known.vaccines[0] as string)
  return { ok: true, value: { vp, mp: product.code, ma: known.manufacturer, dn: dose, sd: doses, dt } }
}

function testOf({ method, device, sampledAt, result, centre }: Test): Outcome<Fields> {
  if (method !== 'nucleic-acid' && method !== 'antigen') return refuse('record.test-type', { method })
  // A rapid test is named by its number in the EU's list of devices.
  if (method === 'antigen' && !/^\d{1,6}$/.test(device?.code ?? ''))
    return refuse('record.device', { device: device?.code ?? null })
  if (result === 'other') return refuse('record.result')
  const sc = instantOnly(sampledAt)
  if (sc === null) return refuse('record.date', { date: sampledAt })
  const tt = method === 'antigen' ? 'LP217198-3' : 'LP6464-4'
  const ma = method === 'antigen' ? device?.code : undefined
  const name = device?.text?.slice(0, longest)
  const tr = result === 'detected' ? '260373001' : '260415000'
  return { ok: true, value: withoutAbsent({ tt, nm: name, ma, sc, tr, tc: centre?.slice(0, longest) }) as Fields }
}

function recoveryOf({ firstPositiveOn, validFrom, validUntil }: Recovery): Outcome<Fields> {
  const [fr, df, du] = [dateOnly(firstPositiveOn), dateOnly(validFrom), dateOnly(validUntil)]
  if (fr === null || df === null || du === null) return refuse('record.date', { date: firstPositiveOn })
  return { ok: true, value: { fr, df, du } }
}
