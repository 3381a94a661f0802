import { signingWith } from '#signing'
import { fromBase64 } from '../encoding/base64.ts'
import { guard } from '../fault.ts'
import type { Outcome, Signer } from '../record.ts'
import { schemeOf } from './key.ts'

/** Who signs: all of a `Signer` but the signing. */
export type SignerIdentity = Omit<Signer, 'sign'>

/**
 * A signer with a private key at hand: PKCS#8 as DER, or as the text of a PEM file (RFC 5958, RFC 7468). Refuses `signer.encrypted` (decrypt it first) and
 * `signer.unreadable`. A key that lies in a module far away needs no more than a `Signer` of its own, whose `sign` asks it.
 */
export function signerFrom(key: Uint8Array | string, identity: SignerIdentity): Outcome<Signer> {
  if (typeof key === 'string' && key.includes('ENCRYPTED')) return { ok: false, refusal: { code: 'signer.encrypted' } }
  const der = guard(() => (typeof key === 'string' ? fromPem(key) : key))
  try {
    if ('fault' in der) throw new TypeError(der.fault.code)
    return { ok: true, value: { ...identity, sign: signingWith(der, schemeOf[identity.algorithm]) } }
  } catch {
    return { ok: false, refusal: { code: 'signer.unreadable' } }
  }
}

function fromPem(text: string): Uint8Array {
  const body = /-----BEGIN PRIVATE KEY-----([\s\S]+?)-----END PRIVATE KEY-----/.exec(text)?.[1] ?? ''
  return fromBase64(body.replaceAll(/\s+/g, ''))
}
