import { Malformed } from '../fault.ts'
import { childrenOf, joinBytes, readDer, tags, unsignedOf, writeDer, writeUnsigned } from './der.ts'

/**
 * An ECDSA signature in DER (RFC 3279, 2.2.3) as r‖s of `length` bytes (64 for P-256). Throws `Malformed` with `ecdsa.*` or `der.*` for what is no such signature.
 */
export function ecdsaFromDer(der: Uint8Array, length: number): Uint8Array {
  const numbers = childrenOf(readDer(der), tags.sequence)
  if (numbers.length !== 2) throw new Malformed('ecdsa.members')
  const half = length / 2
  const raw = new Uint8Array(length)
  numbers.forEach((number, index) => {
    const octets = unsignedOf(number)
    if (octets.length > half) throw new Malformed('ecdsa.length')
    raw.set(octets, half * (index + 1) - octets.length)
  })
  return raw
}

/** r‖s as DER. */
export function ecdsaToDer(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2
  return writeDer(tags.sequence, joinBytes([writeUnsigned(raw.subarray(0, half)), writeUnsigned(raw.subarray(half))]))
}
