import { type CborKey, type CborValue, Tagged } from './cbor.ts'
import { toUtf8 } from './utf8.ts'

/** Writes CBOR in the one deterministic form (RFC 8949, 4.2.1): shortest heads and floats, definite lengths, keys in the order of their bytes. */
export function writeCbor(value: CborValue): Uint8Array {
  const writer = new CborWriter()
  writer.item(value)
  return writer.written
}

class CborWriter {
  #bytes = new Uint8Array(512)
  #to = 0

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
    const view = new DataView(this.#bytes.buffer, this.#to)
    const info = size < 24 ? Number(size) : size < 256 ? 24 : size < 65_536 ? 25 : size < 4_294_967_296 ? 26 : 27
    view.setUint8(0, (kind << 5) | info)
    if (info === 24) view.setUint8(1, Number(size))
    else if (info === 25) view.setUint16(1, Number(size))
    else if (info === 26) view.setUint32(1, Number(size))
    else if (info === 27) view.setBigUint64(1, BigInt(size))
    this.#to += info < 24 ? 1 : 1 + (1 << (info - 24))
  }

  item(value: CborValue): void {
    if (typeof value === 'string') {
      const bytes = toUtf8(value)
      this.#head(3, bytes.length)
      this.#put(bytes)
    } else if (typeof value === 'number') this.#number(value)
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

  #map(entries: readonly (readonly [CborKey, CborValue])[]): void {
    const sorted = entries.map(([key, value]) => ({ key: writeCbor(key), value })).sort((a, b) => order(a.key, b.key))
    this.#head(5, sorted.length)
    for (const { key, value } of sorted) {
      this.#put(key)
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

function order(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const difference = (a[at] as number) - (b[at] as number)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
