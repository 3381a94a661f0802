import { fromBase64url, toBase64 } from '../encoding/base64.ts'
import { inflateZlib } from '../encoding/inflate.ts'
import { isObject, isString, type JsonObject, parseJson } from '../encoding/json.ts'
import { fromUtf8 } from '../encoding/utf8.ts'
import { Malformed } from '../fault.ts'
import { algorithmOf, type Jws, splitJws } from '../signature/jws.ts'
import { verifySignature } from '../signature/verify.ts'
import { type FoundIssuer, findIssuer } from './find.ts'
import type { StatusToken } from './part.ts'
import type { StatusList, TrustList } from './trust-list.ts'

/** 64 million tokens at one bit each. */
const largest = 8 * 1024 * 1024

/** A status list with the time when it was issued, by which the newer of two is found. */
export interface DatedStatusList {
  readonly list: StatusList
  readonly issuedAt: number
}

/** Address of a status list token that comes by itself, from its `sub`. Throws `Malformed` for another text. */
export function readStatusToken(token: string): StatusToken {
  const { sub } = payloadOf(splitJws(token))
  if (!isString(sub)) throw new Malformed('status-list.sub')
  return { uri: sub, token }
}

function payloadOf({ payload, header }: Jws): JsonObject {
  if (header.typ !== 'statuslist+jwt') throw new Malformed('status-list.type')
  const claims = parseJson(fromUtf8(payload))
  if (!isObject(claims)) throw new Malformed('status-list.claims')
  return claims
}

/**
 * Verifies a status list token (draft-ietf-oauth-status-list, 5.1) with the keys of its issuer: the `iss` that it names, or else issuers of the same origin as the address. Throws
 * `status-list.*`, `key.unknown`, `signature.mismatch`, `inflate.*`.
 */
export async function verifyStatusToken({ uri, token }: StatusToken, trust: TrustList): Promise<DatedStatusList> {
  const jws = splitJws(token)
  const claims = payloadOf(jws)
  if (claims['sub'] !== uri) throw new Malformed('status-list.sub')
  const issuer = await findSigner(jws, issuersOf(claims, uri, trust))
  const { status_list: status, exp, iat } = claims
  const { bits, lst } = isObject(status) ? status : {}
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8) throw new Malformed('status-list.bits')
  if (!isString(lst)) throw new Malformed('status-list.lst')
  if (exp !== undefined && typeof exp !== 'number') throw new Malformed('status-list.exp')
  const list = toBase64(inflateZlib(fromBase64url(lst), largest))
  return {
    list: { uri, issuer: issuer.issuer.id, bits, list, expires: exp === undefined ? null : exp * 1000 },
    issuedAt: typeof iat === 'number' ? iat * 1000 : 0,
  }
}

function issuersOf({ iss }: JsonObject, uri: string, trust: TrustList): readonly FoundIssuer[] {
  const origin = originOf(uri)
  const ids = isString(iss) ? [iss] : trust.issuers.map(({ id }) => id).filter((id) => originOf(id) === origin)
  return ids.flatMap((id) => findIssuer(trust, id) ?? [])
}

const originOf = (url: string): string | undefined => /^https:\/\/[^/?#]+/.exec(url)?.[0]

async function findSigner(jws: Jws, issuers: readonly FoundIssuer[]): Promise<FoundIssuer> {
  const algorithm = algorithmOf(jws.header, ['ES256', 'ES384', 'ES512', 'PS256', 'EdDSA'])
  const { kid } = jws.header
  let isKnown = false
  for (const issuer of issuers)
    for (const key of issuer.keys) {
      if (!key.signs || (isString(kid) && key.keyId !== kid)) continue
      isKnown = true
      if (await verifySignature(key.key, algorithm, jws.signed, jws.signature)) return issuer
    }
  throw new Malformed(isKnown ? 'signature.mismatch' : 'key.unknown')
}
