import { toBase64 } from '../encoding/base64.ts'
import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { Malformed } from '../fault.ts'
import type { Outcome } from '../record.ts'
import { publicKeyFromJwk, thumbprintOf } from '../signature/jwk.ts'
import { makePart, readEach, refuse, type Skipped, type TrustOptions, type TrustPart } from './part.ts'
import { isChainOf } from './smart-key.ts'
import type { IssuerKey, TrustedIssuer } from './trust-list.ts'

const isKeySet = (value: unknown): value is { readonly keys: readonly unknown[] } =>
  isObject(value) && isArray(value['keys'])

/** Is it `{"keys": […]}` (RFC 7517, 5) or one key alone? Whose, it does not say. */
export const isPlainKeySet = (json: JsonObject): boolean => isKeySet(json) || isString(json['kty'])

/** Is it `{"<issuer>": {"keys": […]}}`? */
export const isKeySetByIssuer = (json: JsonObject): boolean =>
  Object.keys(json).length > 0 && Object.values(json).every(isKeySet)

/** May a JWK sign? Not with `use` other than `sig`, nor with `key_ops` that leave verifying out (RFC 7517, 4.2 and 4.3). */
export function saysSigning({ use, key_ops: operations }: JsonObject): boolean {
  if (use !== undefined && use !== 'sig') return false
  return !isArray(operations) || operations.includes('verify')
}

async function readKey(jwk: unknown, issuer: string): Promise<IssuerKey> {
  const key = publicKeyFromJwk(jwk)
  const members = jwk as JsonObject
  const chained = members['x5c'] === undefined || (await isChainOf(members, key, { issuer, always: false }))
  if (!chained) throw new Malformed('jwk.x5c')
  const { kid, alg } = members
  return {
    keyId: isString(kid) ? kid : thumbprintOf(key),
    key: toBase64(key.spki),
    signs: saysSigning(members),
    algorithm: isString(alg) ? alg : null,
  }
}

interface Read {
  readonly issuer: TrustedIssuer
  readonly skipped: readonly Skipped[]
}

async function readIssuer(id: string, name: string | null, keys: readonly unknown[]): Promise<Read> {
  const placeOf = (jwk: unknown, at: number): string =>
    `${id} ${isObject(jwk) && isString(jwk['kid']) ? jwk['kid'] : at}`
  const { found, skipped } = await readEach(keys, placeOf, (jwk) => readKey(jwk, id))
  return { issuer: { id, name, country: null, keys: found }, skipped }
}

const partOf = (name: string, kind: 'jwks' | 'directory', all: readonly Read[]): TrustPart =>
  makePart(
    { name, kind, at: null, proof: 'none' },
    { issuers: all.map(({ issuer }) => issuer), skipped: all.flatMap(({ skipped }) => skipped) },
  )

/** Reads key sets by issuer. A file of nothing but private keys is refused (`trust.private-key`). */
export async function readKeySets(json: JsonObject, name: string): Promise<Outcome<TrustPart>> {
  const all = await Promise.all(
    Object.entries(json).map(([id, set]) => readIssuer(id, null, isKeySet(set) ? set.keys : [])),
  )
  const part = partOf(name, 'jwks', all)
  const isPrivate = part.skipped.length > 0 && part.skipped.every(({ code }) => code === 'jwk.private')
  if (isPrivate && part.issuers.every(({ keys }) => keys.length === 0)) return refuse('trust.private-key', { name })
  return { ok: true, value: part }
}

const published = /(?:^|\/)(?:https?[:_]\/*)?((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:\/.*)?)\/\.well-known\/jwks\.json$/

/** Reads a plain key set, whose issuer the caller names, or the place where it lies: `…/<host>/<path>/.well-known/jwks.json`. Refused without: `trust.issuer`. */
export async function readPlainKeySet(
  json: JsonObject,
  name: string,
  { issuer }: TrustOptions,
): Promise<Outcome<TrustPart>> {
  const host = published.exec(name)?.[1]
  const id = issuer ?? (host === undefined ? undefined : `https://${host}`)
  if (id === undefined) return refuse('trust.issuer', { name, expected: 'issuer' })
  return readKeySets({ [id]: isKeySet(json) ? json : { keys: [json] } }, name)
}

/**
 * Reads a directory of SMART issuers (`participating_issuers`, with `issuerInfo` where it is a snapshot that brings the keys along). An issuer without keys is known by name, no more.
 */
export async function readDirectory(json: JsonObject, name: string): Promise<TrustPart> {
  const listed = isArray(json['participating_issuers']) ? json['participating_issuers'] : []
  const details = isArray(json['issuerInfo']) ? json['issuerInfo'].filter(isObject) : []
  const keysOf = (id: string): readonly unknown[] => {
    const found = details.find(({ issuer }) => isObject(issuer) && issuer['iss'] === id)
    return found && isKeySet(found) ? found.keys : []
  }
  const { found, skipped } = await readEach(
    listed,
    (_, at) => `${at}`,
    (entry) => {
      if (!isObject(entry) || !isString(entry['iss'])) throw new Malformed('trust.entry')
      return readIssuer(entry['iss'], isString(entry['name']) ? entry['name'] : null, keysOf(entry['iss']))
    },
  )
  const part = partOf(name, 'directory', found)
  return { ...part, skipped: [...skipped, ...part.skipped] }
}
