import { toBase64, toBase64url } from '../encoding/base64.ts'
import { deflateZlib } from '../encoding/deflate.ts'
import type { JsonObject } from '../encoding/json.ts'
import { formatInstant } from '../encoding/time.ts'
import { signToken } from '../sdjwt/issue.ts'
import type { Sign } from '../signature/make-x509.ts'
import type { DccRevocation } from './trust-list.ts'

/** A batch of revoked DCCs: hashes of 16 bytes, milliseconds since 1970. */
export interface DccBatchTerms {
  readonly country: string
  /** null: of every signer of the country. */
  readonly keyId: string | null
  readonly kind: DccRevocation['kind']
  readonly expires: number
  readonly hashes: readonly Uint8Array[]
}

/** Writes a batch as the gateway of the EU hands it out. */
export const makeDccBatch = ({ country, keyId, kind, expires, hashes }: DccBatchTerms): JsonObject => ({
  country,
  expires: formatInstant(expires),
  kid: keyId ?? 'UNKNOWN_KID',
  hashType: kind,
  entries: hashes.map((hash) => ({ hash: toBase64(hash) })),
})

/** Revoked SMART Health Cards of one key; `before` in milliseconds since 1970: only cards that were made before. */
export interface ShcListTerms {
  readonly keyId: string
  /** Grows with every change. */
  readonly version: number
  readonly revoked: readonly { readonly rid: string; readonly before: number | null }[]
}

/** Writes the revocation list of a key of SMART Health Cards, for `/.well-known/crl/<key id>.json` of the issuer. */
export const makeShcList = ({ keyId, version, revoked }: ShcListTerms): JsonObject => ({
  kid: keyId,
  method: 'rid',
  ctr: version,
  rids: revoked.map(({ rid, before }) => (before === null ? rid : `${rid}.${Math.floor(before / 1000)}`)),
})

/** A status list: instants in milliseconds since 1970, one bit for each place, the first in the least significant bit. */
export interface StatusListTerms {
  readonly issuer: string
  readonly uri: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** How many places it has. */
  readonly size: number
  /** The places of those that are no more valid. */
  readonly revoked: readonly number[]
}

/** Writes a status list token (draft-ietf-oauth-status-list, 5.1), signed with ES256. */
export async function makeStatusToken(
  terms: StatusListTerms,
  { keyId, sign }: { readonly keyId: string; readonly sign: Sign },
): Promise<string> {
  const bytes = new Uint8Array(Math.ceil(terms.size / 8))
  for (const place of terms.revoked) bytes[place >> 3] = (bytes[place >> 3] as number) | (1 << (place & 7))
  const claims = {
    iss: terms.issuer,
    sub: terms.uri,
    iat: Math.floor(terms.issuedAt / 1000),
    exp: Math.floor(terms.expiresAt / 1000),
    status_list: { bits: 1, lst: toBase64url(deflateZlib(bytes)) },
  }
  return signToken({ alg: 'ES256', kid: keyId, typ: 'statuslist+jwt' }, claims, sign)
}
