import type { JsonObject } from '../encoding/json.ts'
import { publicKeyToJwk } from '../signature/jwk.ts'
import type { Algorithm, PublicKey } from '../signature/key.ts'

/** A key of an issuer, as a key set names it. */
export interface PublishedKey {
  readonly keyId: string
  readonly key: PublicKey
  readonly algorithm: Algorithm
  /** SMART Health Cards: how often the revocation list of the key has changed; absent where it has none. */
  readonly listVersion?: number
}

/** A key set (RFC 7517, 5) of keys that sign; with `crlVersion` as SMART Health Cards ask for it. */
export const makeKeySet = (keys: readonly PublishedKey[]): JsonObject => ({
  keys: keys.map(({ keyId, key, algorithm, listVersion }) => ({
    ...publicKeyToJwk(key),
    kid: keyId,
    use: 'sig',
    alg: algorithm,
    ...(listVersion === undefined ? {} : { crlVersion: listVersion }),
  })),
})
