import { type JsonObject } from '../encoding/json.ts'
import { guard } from '../fault.ts'
import { toBeSigned } from '../signature/cose.ts'
import { publicKeyFromJwk, thumbprintOf } from '../signature/jwk.ts'
import type { PublicKey } from '../signature/key.ts'
import { verifySignature } from '../signature/verify.ts'
import { type Cwt, keyIdLength } from './read.ts'

/** A key that may sign tokens, by the name that they give it. */
export interface CwtKey {
  readonly keyId: string
  readonly key: PublicKey
}

/** What becomes of a token: in this order, the first that is wrong. `unknown-key`: nobody whom the reader trusts; it may be right. */
export type CwtVerdict = 'valid' | 'unknown-key' | 'forged' | 'not-yet' | 'expired'

/** The keys of a list of JWKs; one that cannot be read is left out. */
export const keysOfSet = (jwks: readonly JsonObject[]): readonly CwtKey[] =>
  jwks.flatMap((jwk) => {
    const key = guard(() => publicKeyFromJwk(jwk))
    return 'fault' in key ? [] : [{ keyId: thumbprintOf(key).slice(0, keyIdLength), key }]
  })

/** Verifies a token with nothing but keys: no network. `now` in milliseconds since 1970. */
export async function verifyCwt(
  { claims, keyId, signed }: Cwt,
  keys: readonly CwtKey[],
  now: number,
): Promise<CwtVerdict> {
  const known = keys.find((each) => each.keyId === keyId)
  if (!known) return 'unknown-key'
  const { algorithm, signature } = signed
  if (algorithm === null || !(await verifySignature(known.key, algorithm, toBeSigned(signed), signature)))
    return 'forged'
  // Two clocks may differ by a little.
  if (claims.issuedAt > now + 120_000) return 'not-yet'
  return claims.expiresAt <= now ? 'expired' : 'valid'
}
