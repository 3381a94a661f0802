import { type CborValue, isCborObject, readCbor, Tagged } from '../encoding/cbor.ts'
import { writeCbor } from '../encoding/cbor-write.ts'
import { Malformed } from '../fault.ts'
import type { Algorithm } from './key.ts'

/** A COSE_Sign1 message (RFC 9052, 4.2), taken apart. */
export interface Sign1 {
  /** Bytes of the protected header as they are signed: empty where the map is. */
  readonly protectedHeader: Uint8Array
  readonly payload: Uint8Array
  readonly signature: Uint8Array
  /** From the protected header alone; null where it names none. An unknown one is refused. */
  readonly algorithm: Algorithm | null
  /** From the protected header, else from the unprotected one. */
  readonly keyId: Uint8Array | null
}

// IANA, COSE Algorithms.
const algorithms: ReadonlyMap<unknown, Algorithm> = new Map([
  [-7, 'ES256'],
  [-8, 'EdDSA'],
  [-35, 'ES384'],
  [-36, 'ES512'],
  [-37, 'PS256'],
])
const sign1Tag = 18
const cwtTag = 61
const [algorithmLabel, criticalLabel, keyIdLabel] = [1, 2, 4]
const empty = new Uint8Array(0)
const noLabels: ReadonlyMap<unknown, CborValue> = new Map()

/**
 * Reads a COSE_Sign1 message: untagged, under tag 18, or as a tagged CWT (RFC 8392, 6). Throws `Malformed`: `cose.tag`, `cose.structure`, `cose.header`,
 * `cose.algorithm`, `cose.key-id`, `cose.critical`, and what `readCbor` throws.
 */
export function parseSign1(bytes: Uint8Array): Sign1 {
  const parts = untagged(readCbor(bytes))
  if (!Array.isArray(parts) || parts.length !== 4) throw new Malformed('cose.structure')
  const [header, unprotected, payload, signature] = parts
  if (!(header instanceof Uint8Array) || !(payload instanceof Uint8Array) || !(signature instanceof Uint8Array))
    throw new Malformed('cose.structure')
  const inside = header.length === 0 ? noLabels : mapOf(readCbor(header))
  const outside = mapOf(unprotected)
  if (inside.has(criticalLabel)) checkCritical(inside.get(criticalLabel))
  return {
    protectedHeader: inside.size === 0 ? empty : header,
    payload,
    signature,
    algorithm: algorithmOf(inside.get(algorithmLabel)),
    keyId: keyIdOf(inside.has(keyIdLabel) ? inside.get(keyIdLabel) : outside.get(keyIdLabel)),
  }
}

function untagged(value: CborValue): CborValue {
  let inner = value
  if (inner instanceof Tagged && inner.tag === cwtTag) {
    inner = inner.value
    if (!(inner instanceof Tagged)) throw new Malformed('cose.tag')
  }
  if (!(inner instanceof Tagged)) return inner
  if (inner.tag !== sign1Tag) throw new Malformed('cose.tag')
  return inner.value
}

/** A header as a map; one without any integer label was read as an object, and has nothing that is looked for here. */
function mapOf(value: CborValue | undefined): ReadonlyMap<unknown, CborValue> {
  if (value instanceof Map) return value
  if (!isCborObject(value)) throw new Malformed('cose.header')
  const labels = Object.keys(value)
  return labels.length === 0 ? noLabels : new Map(labels.map((label) => [label, value[label] as CborValue]))
}

function algorithmOf(id: CborValue | undefined): Algorithm | null {
  if (id === undefined) return null
  const known = algorithms.get(id)
  if (!known) throw new Malformed('cose.algorithm')
  return known
}

function keyIdOf(id: CborValue | undefined): Uint8Array | null {
  if (id === undefined) return null
  if (!(id instanceof Uint8Array)) throw new Malformed('cose.key-id')
  return id
}

/** Labels that a reader must understand (RFC 9052, 3.1): here those of algorithm, content type and key id. */
function checkCritical(labels: CborValue | undefined): void {
  const known = Array.isArray(labels) && labels.every((label) => label === 1 || label === 3 || label === 4)
  if (!known || labels.length === 0) throw new Malformed('cose.critical')
}

// An array of four, and the text "Signature1" (RFC 9052, 4.4).
const context = Uint8Array.of(0x84, 0x6a, 0x53, 0x69, 0x67, 0x6e, 0x61, 0x74, 0x75, 0x72, 0x65, 0x31)

/** The bytes that are signed (Sig_structure, RFC 9052, 4.4), in `room` if there is enough. `external` is what the application adds; HCERT adds nothing. */
export const toBeSigned = (
  { protectedHeader, payload }: Pick<Sign1, 'protectedHeader' | 'payload'>,
  external: Uint8Array = empty,
  room: Uint8Array = empty,
): Uint8Array => joined(context, [protectedHeader, external, payload], room)

/** A first piece as it is, and the others as byte strings, in one array. */
function joined(first: Uint8Array, strings: readonly Uint8Array[], room: Uint8Array = empty): Uint8Array {
  let length = first.length
  for (const string of strings) length += headLength(string.length) + string.length
  const bytes = length <= room.length ? room.subarray(0, length) : new Uint8Array(length)
  bytes.set(first)
  let to = first.length
  for (const string of strings) {
    to = writeHead(bytes, to, string.length)
    bytes.set(string, to)
    to += string.length
  }
  return bytes
}

const headLength = (length: number): number => (length < 24 ? 1 : length < 256 ? 2 : length < 65_536 ? 3 : 5)

/** Head of a byte string of this length. */
function writeHead(bytes: Uint8Array, at: number, length: number): number {
  const more = headLength(length) - 1
  bytes[at] = 0x40 | (more === 0 ? length : more === 1 ? 24 : more === 2 ? 25 : 26)
  for (let index = 0; index < more; index++) bytes[at + 1 + index] = length >>> ((more - 1 - index) * 8)
  return at + 1 + more
}

/** The number by which COSE names an algorithm, or null where it may not sign here (RSA with PKCS#1 padding). */
export function coseAlgorithmId(algorithm: Algorithm): number | null {
  for (const [id, known] of algorithms) if (known === algorithm) return Number(id)
  return null
}

// Tag 18 and an array of four; the unprotected header is an empty map.
const opening = Uint8Array.of(0xd2, 0x84)
const emptyMap = 0xa0

/** Signs a payload as COSE_Sign1 with tag 18, algorithm and key id in the protected header. `sign` gives r‖s or RSA-PSS. */
export async function writeSign1(
  payload: Uint8Array,
  { algorithmId, keyId }: { readonly algorithmId: number; readonly keyId: Uint8Array },
  sign: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const header = new Map<number, CborValue>([
    [algorithmLabel, algorithmId],
    [keyIdLabel, keyId],
  ])
  const protectedHeader = writeCbor(header)
  const signature = await sign(toBeSigned({ protectedHeader, payload }))
  const begun = joined(opening, [protectedHeader])
  const withUnprotected = new Uint8Array(begun.length + 1)
  withUnprotected.set(begun)
  withUnprotected[begun.length] = emptyMap
  return joined(withUnprotected, [payload, signature])
}
