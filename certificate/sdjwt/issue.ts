import type { Entry } from '../certificate.ts'
import { toBase64url } from '../encoding/base64.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { guard } from '../fault.ts'
import { standardName } from '../names/index.ts'
import type { HealthRecord, IssueTerms, Outcome, Signer } from '../record.ts'
import { publicKeyFromJwk, publicKeyToJwk } from '../signature/jwk.ts'
import { type Acceptance, claimsOfEntry, healthCertificateType, listOfEntry } from './claims.ts'
import { digestOf, makeDisclosure, type Random } from './disclosure.ts'
import type { StatusReference } from './read.ts'

/** A public key as a JWK (RFC 7517). */
export interface Jwk {
  readonly [member: string]: unknown
}

/** What an SD-JWT VC holds beyond a health record. */
export interface SdJwtExtras {
  /** Cryptographic randomness: salts and decoys hang on it. */
  readonly random: Random
  /** The holder's public key. With it, a copied presentation is worthless. */
  readonly holderKey?: Jwk
  /** Rule sets that the issuer found to be met. */
  readonly acceptance?: readonly Acceptance[]
  readonly status?: StatusReference
}

/**
 * Issues an SD-JWT VC with all disclosures, for the holder's wallet. Everything personal is hidden until she shows it, each claim of each entry for itself;
 * decoys hide how much there is. Standardised names are left out where the reading is doubtful. Refuses `record.name`, `record.birth-date`, `terms.period`,
 * and a holder's key that is private or of an unknown kind (`jwk.*`).
 */
export async function issueSdJwt(
  record: HealthRecord,
  signer: Signer,
  terms: IssueTerms,
  extras: SdJwtExtras,
): Promise<Outcome<string>> {
  const { person } = record
  if (`${person.familyName}${person.givenName}`.trim() === '') return refuse('record.name')
  if (!/^\d{4}(-\d\d(-\d\d)?)?$/.test(person.birthDate)) return refuse('record.birth-date')
  if (!(terms.expiresAt > terms.issuedAt)) return refuse('terms.period')
  const { holderKey } = extras
  const key = holderKey === undefined ? null : guard(() => ({ jwk: publicKeyToJwk(publicKeyFromJwk(holderKey)) }))
  if (key && 'fault' in key) return refuse(key.fault.code)
  const hidden = await personalClaims(record, terms)
  const packer = new Packer(extras.random)
  const lists = listsOf(record.entries).map(([name, entries]) => packer.hideList(name, entries.map(packer.hideEntry)))
  const acceptance = extras.acceptance?.length ? [packer.hideList('acceptance', extras.acceptance)] : []
  const digests = [...hidden.map(([name, value]) => packer.hide(name, value)), ...lists, ...acceptance]
  const issuedAt = Math.floor(terms.issuedAt / 1000)
  const payload = {
    iss: signer.issuer,
    iat: issuedAt,
    nbf: issuedAt,
    ...(Number.isFinite(terms.expiresAt) ? { exp: Math.floor(terms.expiresAt / 1000) } : {}),
    vct: healthCertificateType,
    issuing_country: signer.country,
    ...(key ? { cnf: key } : {}),
    ...(extras.status ? { status: { status_list: { idx: extras.status.index, uri: extras.status.uri } } } : {}),
    _sd: packer.pad(digests, 8).sort(),
    _sd_alg: 'sha-256',
  }
  const token = await signToken({ alg: signer.algorithm, typ: 'dc+sd-jwt', kid: signer.keyId }, payload, signer.sign)
  return { ok: true, value: `${[token, ...packer.disclosures].join('~')}~` }
}

const refuse = (code: string): Outcome<never> => ({ ok: false, refusal: { code } })

const part = (value: object): string => toBase64url(toUtf8(JSON.stringify(value)))

/** A compact JWS over a JSON object (RFC 7515, 7.1). */
export async function signToken(header: object, payload: object, sign: Signer['sign']): Promise<string> {
  const signed = `${part(header)}.${part(payload)}`
  return `${signed}.${toBase64url(await sign(toUtf8(signed)))}`
}

/** Claims of the person and of the certificate that can be shown one by one. The year of birth stands apart, so that it may suffice. */
async function personalClaims({ person }: HealthRecord, terms: IssueTerms): Promise<readonly [string, unknown][]> {
  const standard = await standardName(person)
  const [family, given] =
    standard.ok && standard.value.doubtful.length === 0
      ? [standard.value.familyName, standard.value.givenName]
      : ['', '']
  const claims: readonly [string, unknown][] = [
    ['family_name', person.familyName],
    ['given_name', person.givenName],
    ['standard_family_name', family],
    ['standard_given_name', given],
    ['birthdate', person.birthDate],
    ['birth_year', Number(person.birthDate.slice(0, 4))],
    ['sex', person.sex],
    ['nationality', person.nationality],
    ['document_number', person.documentNumber],
    ['jti', terms.id],
  ]
  return claims.filter(([, value]) => value !== undefined && value !== '')
}

function listsOf(entries: readonly Entry[]): readonly (readonly [string, readonly Entry[]])[] {
  const lists = new Map<string, Entry[]>()
  for (const entry of entries) {
    const name = listOfEntry(entry)
    lists.set(name, [...(lists.get(name) ?? []), entry])
  }
  return [...lists]
}

/** Hides claims behind digests and keeps their disclosures. */
class Packer {
  readonly disclosures: string[] = []
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  hide(name: string | null, value: unknown): string {
    const { encoded, digest } = makeDisclosure(this.#random, name, value)
    this.disclosures.push(encoded)
    return digest
  }

  /** An entry of which every claim can be shown for itself. */
  readonly hideEntry = (entry: Entry): object => ({
    _sd: claimsOfEntry(entry)
      .map(([name, value]) => this.hide(name, value))
      .sort(),
  })

  /** A list of which every element can be shown for itself, and which does not tell how many there are. */
  hideList(name: string, elements: readonly object[]): string {
    const digests = elements.map((element) => this.hide(null, element))
    return this.hide(
      name,
      this.pad(digests, 4).map((digest) => ({ '...': digest })),
    )
  }

  /** Fills up with decoys to a multiple of `step`; nobody can tell them from digests (RFC 9901, 4.2.5). */
  pad(digests: readonly string[], step: number): string[] {
    const decoys = (step - (digests.length % step)) % step
    return [
      ...digests,
      ...Array.from({ length: decoys }, () => digestOf(toBase64url(this.#random(new Uint8Array(32))))),
    ]
  }
}
