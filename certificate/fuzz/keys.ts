// Runs in Node alone: RSA needs its arithmetic. Keys and signatures come from the seed of a run, so that the run can be repeated; they protect nothing.
import { checkPrimeSync, constants, createHash, createPrivateKey, privateEncrypt } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { toBase64url } from '../encoding/base64.ts'
import { joinBytes, writeDer, writeUnsigned } from '../signature/der.ts'
import type { Algorithm, PublicKey } from '../signature/key.ts'
import { makePublicKey } from '../signature/spki.ts'
import type { Random } from './random.ts'

/** A key of a run. */
export interface FuzzKey {
  readonly algorithm: Algorithm
  readonly publicKey: PublicKey
  /** ECDSA as r‖s; the same bytes give the same signature. */
  readonly sign: (bytes: Uint8Array) => Uint8Array
}

/** A key for ES256. */
export function makeP256(random: Random): FuzzKey {
  // A scalar below the order: the first bit is never set.
  const secret = random.randomize(new Uint8Array(32))
  secret[0] = (secret[0] as number) & 127
  return {
    algorithm: 'ES256',
    publicKey: makePublicKey('p256', p256.getPublicKey(secret, false)),
    sign: (bytes) => p256.sign(bytes, secret, { lowS: false }),
  }
}

/** A key for EdDSA. */
export function makeEd25519(random: Random): FuzzKey {
  const secret = random.randomize(new Uint8Array(32))
  return {
    algorithm: 'EdDSA',
    publicKey: makePublicKey('ed25519', ed25519.getPublicKey(secret)),
    sign: (bytes) => ed25519.sign(bytes, secret),
  }
}

const bytesOf = (value: bigint): Uint8Array => {
  const hex = value.toString(16)
  return new Uint8Array(Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex'))
}
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)

const exponent = 65_537n

/** A prime of 1024 bits, its two highest set, that suits the exponent. */
function makePrime(random: Random): bigint {
  const bytes = random.randomize(new Uint8Array(128))
  bytes[0] = (bytes[0] as number) | 0xc0
  for (let value = numberOf(bytes) | 1n; ; value += 2n)
    if (value % exponent !== 1n && checkPrimeSync(value)) return value
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [r, last, x, before] = [modulus, value % modulus, 0n, 1n]
  while (last > 0n) {
    const quotient = r / last
    ;[r, last] = [last, r - quotient * last]
    ;[x, before] = [before, x - quotient * before]
  }
  return ((x % modulus) + modulus) % modulus
}

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** EMSA-PSS (RFC 8017, 9.1.1) for 2048 bits with SHA-256; the salt is a hash of what is signed. */
function encodePss(bytes: Uint8Array): Uint8Array {
  const digest = sha256(bytes)
  const salt = sha256(digest)
  const hash = sha256(new Uint8Array(8), digest, salt)
  const block = new Uint8Array(256)
  const masked = block.subarray(0, 223)
  masked[190] = 1
  masked.set(salt, 191)
  for (let round = 0; round * 32 < 223; round++)
    for (const [at, byte] of sha256(hash, Uint8Array.of(0, 0, 0, round)).entries())
      if (round * 32 + at < 223) masked[round * 32 + at] = (masked[round * 32 + at] as number) ^ byte
  masked[0] = (masked[0] as number) & 127
  block.set(hash, 223)
  block[255] = 0xbc
  return block
}

/** A key for PS256. */
export function makeRsa(random: Random): FuzzKey {
  const [p, q] = [makePrime(random), makePrime(random)]
  const n = p * q
  const d = inverse(exponent, (p - 1n) * (q - 1n))
  const numbers = { n, e: exponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
  const members = Object.entries(numbers).map(([name, value]) => [name, toBase64url(bytesOf(value))])
  const key = createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(members) }, format: 'jwk' })
  const content = writeDer(0x30, joinBytes([writeUnsigned(bytesOf(n)), writeUnsigned(bytesOf(exponent))]))
  return {
    algorithm: 'PS256',
    publicKey: makePublicKey('rsa', content),
    sign: (bytes) => new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encodePss(bytes))),
  }
}
