import { toBase64 } from '../encoding/base64.ts'
import { Malformed } from '../fault.ts'
import {
  bitsOf,
  childrenOf,
  contentOf,
  type Element,
  expectTag,
  joinBytes,
  oidOf,
  readDer,
  tags,
  unsignedOf,
  writeDer,
} from './der.ts'
import type { KeyKind, PublicKey } from './key.ts'
import { sha256 } from './sha256.ts'

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

// AlgorithmIdentifier of each kind (RFC 5480, RFC 8410, RFC 3279).
const headOf: { readonly [kind in KeyKind]: Uint8Array } = {
  p256: fromHex('301306072a8648ce3d020106082a8648ce3d030107'),
  p384: fromHex('301006072a8648ce3d020106052b81040022'),
  p521: fromHex('301006072a8648ce3d020106052b81040023'),
  rsa: fromHex('300d06092a864886f70d0101010500'),
  ed25519: fromHex('300506032b6570'),
}
const curveOf: { readonly [oid: string]: KeyKind } = {
  '1.2.840.10045.3.1.7': 'p256',
  '1.3.132.0.34': 'p384',
  '1.3.132.0.35': 'p521',
}
const coordinate: { readonly [kind in KeyKind]?: number } = { p256: 32, p384: 48, p521: 66 }

// SHA-256 over prime, a, b, base point and order of a curve, for certificates that write them out in place of the curve's name (the passport authorities do).
// All of them must agree: a foreign base point would let anyone sign.
const parametersOf: { readonly [digest: string]: KeyKind } = {
  'CBUFbUPysKvsNEfY2faSE5clJWeTDVGdUysJmN2x2og=': 'p256',
  '7UWgo4XcpHK+ZX7219vwPpdNhK21JeO1HiG5PDpup5I=': 'p384',
  'VJ86NDKWQuvGRgqcOk+TIlcipDDl9UnqSTrszIhryyo=': 'p521',
}

/** A public key of its kind and content: the point of a curve, 32 bytes of Ed25519, or DER of an RSA key. */
export function makePublicKey(kind: KeyKind, content: Uint8Array): PublicKey {
  return { kind, spki: writeDer(tags.sequence, headOf[kind], writeDer(tags.bitString, Uint8Array.of(0), content)) }
}

/** The point of a curve (or 32 bytes of Ed25519, or DER of an RSA key) inside a public key. */
export const pointOf = (key: PublicKey): Uint8Array => bitsOf(childrenOf(readDer(key.spki))[1])

/**
 * A SubjectPublicKeyInfo as a key, brought to the one form that every engine takes: curves by name, RSA by its plain identifier. Throws `Malformed` with `key.curve`, `key.kind`,
 * `key.length` for keys that no family signs with.
 */
export function publicKeyFromSpki(spki: Uint8Array | Element): PublicKey {
  const [algorithm, bits] = childrenOf(spki instanceof Uint8Array ? readDer(spki) : spki, tags.sequence)
  const [name, parameters] = childrenOf(expectTag(algorithm, tags.sequence), tags.sequence)
  const content = bitsOf(bits)
  switch (oidOf(name)) {
    case '1.2.840.10045.2.1':
      return ecKey(curveFrom(parameters), content)
    case '1.2.840.113549.1.1.1':
    case '1.2.840.113549.1.1.10':
      return rsaKey(content)
    case '1.3.101.112':
      if (content.length !== 32) throw new Malformed('key.length')
      return makePublicKey('ed25519', content)
    default:
      throw new Malformed('key.kind')
  }
}

function ecKey(kind: KeyKind, point: Uint8Array): PublicKey {
  const size = coordinate[kind] as number
  const whole = point[0] === 4 && point.length === 1 + 2 * size
  const compressed = (point[0] === 2 || point[0] === 3) && point.length === 1 + size
  if (!whole && !compressed) throw new Malformed('key.length')
  return makePublicKey(kind, point)
}

function rsaKey(content: Uint8Array): PublicKey {
  const [modulus, exponent, more] = childrenOf(readDer(content), tags.sequence)
  const size = unsignedOf(modulus).length
  if (unsignedOf(exponent).length > 8 || more) throw new Malformed('key.kind')
  // Shorter ones are broken, longer ones only keep a verifier busy.
  if (size < 256 || size > 1024) throw new Malformed('key.length')
  return makePublicKey('rsa', content)
}

function curveFrom(parameters: Element | undefined): KeyKind {
  const named = parameters?.tag === tags.oid ? curveOf[oidOf(parameters)] : namedCurve(parameters)
  if (!named) throw new Malformed('key.curve')
  return named
}

/** SpecifiedECDomain (SEC 1, C.2): version, field, curve, base, order. */
function namedCurve(parameters: Element | undefined): KeyKind | undefined {
  const [, field, curve, base, order] = childrenOf(expectTag(parameters, tags.sequence))
  const [type, prime] = childrenOf(expectTag(field, tags.sequence))
  if (oidOf(type) !== '1.2.840.10045.1.1') return undefined
  const [a, b] = childrenOf(expectTag(curve, tags.sequence))
  const octets = [a, b, base].map((each) => contentOf(expectTag(each, tags.octetString)))
  return parametersOf[toBase64(sha256(joinBytes([unsignedOf(prime), ...octets, unsignedOf(order)])))]
}
