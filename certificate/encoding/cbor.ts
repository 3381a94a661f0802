import { Malformed } from '../fault.ts'
import { fromUtf8 } from './utf8.ts'

/** A value under a CBOR tag (RFC 8949, 3.4) that has no meaning of its own here. */
export class Tagged {
  readonly tag: number
  readonly value: CborValue

  constructor(tag: number, value: CborValue) {
    this.tag = tag
    this.value = value
  }
}

/** A map all of whose keys are texts. */
export interface CborObject {
  [key: string]: CborValue
}

/** What CBOR holds: an integer beyond 2^53 is a bigint, a map with a key that is no text a `Map`, `undefined` is null. */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | Uint8Array
  | CborValue[]
  | CborObject
  | Map<CborKey, CborValue>
  | Tagged

/** Is it a map whose keys are all texts? */
export const isCborObject = (value: CborValue | undefined): value is CborObject =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** A key of a map: the profiles here have integers and texts. */
export type CborKey = number | bigint | string

const deepest = 32
const indefinite = -1

/**
 * Reads one item of CBOR (RFC 8949). Lengths may be indefinite and integers longer than need be, for real certificates are so; the rest is strict. Throws
 * `Malformed`: `cbor.short`, `cbor.trailing`, `cbor.duplicate-key`, `cbor.key`, `cbor.reserved`, `cbor.simple`, `cbor.chunk`, `text.utf8`, `format.too-deep`.
 */
export function readCbor(bytes: Uint8Array): CborValue {
  const reader = new CborReader(bytes)
  const value = reader.item(0)
  if (reader.at !== bytes.length) throw new Malformed('cbor.trailing', reader.at)
  return value
}

/** Short texts by their bytes, the first lowest. */
const commonKeys: ReadonlyMap<number, string> = new Map(
  'ver nam dob fn fnt gn gnt v t r tg vp mp ma dn sd dt co is ci tt nm sc tr tc fr df du'
    .split(' ')
    .map((key) => [key.charCodeAt(0) | (key.charCodeAt(1) << 8) | (key.charCodeAt(2) << 16), key]),
)

class CborReader {
  at = 0
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  item(depth: number): CborValue {
    if (depth > deepest) throw new Malformed('format.too-deep', this.at)
    const start = this.at
    const initial = this.#byte()
    const kind = initial >> 5
    if (kind === 7) return this.#simple(initial & 31, start)
    const size = this.#size(initial & 31, start)
    if (size === indefinite && (kind < 2 || kind === 6)) throw new Malformed('cbor.reserved', start)
    switch (kind) {
      case 0:
        return size
      case 1:
        return typeof size === 'bigint' ? -1n - size : -1 - size
      case 2:
        return size === indefinite ? this.#chunks(2) : this.#slice(size)
      case 3:
        return this.#text(size)
      case 4:
        return this.#array(size, depth)
      case 5:
        return this.#map(size, depth)
      default:
        return tagged(size, this.item(depth + 1), start)
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.at]
    if (byte === undefined) throw new Malformed('cbor.short', this.at)
    this.at++
    return byte
  }

  /** The argument of an initial byte (RFC 8949, 3). */
  #size(info: number, start: number): number | bigint {
    if (info < 24) return info
    if (info === 24) return this.#byte()
    if (info === 25) return this.#byte() * 256 + this.#byte()
    if (info === 31) return indefinite
    if (info > 27) throw new Malformed('cbor.reserved', start)
    if (info === 26) return ((this.#byte() * 256 + this.#byte()) * 256 + this.#byte()) * 256 + this.#byte()
    const wide = this.#view(8).getBigUint64(0)
    return wide <= Number.MAX_SAFE_INTEGER ? Number(wide) : wide
  }

  #view(length: number): DataView {
    const { buffer, byteOffset } = this.#slice(length)
    return new DataView(buffer, byteOffset, length)
  }

  #end(length: number | bigint): number {
    const end = this.at + Number(length)
    if (end > this.#bytes.length) throw new Malformed('cbor.short', this.at)
    return end
  }

  #slice(length: number | bigint): Uint8Array {
    const end = this.#end(length)
    const slice = this.#bytes.subarray(this.at, end)
    this.at = end
    return slice
  }

  #text(size: number | bigint): string {
    if (size === indefinite) return this.#textChunks()
    const end = this.#end(size)
    const text = fromUtf8(this.#bytes, this.at, end)
    this.at = end
    return text
  }

  /** True once, at the byte that ends an indefinite length, which it passes. */
  #ended(): boolean {
    if (this.#bytes[this.at] !== 0xff) return false
    this.at++
    return true
  }

  /** Length of one chunk of an indefinite string: of the same kind, definite itself. */
  #chunk(kind: number): number | bigint {
    const start = this.at
    const initial = this.#byte()
    if (initial >> 5 !== kind || (initial & 31) === 31) throw new Malformed('cbor.chunk', start)
    return this.#size(initial & 31, start)
  }

  #chunks(kind: number): Uint8Array {
    const parts: Uint8Array[] = []
    let length = 0
    while (!this.#ended()) {
      const part = this.#slice(this.#chunk(kind))
      parts.push(part)
      length += part.length
    }
    const whole = new Uint8Array(length)
    let to = 0
    for (const part of parts) {
      whole.set(part, to)
      to += part.length
    }
    return whole
  }

  #textChunks(): string {
    let text = ''
    while (!this.#ended()) text += this.#text(this.#chunk(3))
    return text
  }

  #array(size: number | bigint, depth: number): CborValue[] {
    const items: CborValue[] = []
    // A claimed length is not believed: the items themselves must be there.
    for (let left = size; left !== 0; left--) {
      if (size === indefinite && this.#ended()) break
      items.push(this.item(depth + 1))
    }
    return items
  }

  #map(size: number | bigint, depth: number): CborObject | Map<CborKey, CborValue> {
    const found: CborObject = {}
    let mixed: Map<CborKey, CborValue> | null = null
    for (let left = size; left !== 0; left--) {
      if (size === indefinite && this.#ended()) break
      const start = this.at
      const key = this.#commonKey() ?? this.item(depth + 1)
      if (typeof key !== 'string' && typeof key !== 'number' && typeof key !== 'bigint')
        throw new Malformed('cbor.key', start)
      if (mixed === null && typeof key === 'string') {
        if (key in found && Object.hasOwn(found, key)) throw new Malformed('cbor.duplicate-key', start)
        if (key === '__proto__') define(found, this.item(depth + 1))
        else found[key] = this.item(depth + 1)
        continue
      }
      // Most maps with a number for a key begin with one.
      mixed ??= left === size ? new Map<CborKey, CborValue>() : new Map<CborKey, CborValue>(Object.entries(found))
      if (mixed.has(key)) throw new Malformed('cbor.duplicate-key', start)
      mixed.set(key, this.item(depth + 1))
    }
    return mixed ?? found
  }

  /** A key that occurs in every DCC: a text that is at hand already becomes a member faster than one that is made. */
  #commonKey(): string | undefined {
    const bytes = this.#bytes
    const start = this.at
    const initial = bytes[start] as number
    if (initial < 0x61 || initial > 0x63) return undefined
    const second = initial > 0x61 ? (bytes[start + 2] as number) : 0
    const third = initial > 0x62 ? (bytes[start + 3] as number) : 0
    const key = commonKeys.get((bytes[start + 1] as number) | (second << 8) | (third << 16))
    if (key?.length !== initial - 0x60) return undefined
    this.at += initial - 0x5f
    return key
  }

  #simple(info: number, start: number): CborValue {
    switch (info) {
      case 20:
        return false
      case 21:
        return true
      case 22:
      case 23:
        return null
      case 25:
        return halfOf(this.#view(2).getUint16(0))
      case 26:
        return this.#view(4).getFloat32(0)
      case 27:
        return this.#view(8).getFloat64(0)
      default:
        throw new Malformed('cbor.simple', start)
    }
  }
}

/** A float of 16 bits (RFC 8949, appendix D); DataView reads them in new browsers only. */
function halfOf(bits: number): number {
  const exponent = (bits >> 10) & 31
  const mantissa = bits & 1023
  const size =
    exponent === 0
      ? mantissa * 2 ** -24
      : exponent < 31
        ? (mantissa + 1024) * 2 ** (exponent - 25)
        : mantissa
          ? Number.NaN
          : Number.POSITIVE_INFINITY
  return bits & 0x8000 ? -size : size
}

/** The one name that assignment would not make a member. */
const define = (target: CborObject, value: CborValue): unknown =>
  Object.defineProperty(target, '__proto__', { value, enumerable: true, configurable: true, writable: true })

/** Times (tags 0 and 1) stand for themselves, big numbers (2 and 3) become bigints; any other tag is kept. */
function tagged(size: number | bigint, value: CborValue, start: number): CborValue {
  const tag = Number(size)
  if (tag === 0 && typeof value === 'string') return value
  if (tag === 1 && (typeof value === 'number' || typeof value === 'bigint')) return value
  if ((tag === 2 || tag === 3) && value instanceof Uint8Array) return bigOf(value, tag === 3, start)
  if (tag < 4) throw new Malformed('cbor.tag', start)
  return new Tagged(tag, value)
}

function bigOf(bytes: Uint8Array, negative: boolean, start: number): number | bigint {
  if (bytes.length > 32) throw new Malformed('cbor.tag', start)
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  if (negative) value = -1n - value
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}
