import type { Entry, Vaccination } from '../certificate.ts'
import { toBase64url } from '../encoding/base64.ts'
import type { JsonObject } from '../encoding/json.ts'
import { formatInstant } from '../encoding/time.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { Malformed } from '../fault.ts'
import { canonise } from '../linked-data/canonise.ts'
import type { Contexts } from '../linked-data/contexts.ts'
import { bytesToSign } from '../linked-data/proof.ts'
import type { HealthRecord, IssueTerms, Outcome, PersonName, Refusal, Signer } from '../record.ts'
import { credentialContext, credentialType, icd11 } from './credential.ts'
import { entryName } from './read.ts'
import { algorithms, proofContext } from './verify.ts'
import { writeZip } from './zip-write.ts'

/** What DIVOC needs beside the terms of all families. */
export interface DivocTerms extends IssueTerms {
  /** The context of vaccinations, by its URL, beside the standard ones: its issuer publishes it. It must be at hand here, as with every reader. */
  readonly contexts: Contexts
  /** Which of them; that of DIVOC itself where nothing is said. */
  readonly vaccinationContext?: string
}

/** What issuing yields. */
export interface IssuedDivoc {
  /** The ZIP archive for a QR code in byte mode, one character for each byte (ISO 8859-1). */
  readonly text: string
  /** The signed credential as JSON-LD. */
  readonly credential: string
}

const divocContext = 'https://cowin.gov.in/credentials/vaccination/v2'

/** ICD-11 extension codes of the kinds of vaccine that the EU's value set names by SNOMED CT and ATC. */
const icd11Of: { readonly [code: string]: string } = { '1119349007': 'XM0GQ8', J07BX03: 'XM68M6' }

const sexes = { F: 'Female', M: 'Male', X: 'Other' } as const

const refuse = (code: string, data?: Refusal['data']): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: data ? { code, data } : { code },
})

/**
 * Issues a DIVOC certificate: a verifiable credential of vaccinations with an Ed25519Signature2018 (EdDSA) or RsaSignature2018 (PS256), in a ZIP archive. The name
 * is the passport's where it is known. Refusals: `signer.algorithm`, `signer.issuer` (a URI), `record.name`, `record.birth-date`, `terms.period`, `record.no-entries`, and with the place of the entry
 * `record.kind` (vaccinations alone have a place), `record.product`, `record.date`, `record.dose`; `context.unknown` (the URL), `context.undefined` where the
 * contexts do not define what is to be signed, `linked-data.*` where they are broken.
 */
export async function issueDivoc(
  record: HealthRecord,
  signer: Signer,
  terms: DivocTerms,
): Promise<Outcome<IssuedDivoc>> {
  const type = Object.keys(algorithms).find((name) => algorithms[name] === signer.algorithm)
  if (type === undefined) return refuse('signer.algorithm', { algorithm: signer.algorithm })
  if (!isUri(signer.issuer)) return refuse('signer.issuer', { issuer: signer.issuer })
  if (nameOf(record.person).trim() === '') return refuse('record.name')
  if (!/^\d{4}(-\d\d(-\d\d)?)?$/.test(record.person.birthDate)) return refuse('record.birth-date')
  if (!(terms.expiresAt > terms.issuedAt)) return refuse('terms.period')
  if (record.entries.length === 0) return refuse('record.no-entries')
  const evidence: JsonObject[] = []
  for (const [at, entry] of record.entries.entries()) {
    const made = evidenceOf(entry, signer, terms)
    if (typeof made === 'string') return refuse(made, { at, kind: entry.kind })
    evidence.push(made)
  }
  const credential = { ...credentialOf(record, signer, terms), evidence, nonTransferable: 'true' }
  try {
    return await sign(credential, { type, signer, terms })
  } catch (error) {
    if (error instanceof Malformed) return refuse(error.code, { at: error.at ?? null })
    throw error
  }
}

interface Signing {
  readonly type: string
  readonly signer: Signer
  readonly terms: DivocTerms
}

async function sign(credential: JsonObject, { type, signer, terms }: Signing): Promise<Outcome<IssuedDivoc>> {
  const created = formatInstant(terms.issuedAt)
  const options = { type, created, verificationMethod: signer.keyId, proofPurpose: 'assertionMethod' }
  const document = await canonise(credential, terms.contexts)
  if (!document.complete || document.dropped.length > 0)
    return refuse('context.undefined', { members: document.dropped.join(' ') })
  const proof = await canonise({ ...options, '@context': proofContext }, terms.contexts)
  const header = toBase64url(toUtf8(JSON.stringify({ alg: signer.algorithm, b64: false, crit: ['b64'] })))
  const signature = await signer.sign(bytesToSign(header, proof.quads, document.quads))
  const signed = { ...credential, proof: { ...options, jws: `${header}..${toBase64url(signature)}` } }
  const text = JSON.stringify(signed)
  return { ok: true, value: { text: toLatin1(writeZip(entryName, toUtf8(text))), credential: text } }
}

function toLatin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

const isUri = (text: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(text)

function credentialOf({ person }: HealthRecord, { issuer }: Signer, terms: DivocTerms): JsonObject {
  const { sex, nationality, birthDate } = person
  const documentNumber = person.documentNumber?.replaceAll(/[^A-Za-z0-9]/g, '') ?? ''
  return {
    '@context': [credentialContext, terms.vaccinationContext ?? divocContext],
    type: ['VerifiableCredential', credentialType],
    ...(isUri(terms.id) ? { id: terms.id } : {}),
    credentialSubject: {
      type: 'Person',
      ...(documentNumber === '' ? {} : { id: `did:passport:${documentNumber}` }),
      name: nameOf(person),
      dob: birthDate,
      ...(sex === undefined ? {} : { gender: sexes[sex] }),
      ...(nationality === undefined ? {} : { nationality }),
    },
    issuer,
    issuanceDate: formatInstant(terms.issuedAt),
    ...(Number.isFinite(terms.expiresAt) ? { expirationDate: formatInstant(terms.expiresAt) } : {}),
  }
}

/** The whole name in one field: the passport's spelling, else as the person writes it, which for Chinese, Japanese and Korean is the family name first and no blank. */
function nameOf({ latin, familyName, givenName }: PersonName): string {
  if (latin) return `${latin.givenName} ${latin.familyName}`.trim()
  const isEastAsian = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u.test(
    familyName + givenName,
  )
  return isEastAsian ? familyName + givenName : `${givenName} ${familyName}`.trim()
}

/** One vaccination as evidence, or the code of the reason why it cannot be said. */
function evidenceOf(entry: Entry, signer: Signer, terms: DivocTerms): JsonObject | string {
  if (entry.kind !== 'vaccination') return 'record.kind'
  const { product, manufacturer, lot, centre, validFrom, validUntil, date, dose, doses } = entry
  if (product === null) return 'record.product'
  if (date === null) return 'record.date'
  if (dose === null) return 'record.dose'
  return {
    type: ['Vaccination'],
    certificateId: terms.id,
    ...(lot === undefined ? {} : { batch: lot }),
    vaccine: product.text ?? product.code,
    ...(manufacturer === null ? {} : { manufacturer: manufacturer.text ?? manufacturer.code }),
    date,
    ...(validFrom === undefined ? {} : { effectiveStart: validFrom }),
    ...(validUntil === undefined ? {} : { effectiveUntil: validUntil }),
    dose,
    ...(doses === null ? {} : { totalDoses: doses }),
    ...prophylaxisOf(entry),
    facility: {
      ...(centre === undefined ? {} : { name: centre }),
      address: { addressCountry: entry.country ?? signer.country },
    },
  }
}

function prophylaxisOf({ vaccine }: Vaccination): JsonObject {
  if (vaccine === null) return {}
  const { code, system, text } = vaccine
  const known =
    system === icd11 || /^X[A-Z0-9]{5}$/.test(code) ? code : Object.hasOwn(icd11Of, code) ? icd11Of[code] : undefined
  const prophylaxis = text ?? (known === undefined ? code : undefined)
  return { ...(known === undefined ? {} : { icd11Code: known }), ...(prophylaxis === undefined ? {} : { prophylaxis }) }
}
