import { Malformed } from '../fault.ts'
import { distanceBase, distanceExtra, fixedLength, lengthBase, lengthExtra, orderOfLengths } from './deflate-codes.ts'

// Certificates are some hundred bytes long: here a small decoder in plain code is faster than a call of the platform's.

/** Codes up to this many bits are found by one look into a table; the few longer ones bit by bit. */
const quick = 9
const longest = 15

/**
 * A canonical Huffman code (RFC 1951, 3.2.2). Its table begins at `start` and has an entry for each value of the next `bits` bits: the symbol times 16 plus the
 * length of its code, or 0 where the code is longer.
 */
interface Code {
  readonly table: Uint16Array
  readonly start: number
  readonly bits: number
  /** How many codes there are of each length, and the symbols in the order of their codes, where some are longer than the table tells. */
  readonly counts: readonly number[]
  readonly symbols: readonly number[]
}

/** Bits in the other order: Huffman codes stand in the stream with their first bit lowest. */
const reversed = new Uint16Array(1 << quick)
for (let value = 0; value < 1 << quick; value++)
  reversed[value] = ((reversed[value >> 1] as number) >> 1) | ((value & 1) << (quick - 1))

const zeros = (): number[] => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

/** How many codes there are of each length. Refused are too many codes for their lengths, and too few (a single one of length 1 may stand alone). */
function countLengths(lengths: Uint16Array, from: number, to: number): number[] {
  const counts = zeros()
  for (let at = from; at < to; at++) counts[lengths[at] as number]!++
  const used = to - from - (counts[0] as number)
  counts[0] = 0
  let left = 1
  for (let length = 1; length <= longest; length++) {
    left = left * 2 - (counts[length] as number)
    if (left < 0) throw new Malformed('inflate.code')
  }
  if (left > 0 && (used > 1 || (used === 1 && counts[1] !== 1))) throw new Malformed('inflate.code')
  return counts
}

/** Where a code is made: from the lengths of its symbols' codes, which lie in the same array, into the table that begins at `start`. */
interface Place {
  readonly table: Uint16Array
  readonly start: number
  readonly from: number
  readonly to: number
}

function codeOf({ table, start, from, to }: Place): Code {
  const counts = countLengths(table, from, to)
  let longestUsed = longest
  while (longestUsed > 1 && counts[longestUsed] === 0) longestUsed--
  const bits = Math.min(longestUsed, quick)
  const next = zeros()
  for (let length = 1; length < longest; length++)
    next[length + 1] = ((next[length] as number) + (counts[length] as number)) << 1
  const end = start + (1 << bits)
  table.fill(0, start, end)
  for (let at = from; at < to; at++) {
    const length = table[at] as number
    if (length === 0) continue
    const code = next[length]!++
    if (length > quick) continue
    const entry = ((at - from) << 4) | length
    const step = 1 << length
    for (let place = start + ((reversed[code] as number) >> (quick - length)); place < end; place += step)
      table[place] = entry
  }
  return { table, start, bits, counts, symbols: longestUsed > quick ? inOrder(table, from, to) : [] }
}

/** The symbols in the order of their codes. */
function inOrder(lengths: Uint16Array, from: number, to: number): number[] {
  const symbols: number[] = []
  for (let length = 1; length <= longest; length++)
    for (let at = from; at < to; at++) if (lengths[at] === length) symbols.push(at - from)
  return symbols
}

/** Behind three tables lie the lengths of 19 codes for lengths, of up to 286 literals and of up to 30 distances. */
const lengthsAt = 3 << quick

/**
 * Scratch memory of the call that runs, made once, for making it costs as much as decoding a certificate. No call leaves anything to another: all is written
 * before it is read.
 */
const scratch = new Uint16Array(lengthsAt + 19 + 286 + 30)

function fixedCode(symbols: number, lengthOf: (symbol: number) => number): Code {
  const table = new Uint16Array((1 << quick) + symbols)
  for (let symbol = 0; symbol < symbols; symbol++) table[(1 << quick) + symbol] = lengthOf(symbol)
  return codeOf({ table, start: 0, from: 1 << quick, to: table.length })
}
const fixedLiterals = fixedCode(288, fixedLength)
const fixedDistances = fixedCode(32, () => 5)

/** Entries from here on are no literals. */
const firstLength = 256 << 4

interface Input {
  readonly bytes: Uint8Array
  readonly from: number
  readonly cap: number
  readonly room: Uint8Array
}

const roomFor = (bytes: Uint8Array, cap: number): Uint8Array => new Uint8Array(Math.min(cap, bytes.length * 3))

class Inflater {
  readonly #bytes: Uint8Array
  readonly #cap: number
  #at: number
  #held = 0
  #count = 0
  #out: Uint8Array
  #to = 0

  constructor({ bytes, from, cap, room }: Input) {
    this.#bytes = bytes
    this.#at = from
    this.#cap = cap
    this.#out = room.length > cap ? room.subarray(0, cap) : room
  }

  /** The whole output, and where the input after the stream begins. */
  run(): { readonly out: Uint8Array; readonly end: number } {
    let last = false
    while (!last) {
      last = this.#take(1) === 1
      const type = this.#take(2)
      if (type === 0) this.#stored()
      else if (type === 1) this.#compressed(fixedLiterals, fixedDistances)
      else if (type === 2) this.#dynamic()
      else throw new Malformed('inflate.block', this.#at)
    }
    const end = this.#at - (this.#count >> 3)
    if (end > this.#bytes.length) throw new Malformed('inflate.short', this.#bytes.length)
    return { out: this.#out.subarray(0, this.#to), end }
  }

  /** Holds 23 to 30 bits. Behind the end there are zeros, for a few bytes. */
  #fill(): void {
    while (this.#count <= 22) {
      if (this.#at >= this.#bytes.length + 8) throw new Malformed('inflate.short', this.#bytes.length)
      this.#held |= (this.#bytes[this.#at] ?? 0) << this.#count
      this.#at++
      this.#count += 8
    }
  }

  #take(bits: number): number {
    if (this.#count < bits) this.#fill()
    const value = this.#held & ((1 << bits) - 1)
    this.#held >>>= bits
    this.#count -= bits
    return value
  }

  /** Room for `more` bytes of output. */
  #grow(more: number): void {
    const need = this.#to + more
    if (need > this.#cap) throw new Malformed('inflate.too-large', this.#cap)
    const larger = new Uint8Array(Math.min(this.#cap, Math.max(need, this.#out.length * 2)))
    larger.set(this.#out.subarray(0, this.#to))
    this.#out = larger
  }

  #stored(): void {
    this.#take(this.#count & 7)
    this.#at -= this.#count >> 3
    this.#held = 0
    this.#count = 0
    const length = this.#take(16)
    const complement = this.#take(16)
    this.#at -= this.#count >> 3
    this.#held = 0
    this.#count = 0
    const end = this.#at + length
    const agrees = length === (~complement & 0xffff)
    if (!agrees && this.#at <= this.#bytes.length) throw new Malformed('inflate.stored', this.#at)
    if (end > this.#bytes.length) throw new Malformed('inflate.short', this.#bytes.length)
    if (this.#to + length > this.#out.length) this.#grow(length)
    this.#out.set(this.#bytes.subarray(this.#at, end), this.#to)
    this.#to += length
    this.#at = end
  }

  #dynamic(): void {
    const literals = this.#take(5) + 257
    const distances = this.#take(5) + 1
    const count = this.#take(4) + 4
    if (literals > 286 || distances > 30) throw new Malformed('inflate.code', this.#at)
    const table = scratch.fill(0, lengthsAt)
    for (let index = 0; index < count; index++) table[lengthsAt + (orderOfLengths[index] as number)] = this.#take(3)
    const from = lengthsAt + 19
    const middle = from + literals
    const to = middle + distances
    this.#lengths(codeOf({ table, start: 0, from: lengthsAt, to: from }), from, to)
    // Without a code for the end of the block it has no end.
    if (table[from + 256] === 0) throw new Malformed('inflate.code', this.#at)
    const ofLiterals = codeOf({ table, start: 1 << quick, from, to: middle })
    this.#compressed(ofLiterals, codeOf({ table, start: 2 << quick, from: middle, to }))
  }

  /** Reads the lengths of literals and distances, one after the other, behind the tables. */
  #lengths(code: Code, from: number, to: number): void {
    const lengths = code.table
    let at = from
    while (at < to) {
      const symbol = this.#symbol(code)
      if (symbol < 16) {
        lengths[at++] = symbol
        continue
      }
      if (symbol === 16 && at === from) throw new Malformed('inflate.code', this.#at)
      const value = symbol === 16 ? (lengths[at - 1] as number) : 0
      const times = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7)
      if (at + times > to) throw new Malformed('inflate.code', this.#at)
      for (const after = at + times; at < after; at++) lengths[at] = value
    }
  }

  #symbol(code: Code): number {
    if (this.#count < longest) this.#fill()
    const entry = code.table[code.start + (this.#held & ((1 << code.bits) - 1))] as number
    if (entry === 0) return this.#slowly(code)
    this.#held >>>= entry & 15
    this.#count -= entry & 15
    return entry >> 4
  }

  /** A symbol by its code read bit by bit (RFC 1951, 3.2.2: codes of one length follow each other). */
  #slowly({ counts, symbols }: Code): number {
    let code = 0
    let first = 0
    let index = 0
    for (let length = 1; length <= longest; length++) {
      code |= (this.#held >>> (length - 1)) & 1
      const count = counts[length] as number
      if (code - count < first) {
        this.#held >>>= length
        this.#count -= length
        return symbols[index + code - first] as number
      }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw new Malformed('inflate.code', this.#at)
  }

  /**
   * Copies literals as long as there are some with short codes, input, and room: most of a short stream. Two are decoded for each refill, which has no branch:
   * it takes in what fits of the next three bytes, and the bits above `count` that come along are the same when they are taken in again.
   */
  #literals({ table, start, bits }: Code): void {
    const bytes = this.#bytes
    const out = this.#out
    const mask = (1 << bits) - 1
    const [end, room] = [bytes.length - 2, out.length - 1]
    let [at, held, count, to] = [this.#at, this.#held, this.#count, this.#to]
    while (at < end && to < room) {
      held |= ((bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16)) << count
      const taken = (30 - count) >> 3
      at += taken
      count += taken << 3
      const first = table[start + (held & mask)] as number
      if (first === 0 || first >= firstLength) break
      out[to++] = first >> 4
      held >>>= first & 15
      count -= first & 15
      const second = table[start + (held & mask)] as number
      if (second === 0 || second >= firstLength) break
      out[to++] = second >> 4
      held >>>= second & 15
      count -= second & 15
    }
    this.#at = at
    this.#held = held & ((1 << count) - 1)
    this.#count = count
    this.#to = to
  }

  #compressed(literals: Code, distances: Code): void {
    for (;;) {
      this.#literals(literals)
      const symbol = this.#symbol(literals)
      if (symbol < 256) {
        if (this.#to === this.#out.length) this.#grow(1)
        this.#out[this.#to++] = symbol
        continue
      }
      if (symbol === 256) return
      if (symbol > 285) throw new Malformed('inflate.code', this.#at)
      const length = (lengthBase[symbol - 257] as number) + this.#take(lengthExtra[symbol - 257] as number)
      const place = this.#symbol(distances)
      if (place > 29) throw new Malformed('inflate.code', this.#at)
      const distance = (distanceBase[place] as number) + this.#take(distanceExtra[place] as number)
      if (distance > this.#to) throw new Malformed('inflate.distance', this.#at)
      if (this.#to + length > this.#out.length) this.#grow(length)
      const out = this.#out
      let to = this.#to
      // One byte after the other, as a copy may read what it has just written.
      for (const end = to + length; to < end; to++) out[to] = out[to - distance] as number
      this.#to = to
    }
  }
}

/** Inflates raw DEFLATE (RFC 1951). Throws `Malformed` with `inflate.*`: broken, cut short, bytes after the stream, more than `cap` bytes of output. */
export function inflateRaw(bytes: Uint8Array, cap: number): Uint8Array {
  const { out, end } = new Inflater({ bytes, from: 0, cap, room: roomFor(bytes, cap) }).run()
  if (end !== bytes.length) throw new Malformed('inflate.trailing', end)
  return out
}

/**
 * Inflates a zlib stream (RFC 1950) and checks its header and Adler-32. Throws `Malformed` as `inflateRaw` does, and `inflate.header`, `inflate.checksum`. The
 * output lies in `room`, if that is enough.
 */
export function inflateZlib(bytes: Uint8Array, cap: number, room = roomFor(bytes, cap)): Uint8Array {
  const [method = 0, flags = 0] = bytes
  // Compression method 8, a window of at most 32 KiB, no preset dictionary, and the check of both bytes.
  if ((method & 15) !== 8 || method >> 4 > 7 || (flags & 32) !== 0 || ((method << 8) | flags) % 31 !== 0)
    throw new Malformed('inflate.header', 0)
  const { out, end } = new Inflater({ bytes, from: 2, cap, room }).run()
  if (end + 4 > bytes.length) throw new Malformed('inflate.short', bytes.length)
  if (end + 4 < bytes.length) throw new Malformed('inflate.trailing', end + 4)
  const sum = new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0)
  if (sum !== adler32(out)) throw new Malformed('inflate.checksum', end)
  return out
}

/** Checksum of zlib (RFC 1950, 8.2). */
export function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (let at = 0; at < bytes.length; ) {
    // The sums stay below 2^32 for this many bytes (RFC 1950, 9).
    for (const end = Math.min(at + 5552, bytes.length); at < end; at++) {
      low += bytes[at] as number
      high += low
    }
    low %= 65_521
    high %= 65_521
  }
  return high * 65_536 + low
}
