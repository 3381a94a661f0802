import { createHash } from 'node:crypto'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new identifier of a vaccination certificate (eHealth Network, UVCI version 1, option 3: an opaque text): 100 bits by chance, which say nothing of the person, the record or the order. */
export function newUvci(country: string, random: (bytes: Uint8Array) => Uint8Array): string {
  const symbols = Array.from(random(new Uint8Array(20)), (byte) => letters.charAt(byte & 31)).join('')
  return `URN:UVCI:01:${country}:${symbols}`
}

/** A new revocation id of a SMART Health Card: 96 bits by chance in base64url. */
export const newRid = (random: (bytes: Uint8Array) => Uint8Array): string =>
  Buffer.from(random(new Uint8Array(12))).toString('base64url')

/** By what a hash list names a certificate: the first half of SHA-256 (Commission Implementing Decision (EU) 2022/483). */
export const listHash = (bytes: Uint8Array | string): Buffer =>
  createHash('sha256').update(bytes).digest().subarray(0, 16)

/** Tells a copy that is shown from one that was made up, and says nothing to who has not got the text. */
export const saltedDigest = (salt: Uint8Array, text: string): Buffer =>
  createHash('sha256').update(salt).update(text).digest()
