import { ok, type Result, refuse } from '@consular/domain/shared'
import { compactVerify, importJWK } from 'jose'
import type { SourceSession } from '../http/source.ts'
import { digestOf } from './codes.ts'

/** What a source signed, and the hashes of it as it is kept. */
export interface SignedContent {
  readonly content: unknown
  /** SHA-256 of what was signed: the same content signed again has the same. */
  readonly digest: Buffer
  /** SHA-256 of the whole, signature included, in hex. */
  readonly evidence: string
}

/**
 * Opens what a source sent: by its registered key and the algorithm of that key alone, whatever the header names. Refuses `source.signature-wrong`, and `request.invalid`
 * where the signature is right and the content no JSON.
 */
export async function readSigned(
  { signingKey }: Pick<SourceSession, 'signingKey'>,
  signed: string,
): Promise<Result<SignedContent>> {
  let payload: Uint8Array
  try {
    const key = await importJWK(signingKey, algorithmsOf(signingKey)[0])
    payload = (await compactVerify(signed, key, { algorithms: [...algorithmsOf(signingKey)] })).payload
  } catch {
    return refuse('source.signature-wrong')
  }
  try {
    const content: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
    return ok({ content, digest: digestOf(payload), evidence: digestOf(signed).toString('hex') })
  } catch {
    return refuse('request.invalid', { where: 'body.signed', what: 'not JSON' })
  }
}

/** Ed25519 has two names (RFC 8037, RFC 9864); both are the same signature. */
const algorithmsOf = ({ kty }: { readonly kty?: string }): readonly [string, ...string[]] =>
  kty === 'OKP' ? ['EdDSA', 'Ed25519'] : ['ES256']
