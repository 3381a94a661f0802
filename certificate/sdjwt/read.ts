import type { Certificate, Reading, Validity, Warning } from '../certificate.ts'
import { isObject, isString, type JsonObject } from '../encoding/json.ts'
import { guard, Malformed } from '../fault.ts'
import { algorithmOf } from '../signature/jws.ts'
import type { Algorithm } from '../signature/key.ts'
import { entriesOf, healthCertificateType, holderOf } from './claims.ts'
import { type BindingToken, looksLikeSdJwt, splitSdJwt } from './split.ts'
import { type ClaimPath, unpack } from './unpack.ts'

/** Place of a certificate in a token status list (draft-ietf-oauth-status-list, 6.2). */
export interface StatusReference {
  readonly uri: string
  readonly index: number
}

/** What the verifier needs. */
export interface SealedSdJwt {
  readonly signed: Uint8Array
  readonly signature: Uint8Array
  readonly algorithm: Algorithm
  readonly status: StatusReference | null
  /** The holder's key as the issuer confirmed it (`cnf.jwk`, RFC 7800); not yet looked into. */
  readonly holderKey: unknown
  readonly presented: string
  readonly binding: BindingToken | null
}

/** An SD-JWT VC that was decoded; `payload` are the claims that are visible. */
export type SdJwtCertificate = Certificate<'sd-jwt-vc', SealedSdJwt>

/** Asymmetric algorithms; `none` and keyed hashes are malformed (RFC 9901, 7.1, step 2a). */
export const algorithms: readonly Algorithm[] = ['ES256', 'ES384', 'ES512', 'PS256', 'RS256', 'EdDSA']

/** Claims that may not be hidden (SD-JWT VC, 3.2.2.2), and the one that says how digests are made. */
const alwaysVisible = new Set(['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status', '_sd_alg'])

/**
 * Reads an SD-JWT VC or a presentation of one (RFC 9901; draft-ietf-oauth-sd-jwt-vc), blanks and line breaks around it apart. Every disclosure must have
 * its one digest; only SHA-256 is known. Codes: `sdjwt.*`, `jws.*`, `binding.payload`, and those of base64, UTF-8 and JSON.
 */
export function readSdJwt(text: string): Reading<SdJwtCertificate> {
  const trimmed = text.trim()
  if (!looksLikeSdJwt(trimmed)) return { family: null, fault: { verdict: 'unrecognised', code: 'text.unrecognised' } }
  const read = guard(() => decode(trimmed))
  return 'fault' in read ? { family: 'sd-jwt-vc', fault: read.fault } : read
}

function decode(text: string): SdJwtCertificate {
  const { jws, payload, disclosures, presented, binding } = splitSdJwt(text)
  const algorithm = algorithmOf(jws.header, algorithms)
  const { kid } = jws.header
  if (kid !== undefined && !isString(kid)) throw new Malformed('jws.header', 'kid')
  const hash = payload['_sd_alg']
  if (hash !== undefined && hash !== 'sha-256') throw new Malformed('sdjwt.hash', '_sd_alg')
  const { claims, placed } = unpack(payload, disclosures)
  for (const { path } of placed) refuseHidden(path)
  const type = textClaim(claims, 'vct')
  if (type === null) throw new Malformed('sdjwt.claim', 'vct')
  const { signed, signature } = jws
  const [status, holderKey] = [statusOf(claims), holderKeyOf(claims)]
  return {
    family: 'sd-jwt-vc',
    holder: holderOf(claims),
    entries: entriesOf(claims),
    issuer: { country: textClaim(claims, 'issuing_country'), id: textClaim(claims, 'iss'), keyId: kid ?? null },
    validity: validityOf(claims),
    warnings: warningsOf(type),
    payload: claims,
    sealed: { signed, signature, algorithm, status, holderKey, presented, binding },
  }
}

function refuseHidden([name, ...deeper]: ClaimPath): void {
  if (deeper.length === 0 && isString(name) && alwaysVisible.has(name)) throw new Malformed('sdjwt.claim-hidden', name)
}

const own = (claims: JsonObject, name: string): unknown => (Object.hasOwn(claims, name) ? claims[name] : undefined)

function textClaim(claims: JsonObject, name: string): string | null {
  const value = own(claims, name)
  if (value === undefined) return null
  if (!isString(value) || value === '') throw new Malformed('sdjwt.claim', name)
  return value
}

/** Milliseconds of a NumericDate (RFC 7519, 2), which may be fractional. */
function timeClaim(claims: JsonObject, name: string): number | null {
  const value = own(claims, name)
  if (value === undefined) return null
  if (typeof value !== 'number' || !Number.isFinite(value * 1000)) throw new Malformed('sdjwt.claim', name)
  return value * 1000
}

/** Where no beginning is stated, a certificate is not valid before it was issued. */
function validityOf(claims: JsonObject): Validity {
  const issuedAt = timeClaim(claims, 'iat')
  return { from: timeClaim(claims, 'nbf') ?? issuedAt, until: timeClaim(claims, 'exp') }
}

function statusOf(claims: JsonObject): StatusReference | null {
  const status = own(claims, 'status')
  if (status === undefined) return null
  if (!isObject(status)) throw new Malformed('sdjwt.claim', 'status')
  const list = own(status, 'status_list')
  // Other means of revocation than the token status list are registered elsewhere; nothing is known of them here.
  if (list === undefined) return null
  if (!isObject(list)) throw new Malformed('sdjwt.claim', 'status.status_list')
  const [uri, index] = [own(list, 'uri'), own(list, 'idx')]
  if (!isString(uri) || !Number.isSafeInteger(index) || (index as number) < 0)
    throw new Malformed('sdjwt.claim', 'status.status_list')
  return { uri, index: index as number }
}

function holderKeyOf(claims: JsonObject): unknown {
  const confirmation = own(claims, 'cnf')
  if (confirmation === undefined) return null
  if (!isObject(confirmation)) throw new Malformed('sdjwt.claim', 'cnf')
  return own(confirmation, 'jwk') ?? null
}

const warningsOf = (type: string): readonly Warning[] =>
  type === healthCertificateType ? [] : [{ code: 'sdjwt.type-unknown', at: 'vct', value: type }]
