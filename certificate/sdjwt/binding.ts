import { guard } from '../fault.ts'
import { publicKeyFromJwk } from '../signature/jwk.ts'
import { fits } from '../signature/key.ts'
import { verifySignature } from '../signature/verify.ts'
import { digestOf } from './disclosure.ts'
import { algorithms, type SealedSdJwt } from './read.ts'
import type { BindingToken } from './split.ts'

/** What a verifier asked the holder to sign: who the verifier is, and a nonce that was never used before. */
export interface KeyBinding {
  readonly audience: string
  readonly nonce: string
  /** Milliseconds that may lie between the holder's signature and `now`; an hour if not given. */
  readonly maximumAge?: number
}

const anHour = 3_600_000
/** Clocks of phones differ. */
const skew = 300_000

/**
 * What is wrong with the holder's token, if anything (RFC 9901, 7.3): `binding.no-key` (the certificate names no holder), `binding.key`,
 * `binding.type` (not `kb+jwt`), `binding.algorithm`, `binding.signature`, `binding.content` (made for other disclosures), `binding.audience`,
 * `binding.nonce`, `binding.time`. Without an expectation, audience, nonce and age are not looked at.
 */
export async function findBindingFault(
  { holderKey, presented }: SealedSdJwt,
  { jws, payload }: BindingToken,
  expected: { readonly now: number; readonly keyBinding: KeyBinding | undefined },
): Promise<string | null> {
  if (holderKey === null) return 'binding.no-key'
  const key = guard(() => publicKeyFromJwk(holderKey))
  if ('fault' in key) return 'binding.key'
  if (jws.header.typ !== 'kb+jwt') return 'binding.type'
  const algorithm = algorithms.find((each) => each === jws.header.alg)
  if (!algorithm || !fits(key, algorithm)) return 'binding.algorithm'
  if (!(await verifySignature(key, algorithm, jws.signed, jws.signature))) return 'binding.signature'
  if (payload['sd_hash'] !== digestOf(presented)) return 'binding.content'
  return expected.keyBinding ? findMismatch(payload, expected.keyBinding, expected.now) : null
}

function findMismatch(payload: BindingToken['payload'], expected: KeyBinding, now: number): string | null {
  const { aud, nonce, iat } = payload
  if (aud !== expected.audience) return 'binding.audience'
  if (nonce !== expected.nonce) return 'binding.nonce'
  if (typeof iat !== 'number') return 'binding.time'
  const age = now - iat * 1000
  return age >= -skew && age <= (expected.maximumAge ?? anHour) ? null : 'binding.time'
}
