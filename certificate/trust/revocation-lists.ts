import { fromBase64, toBase64 } from '../encoding/base64.ts'
import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { parseInstant } from '../encoding/time.ts'
import { Malformed } from '../fault.ts'
import { joinBytes } from '../signature/der.ts'
import { makePart, readEach, type TrustOptions, type TrustPart } from './part.ts'
import type { DccRevocation } from './trust-list.ts'

const kinds: readonly string[] = ['SIGNATURE', 'UCI', 'COUNTRYCODEUCI'] satisfies readonly DccRevocation['kind'][]

const isKind = (value: unknown): value is DccRevocation['kind'] => isString(value) && kinds.includes(value)

/** Is it a batch of revoked DCCs? */
export const isDccBatch = (json: JsonObject): boolean => 'hashType' in json && isArray(json['entries'])

/** Is it a revocation list of SMART Health Cards? */
export const isShcList = (json: JsonObject): boolean => 'rids' in json && 'kid' in json

/**
 * Reads a batch of revoked DCCs (EU gateway: `{country, expires, kid, hashType, entries: [{hash}]}`, each hash 16 bytes). Throws `revocation.country`, `revocation.hash-type`,
 * `revocation.expires`, for then nobody knows what it says; single hashes that are none are left out and named.
 */
export async function readDccBatch(json: JsonObject, name: string): Promise<TrustPart> {
  const { country, expires, kid, hashType: kind } = json
  if (!isString(country) || !/^[A-Z]{2}$/.test(country)) throw new Malformed('revocation.country')
  if (!isKind(kind)) throw new Malformed('revocation.hash-type')
  const until = isString(expires) ? parseInstant(expires) : null
  if (until === null && expires !== undefined && expires !== null) throw new Malformed('revocation.expires')
  const entries = isArray(json['entries']) ? json['entries'] : []
  const { found, skipped } = await readEach(entries, (_, at) => `${at}`, readHash)
  // The gateway writes UNKNOWN_KID where a batch concerns all keys of a country.
  const keyId = isString(kid) && kid !== 'UNKNOWN_KID' ? kid : null
  const revocation = { country, keyId, kind, expires: until, hashes: toBase64(joinBytes(sortHashes(found))) }
  return makePart({ name, kind: 'dcc-revocation', at: null, proof: 'none' }, { dccRevocations: [revocation], skipped })
}

function readHash(entry: unknown): Uint8Array {
  const text = isObject(entry) ? entry['hash'] : entry
  const hash = isString(text) ? fromBase64(text) : undefined
  if (hash?.length !== 16) throw new Malformed('revocation.hash')
  return hash
}

const sortHashes = (hashes: readonly Uint8Array[]): readonly Uint8Array[] =>
  [...hashes].sort((a, b) => {
    for (let at = 0; at < 16; at++) {
      const difference = (a[at] as number) - (b[at] as number)
      if (difference !== 0) return difference
    }
    return 0
  })

const timed = /^([A-Za-z0-9_-]{1,24})(?:\.(\d{1,12}))?$/

/**
 * Reads a revocation list of SMART Health Cards: `{kid, method: "rid", ctr, rids}`, a `rid` with seconds since 1970 after a dot where it concerns only cards before. Throws
 * `revocation.method`, `revocation.kid`; a `rid` that is not of at most 24 characters of base64url is left out and named.
 */
export async function readShcList(json: JsonObject, name: string, { issuer }: TrustOptions): Promise<TrustPart> {
  const { kid, method, rids } = json
  if (!isString(kid)) throw new Malformed('revocation.kid')
  if (method !== 'rid' || !isArray(rids)) throw new Malformed('revocation.method')
  const { found, skipped } = await readEach(
    rids,
    (rid, at) => (isString(rid) ? rid : `${at}`),
    (rid) => {
      const [, own, seconds] = (isString(rid) && timed.exec(rid)) || []
      if (own === undefined) throw new Malformed('revocation.rid')
      return { rid: own, before: seconds === undefined ? null : Number(seconds) * 1000 }
    },
  )
  const revocation = { keyId: kid, issuer: issuer ?? null, revoked: found }
  return makePart({ name, kind: 'shc-revocation', at: null, proof: 'none' }, { shcRevocations: [revocation], skipped })
}
