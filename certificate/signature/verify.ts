import { verifyBytes } from '#engine'
import { type Algorithm, fits, type PublicKey, rawLength } from './key.ts'

/**
 * Does this key verify this signature over these bytes? ECDSA signatures are r‖s here; a DER signature is converted before (`signature/ecdsa-der.ts`)
 * where a family allows it. A key that does not fit the algorithm verifies nothing.
 */
export async function verifySignature(
  key: PublicKey,
  algorithm: Algorithm,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (!fits(key, algorithm)) return false
  const length = rawLength[key.kind]
  if (length !== undefined && signature.length !== length) return false
  return verifyBytes(key, algorithm, data, signature)
}
