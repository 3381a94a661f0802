import { type CborKey, type CborValue, Tagged } from './cbor.ts'
import { toUtf8 } from './utf8.ts'

/** Writes CBOR in the one deterministic form (RFC 8949, 4.2.1): shortest heads and floats, definite lengths, keys in the order of their bytes. */
export function writeCbor(value: CborValue): Uint8Array {
  const writer = new CborWriter()
  writer.item(value)
  return writer.written
}

// Making an array costs more than filling it. Nothing is written between the first byte and the copy of the last, so that one room serves all.
const room = new Uint8Array(1024)

class CborWriter {
  #bytes = room
  #to = 0

  /** A copy: the room is for the next one. */
  get written(): Uint8Array {
    return this.#bytes.slice(0, this.#to)
  }

  #room(more: number): void {
    if (this.#to + more <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#to + more, this.#bytes.length * 2))
    larger.set(this.#bytes)
    this.#bytes = larger
  }

  #put(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#to)
    this.#to += bytes.length
  }

  #head(kind: number, size: number | bigint): void {
    this.#room(9)
    const first = kind << 5
    if (size < 24) this.#bytes[this.#to++] = first | Number(size)
    else if (size < 256) {
      this.#bytes[this.#to++] = first | 24
      this.#bytes[this.#to++] = Number(size)
    } else this.#longHead(first, size)
  }

  #longHead(first: number, size: number | bigint): void {
    const bytes = size < 65_536 ? 2 : size < 4_294_967_296 ? 4 : 8
    this.#bytes[this.#to++] = first | (bytes === 2 ? 25 : bytes === 4 ? 26 : 27)
    const view = new DataView(this.#bytes.buffer, this.#to)
    if (bytes === 2) view.setUint16(0, Number(size))
    else if (bytes === 4) view.setUint32(0, Number(size))
    else view.setBigUint64(0, BigInt(size))
    this.#to += bytes
  }

  item(value: CborValue): void {
    if (typeof value === 'string') this.#text(value)
    else if (typeof value === 'number') this.#number(value)
    else if (typeof value === 'bigint') this.#integer(value)
    else if (value === null) this.#head(7, 22)
    else if (typeof value === 'boolean') this.#head(7, value ? 21 : 20)
    else if (value instanceof Uint8Array) {
      this.#head(2, value.length)
      this.#put(value)
    } else if (value instanceof Tagged) {
      this.#head(6, value.tag)
      this.item(value.value)
    } else if (Array.isArray(value)) {
      this.#head(4, value.length)
      for (const each of value) this.item(each)
    } else this.#map(value instanceof Map ? [...value] : Object.entries(value))
  }

  #text(text: string): void {
    if (!isAscii(text)) {
      const bytes = toUtf8(text)
      this.#head(3, bytes.length)
      this.#put(bytes)
      return
    }
    this.#head(3, text.length)
    this.#room(text.length)
    const bytes = this.#bytes
    let to = this.#to
    for (let at = 0; at < text.length; at++) bytes[to++] = text.charCodeAt(at)
    this.#to = to
  }

  #integer(value: number | bigint): void {
    if (value >= 0) this.#head(0, value)
    else this.#head(1, typeof value === 'bigint' ? -1n - value : -1 - value)
  }

  #number(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) return this.#integer(value)
    const bytes = new Uint8Array(9)
    const view = new DataView(bytes.buffer)
    view.setFloat32(1, value)
    const half = halfBits(view.getUint32(1))
    if (Number.isNaN(value) || (half !== null && Math.fround(value) === value)) {
      view.setUint16(1, half ?? 0x7e00)
      return this.#float(0xf9, bytes.subarray(0, 3))
    }
    if (Object.is(view.getFloat32(1), value)) return this.#float(0xfa, bytes.subarray(0, 5))
    view.setFloat64(1, value)
    return this.#float(0xfb, bytes)
  }

  #float(initial: number, bytes: Uint8Array): void {
    bytes[0] = initial
    this.#put(bytes)
  }

  #map(entries: (readonly [CborKey, CborValue])[]): void {
    entries.sort(([a], [b]) => order(a, b))
    this.#head(5, entries.length)
    for (const [key, value] of entries) {
      this.item(key)
      this.item(value)
    }
  }
}

/** The 16-bit float of a 32-bit one, or null where it is none exactly. */
function halfBits(bits: number): number | null {
  const sign = (bits >>> 16) & 0x8000
  const exponent = ((bits >>> 23) & 255) - 127
  const mantissa = bits & 0x7fffff
  if ((bits & 0x7fffffff) === 0) return sign
  if (exponent === 128) return mantissa === 0 ? sign | 0x7c00 : null
  // A small one has no leading one of its own, and so many places fewer.
  const dropped = exponent < -14 ? -1 - exponent : 13
  const whole = exponent < -14 ? mantissa | 0x800000 : mantissa
  if (exponent > 15 || dropped > 23 || (whole & ((1 << dropped) - 1)) !== 0) return null
  return sign | (exponent < -14 ? 0 : (exponent + 15) << 10) | (whole >> dropped)
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}

/** The order of keys by their bytes: integers, negative ones, texts; what is shorter comes first, for its head says so. */
function order(a: CborKey, b: CborKey): number {
  if (typeof a === 'string' && typeof b === 'string') return orderOfTexts(a, b)
  if (typeof a === 'string') return 1
  if (typeof b === 'string') return -1
  if (a < 0 !== b < 0) return a < 0 ? 1 : -1
  return a < b === a < 0 ? 1 : -1
}

function orderOfTexts(a: string, b: string): number {
  if (isAscii(a) && isAscii(b)) return a.length - b.length || (a < b ? -1 : 1)
  const [left, right] = [toUtf8(a), toUtf8(b)]
  if (left.length !== right.length) return left.length - right.length
  const at = left.findIndex((byte, index) => byte !== right[index])
  return (left[at] ?? 0) - (right[at] ?? 0)
}
