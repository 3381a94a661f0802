import { type CborValue, Tagged } from '../encoding/cbor.ts'
import { writeCbor } from '../encoding/cbor-write.ts'
import { oddValues } from './mutate-tree.ts'
import type { Random } from './random.ts'

/** Values that CBOR can hold and JSON cannot, with the odd ones of JSON. */
export const oddCbor: readonly unknown[] = [
  ...oddValues,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  2n ** 63n,
  2n ** 64n - 1n,
  -(2n ** 63n),
  -(2n ** 64n),
  new Uint8Array(0),
  Uint8Array.of(0xff, 0xfe),
  new Uint8Array(5000),
  new Map(),
  new Map<number, CborValue>([[1, null]]),
  new Map<number, CborValue>([[-260, new Map<number, CborValue>([[1, {}]])]]),
  new Tagged(0, '2021-01-01'),
  new Tagged(0, 1),
  new Tagged(1, 1_600_000_000),
  new Tagged(1, 1.5),
  new Tagged(1, Number.NaN),
  new Tagged(1, 1e300),
  new Tagged(2, new Uint8Array(9).fill(255)),
  new Tagged(2, new Uint8Array(40).fill(255)),
  new Tagged(3, new Uint8Array(16).fill(255)),
  new Tagged(18, []),
  new Tagged(61, new Tagged(18, [])),
  new Tagged(55_799, null),
  new Tagged(2 ** 40, null),
]

type Oddity = (writer: WildWriter, value: CborValue) => void

const kindOf = (value: CborValue): number =>
  typeof value === 'string' ? 3 : value instanceof Uint8Array ? 2 : Array.isArray(value) ? 4 : 5

const sizeOf = (value: CborValue): number => {
  if (typeof value === 'string') return new TextEncoder().encode(value).length
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length
  return value instanceof Map ? value.size : Object.keys(value as object).length
}

const isSized = (value: CborValue): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && !(value instanceof Tagged))

/** The head says another size than there is. */
const wrongSize =
  (change: (size: number) => number | bigint): Oddity =>
  (writer, value) => {
    if (!isSized(value)) return writer.plain(value)
    writer.head(kindOf(value), change(sizeOf(value)))
    writer.content(value)
  }

/** Written longer than need be: to be read as any other. */
const longHead: Oddity = (writer, value) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) writer.wideHead(0, value)
  else if (isSized(value)) {
    writer.wideHead(kindOf(value), sizeOf(value))
    writer.content(value)
  } else writer.plain(value)
}

/** Without a length, in pieces, with its end or not. */
const indefinite: Oddity = (writer, value) => {
  if (!isSized(value)) return writer.bytes([0xff])
  const kind = kindOf(value)
  writer.bytes([(kind << 5) | 31])
  if (kind < 4) writer.plain(value)
  else writer.content(value)
  if (!writer.random.oneIn(5)) writer.bytes([0xff])
}

const twice: Oddity = (writer, value) => {
  if (!isSized(value) || kindOf(value) < 4) return writer.plain(value)
  writer.head(kindOf(value), sizeOf(value) * 2)
  writer.content(value)
  writer.content(value)
}

const tagged: Oddity = (writer, value) => {
  writer.head(6, writer.random.pick([0, 1, 2, 3, 4, 18, 23, 61, 98, 55_799, 2 ** 40, 2n ** 63n]))
  writer.plain(value)
}

const rawBytes: Oddity = (writer) => {
  const { random } = writer
  const bytes = random.randomize(new Uint8Array(1 + random.below(9)))
  writer.bytes(
    random.oneIn(2)
      ? [...bytes]
      : [random.pick([0x1c, 0x1f, 0xdf, 0xe0, 0xf7, 0xf8, 0xf9, 0xfb, 0xfe, 0xff]), ...bytes],
  )
}

const deep: Oddity = (writer, value) => {
  const depth = writer.random.pick([20, 31, 32, 33, 1000, 20_000])
  writer.bytes(Array.from({ length: depth }, () => 0x81))
  writer.plain(value)
}

const huge = [2 ** 24, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n] as const

const oddities: readonly [Oddity, ...Oddity[]] = [
  wrongSize((size) => size + 1),
  wrongSize((size) => Math.max(0, size - 1)),
  (writer, value) => wrongSize(() => writer.random.pick(huge))(writer, value),
  longHead,
  longHead,
  indefinite,
  indefinite,
  twice,
  tagged,
  rawBytes,
  deep,
]

class WildWriter {
  readonly random: Random
  readonly #written: number[] = []
  /** How many items are still to be written before the odd one. */
  #left: number

  constructor(random: Random, left: number) {
    this.random = random
    this.#left = left
  }

  get written(): Uint8Array {
    return Uint8Array.from(this.#written)
  }

  bytes(bytes: Iterable<number>): void {
    for (const byte of bytes) this.#written.push(byte)
  }

  head(kind: number, size: number | bigint): void {
    const written = writeCbor(typeof size === 'bigint' || size >= 0 ? size : 0)
    this.bytes([(kind << 5) | (written[0] ?? 0), ...written.subarray(1)])
  }

  wideHead(kind: number, size: number): void {
    const view = new DataView(new ArrayBuffer(8))
    view.setBigUint64(0, BigInt(size))
    this.bytes([(kind << 5) | 27, ...new Uint8Array(view.buffer)])
  }

  item(value: CborValue): void {
    if (this.#left-- === 0) this.random.pick(oddities)(this, value)
    else this.plain(value)
  }

  plain(value: CborValue): void {
    if (value instanceof Tagged) {
      this.head(6, value.tag)
      this.item(value.value)
    } else if (!isSized(value)) this.bytes(writeCbor(value))
    else {
      this.head(kindOf(value), sizeOf(value))
      this.content(value)
    }
  }

  content(value: CborValue): void {
    if (typeof value === 'string') this.bytes(new TextEncoder().encode(value))
    else if (value instanceof Uint8Array) this.bytes(value)
    else if (Array.isArray(value)) for (const each of value) this.item(each)
    else
      for (const [key, each] of value instanceof Map ? value : Object.entries(value as object)) {
        this.item(key)
        this.item(each)
      }
  }
}

/** A value as CBOR, now and then with one item that is written as none should be: wrong or needless lengths, tags, pieces, keys twice, depth. */
export function writeWildCbor(random: Random, value: CborValue, parts: number): Uint8Array {
  if (!random.oneIn(3)) return writeCbor(value)
  const writer = new WildWriter(random, random.below(parts))
  writer.item(value)
  return writer.written
}
