import { verifyBytes } from '#engine'
import { type Algorithm, fits, fitsScheme, type PublicKey, rawLength, type Scheme, schemeOf } from './key.ts'

/**
 * Does this key verify this signature over these bytes? ECDSA signatures are r‖s here; a DER signature is converted before (`signature/ecdsa-der.ts`)
 * where a family allows it. A key that does not fit the algorithm verifies nothing.
 */
export function verifySignature(
  key: PublicKey,
  algorithm: Algorithm,
  data: Uint8Array,
  signature: Uint8Array,
): boolean | Promise<boolean> {
  return fits(key, algorithm) && verifyScheme(key, schemeOf[algorithm], data, signature)
}

/** The same for X.509, CRL and CMS, where curve and hash are chosen apart. */
export function verifyScheme(
  key: PublicKey,
  scheme: Scheme,
  data: Uint8Array,
  signature: Uint8Array,
): boolean | Promise<boolean> {
  if (!fitsScheme(key, scheme)) return false
  const length = rawLength[key.kind]
  if (length !== undefined && signature.length !== length) return false
  return verifyBytes(key, scheme, data, signature)
}
