import type { Entry, Test, Vaccination } from '../certificate.ts'
import { toBase64url } from '../encoding/base64.ts'
import { deflateRaw } from '../encoding/deflate.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import type { HealthRecord, IssueTerms, Outcome, Refusal, Signer } from '../record.ts'
import { vocabulary } from './card.ts'
import { cvxOf, diseaseOfCvx, isCovid, loincOfMethod, snomedOfResult, systems, testOfLoinc } from './codes.ts'
import { toNumeric } from './numeric.ts'

/** What issuing a card yields. */
export interface IssuedShc {
  /** For the QR code, or, where the card is too large for one (`fitsQr`), not to be drawn. */
  readonly text: string
  /** The compact JWS: in `{"verifiableCredential":["…"]}` it is a `.smart-health-card` file. */
  readonly jws: string
  /** At most 1195 characters fit the largest QR code that the specification allows (version 22). */
  readonly fitsQr: boolean
}

const longest = 1195
type Resource = { readonly [member: string]: unknown }
const refuse = (code: string, data?: Refusal['data']): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: data ? { code, data } : { code },
})

/**
 * Issues a SMART Health Card (framework version 1.4): a bundle with only name, birth date and entries, short references, `rid` from `terms.id`, ES256. Refusals:
 * `signer.algorithm`, `signer.issuer` (https, no slash at its end), `record.no-entries`, `record.id` (at most 24 characters of base64url), and with the place of
 * the entry `record.kind` (recovery has no place in a card), `record.product` (no CVX code), `record.date`, `record.test-type` (no LOINC code), `record.result`.
 */
export async function issueShc(record: HealthRecord, signer: Signer, terms: IssueTerms): Promise<Outcome<IssuedShc>> {
  if (signer.algorithm !== 'ES256') return refuse('signer.algorithm', { algorithm: signer.algorithm })
  if (!/^https:\/\/[^\s?#]+[^\s?#/]$/.test(signer.issuer)) return refuse('signer.issuer', { issuer: signer.issuer })
  if (!/^[\w-]{1,24}$/.test(terms.id)) return refuse('record.id', { id: terms.id })
  if (record.entries.length === 0) return refuse('record.no-entries')
  const resources: Resource[] = [patientOf(record)]
  const types = new Set(['health-card'])
  for (const [at, entry] of record.entries.entries()) {
    const made = resourceOf(entry)
    if (typeof made === 'string') return refuse(made, { at, kind: entry.kind })
    resources.push(made)
    for (const type of typesOf(entry)) types.add(type)
  }
  const header = toBase64url(toUtf8(JSON.stringify({ zip: 'DEF', alg: 'ES256', kid: signer.keyId })))
  const claims = JSON.stringify(claimsOf(resources, [...types], { signer, terms }))
  const signed = `${header}.${toBase64url(deflateRaw(toUtf8(claims)))}`
  const jws = `${signed}.${toBase64url(await signer.sign(toUtf8(signed)))}`
  return { ok: true, value: { text: toNumeric(jws), jws, fitsQr: jws.length <= longest } }
}

function claimsOf(
  resources: readonly Resource[],
  types: readonly string[],
  { signer, terms }: { readonly signer: Signer; readonly terms: IssueTerms },
): unknown {
  const entry = resources.map((resource, index) => ({ fullUrl: `resource:${index}`, resource }))
  return {
    iss: signer.issuer,
    nbf: Math.floor(terms.issuedAt / 1000),
    ...(Number.isFinite(terms.expiresAt) ? { exp: Math.floor(terms.expiresAt / 1000) } : {}),
    vc: {
      type: types.map((type) => vocabulary + type),
      credentialSubject: {
        fhirVersion: '4.0.1',
        fhirBundle: { resourceType: 'Bundle', type: 'collection', entry },
      },
      rid: terms.id,
    },
  }
}

/** Name and birth date, and nothing else: what a card need not tell it does not (specification, Health Cards are Small). A passport's spelling is a second name. */
function patientOf({ person }: HealthRecord): Resource {
  const { latin, birthDate } = person
  const names = [nameOf(person)]
  if (latin && (latin.familyName !== person.familyName || latin.givenName !== person.givenName))
    names.push(nameOf(latin))
  return { resourceType: 'Patient', name: names, birthDate }
}

function nameOf({ familyName, givenName }: { readonly familyName: string; readonly givenName: string }): Resource {
  const given = givenName.split(/\s+/).filter((each) => each !== '')
  return { ...(familyName === '' ? {} : { family: familyName }), ...(given.length > 0 ? { given } : {}) }
}

const patient = { reference: 'resource:0' }
const coded = (system: string, code: string): Resource => ({ coding: [{ system, code }] })

function resourceOf(entry: Entry): Resource | string {
  if (entry.kind === 'vaccination') return immunizationOf(entry)
  return entry.kind === 'test' ? observationOf(entry) : 'record.kind'
}

function immunizationOf({ product, vaccine, date, dose, doses, lot, centre }: Vaccination): Resource | string {
  const cvx = cvxOf(product, vaccine)
  if (cvx === null) return 'record.product'
  if (date === null) return 'record.date'
  return {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: coded(systems.cvx, cvx),
    patient,
    occurrenceDateTime: date,
    ...(centre ? { performer: [{ actor: { display: centre } }] } : {}),
    ...(lot ? { lotNumber: lot } : {}),
    ...(dose === null
      ? {}
      : {
          protocolApplied: [
            { doseNumberPositiveInt: dose, ...(doses === null ? {} : { seriesDosesPositiveInt: doses }) },
          ],
        }),
  }
}

function observationOf({ type, method, disease, sampledAt, result, resultCode, centre }: Test): Resource | string {
  const loinc = type?.system === systems.loinc ? type.code : isCovid(disease) ? loincOfMethod[method] : null
  if (loinc === null) return 'record.test-type'
  if (sampledAt === null) return 'record.date'
  const value = snomedOfResult[result] ?? (resultCode?.system === systems.snomed ? resultCode.code : null)
  if (value === null) return 'record.result'
  return {
    resourceType: 'Observation',
    status: 'final',
    code: coded(systems.loinc, loinc),
    subject: patient,
    effectiveDateTime: sampledAt,
    valueCodeableConcept: coded(systems.snomed, value),
    ...(centre ? { performer: [{ display: centre }] } : {}),
  }
}

/** The types of card that an entry asks for. */
function typesOf(entry: Entry): readonly string[] {
  if (entry.kind === 'vaccination') {
    const cvx = cvxOf(entry.product, entry.vaccine) ?? ''
    return isCovid(diseaseOfCvx(cvx)) ? ['immunization', 'covid19'] : ['immunization']
  }
  const covid = entry.kind === 'test' && (isCovid(entry.disease) || testOfLoinc(entry.type?.code ?? '') !== null)
  return covid ? ['laboratory', 'covid19'] : ['laboratory']
}
