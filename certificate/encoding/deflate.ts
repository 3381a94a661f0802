import { distanceBase, distanceExtra, fixedLength, lengthBase, lengthExtra, orderOfLengths } from './deflate-codes.ts'
import { canonical, lengthOf, type PrefixCode, prefixCode, zeros } from './huffman.ts'
import { adler32 } from './inflate.ts'
import { distanceIn, findMatches, lengthIn } from './matches.ts'

// What issuers deflate is some hundred bytes: one block, its own codes where they pay, and no tables of the size that libraries for files make.

const endOfBlock = 256
const firstLength = 257

const fixed = {
  literals: canonical(Array.from({ length: 288 }, (_, symbol) => fixedLength(symbol))),
  distances: canonical(Array.from({ length: 30 }, () => 5)),
}

/** Raw DEFLATE (RFC 1951), as SMART Health Cards carry, in one block. */
export function deflateRaw(bytes: Uint8Array): Uint8Array {
  const out = new BitWriter(new Uint8Array(boundOf(bytes)))
  writeBlock(bytes, out)
  return out.done()
}

/** A zlib stream (RFC 1950), as HCERT carries. */
export function deflateZlib(bytes: Uint8Array): Uint8Array {
  const out = new BitWriter(new Uint8Array(boundOf(bytes) + 6))
  // A window of 32 KiB, the slowest level: what every HCERT begins with.
  out.put(0xda78, 16)
  writeBlock(bytes, out)
  out.align()
  const sum = adler32(bytes)
  for (const shift of [24, 16, 8, 0]) out.put((sum >>> shift) & 255, 8)
  return out.done()
}

const largestStored = 65_535
/** Stored as it is takes the most: five bytes for each piece. */
const boundOf = ({ length }: Uint8Array): number => length + 5 * (1 + Math.floor(length / largestStored)) + 4

/** Length symbol, from 0 for 257 on (RFC 1951, 3.2.5). */
function lengthSymbol(length: number): number {
  const over = length - 3
  if (length === 258) return 28
  if (over < 4) return over
  const top = 31 - Math.clz32(over)
  return 4 * (top - 1) + ((over >> (top - 2)) & 3)
}

function distanceSymbol(distance: number): number {
  const over = distance - 1
  if (over < 2) return over
  const top = 31 - Math.clz32(over)
  return 2 * top + ((over >> (top - 1)) & 1)
}

class BitWriter {
  readonly #bytes: Uint8Array
  #to = 0
  #held = 0
  #count = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Writes up to 16 bits, the lowest first. */
  put(value: number, bits: number): void {
    this.#held |= value << this.#count
    this.#count += bits
    for (; this.#count >= 8; this.#count -= 8) {
      this.#bytes[this.#to++] = this.#held & 255
      this.#held >>>= 8
    }
  }

  /** Writes the code of a symbol. */
  symbol(code: PrefixCode, symbol: number): void {
    const packed = code[symbol] as number
    this.put(packed >> 4, packed & 15)
  }

  align(): void {
    if (this.#count > 0) this.put(0, 8 - this.#count)
  }

  append(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#to)
    this.#to += bytes.length
  }

  done(): Uint8Array {
    this.align()
    return this.#bytes.subarray(0, this.#to)
  }
}

interface Codes {
  readonly literals: PrefixCode
  readonly distances: PrefixCode
}

/** Writes the bytes in the shortest of three ways: fixed codes, codes of their own, or as they are. */
function writeBlock(bytes: Uint8Array, out: BitWriter): void {
  const tokens = findMatches(bytes)
  const { literals, distances, extra } = countSymbols(tokens)
  const own = { literals: prefixCode(literals, 15), distances: prefixCode(distances, 15) }
  const described = describe(own)
  const cost = (codes: Codes): number => extra + costOf(literals, codes.literals) + costOf(distances, codes.distances)
  const [ofFixed, ofOwn] = [cost(fixed), cost(own) + described.cost]
  if (Math.min(ofFixed, ofOwn) >> 3 >= boundOf(bytes) - 4) return writeStored(bytes, out)
  out.put(ofFixed <= ofOwn ? 0b011 : 0b101, 3)
  if (ofOwn < ofFixed) writeDescription(described, out)
  writeTokens(tokens, ofFixed <= ofOwn ? fixed : own, out)
}

function countSymbols(tokens: Int32Array) {
  const literals = zeros(286)
  const distances = zeros(30)
  let extra = 0
  literals[endOfBlock] = 1
  for (const token of tokens) {
    if (token < 256) {
      literals[token]!++
      continue
    }
    const [length, distance] = [lengthSymbol(lengthIn(token)), distanceSymbol(distanceIn(token))]
    literals[firstLength + length]!++
    distances[distance]!++
    extra += (lengthExtra[length] as number) + (distanceExtra[distance] as number)
  }
  return { literals, distances, extra }
}

function costOf(frequencies: readonly number[], code: PrefixCode): number {
  let bits = 0
  for (let symbol = 0; symbol < frequencies.length; symbol++)
    bits += (frequencies[symbol] as number) * lengthOf(code, symbol)
  return bits
}

function writeTokens(tokens: Int32Array, { literals, distances }: Codes, out: BitWriter): void {
  for (const token of tokens) {
    if (token < 256) {
      out.symbol(literals, token)
      continue
    }
    const length = lengthSymbol(lengthIn(token))
    out.symbol(literals, firstLength + length)
    out.put(lengthIn(token) - (lengthBase[length] as number), lengthExtra[length] as number)
    const distance = distanceSymbol(distanceIn(token))
    out.symbol(distances, distance)
    out.put(distanceIn(token) - (distanceBase[distance] as number), distanceExtra[distance] as number)
  }
  out.symbol(literals, endOfBlock)
}

function writeStored(bytes: Uint8Array, out: BitWriter): void {
  let at = 0
  do {
    const piece = bytes.subarray(at, at + largestStored)
    at += largestStored
    out.put(at >= bytes.length ? 1 : 0, 3)
    out.align()
    out.put(piece.length, 16)
    out.put(~piece.length & 0xffff, 16)
    out.append(piece)
  } while (at < bytes.length)
}

/** How a block tells its codes (RFC 1951, 3.2.7): their lengths, runs of the same put together, in a code of their own. */
interface Description {
  readonly literals: number
  readonly distances: number
  /** A symbol, and above its 8 bits the rest that follows it. */
  readonly runs: readonly number[]
  readonly code: PrefixCode
  /** How many lengths of that code are told. */
  readonly told: number
  /** In bits. */
  readonly cost: number
}

/** Bits of the rest behind a symbol: repetitions of the length before, few zeros, many zeros. */
const restBits = (symbol: number): number => (symbol < 16 ? 0 : symbol === 16 ? 2 : symbol === 17 ? 3 : 7)

const usedOf = (code: PrefixCode, least: number): number => {
  let end = code.length
  while (end > least && code[end - 1] === 0) end--
  return end
}

function describe(codes: Codes): Description {
  const literals = usedOf(codes.literals, 257)
  const distances = usedOf(codes.distances, 1)
  const runs = runsOf(
    (at) => (at < literals ? lengthOf(codes.literals, at) : lengthOf(codes.distances, at - literals)),
    literals + distances,
  )
  const frequencies = zeros(19)
  let cost = 14
  for (const run of runs) {
    frequencies[run & 255]!++
    cost += restBits(run & 255)
  }
  const code = prefixCode(frequencies, 7)
  let told = orderOfLengths.length
  while (told > 4 && code[orderOfLengths[told - 1] as number] === 0) told--
  return { literals, distances, runs, code, told, cost: cost + 3 * told + costOf(frequencies, code) }
}

function writeDescription({ literals, distances, runs, code, told }: Description, out: BitWriter): void {
  out.put(literals - 257, 5)
  out.put(distances - 1, 5)
  out.put(told - 4, 4)
  for (let at = 0; at < told; at++) out.put(lengthOf(code, orderOfLengths[at] as number), 3)
  for (const run of runs) {
    const symbol = run & 255
    out.symbol(code, symbol)
    out.put(run >> 8, restBits(symbol))
  }
}

/** Runs of the same length, of so many lengths. */
function runsOf(lengthAt: (at: number) => number, count: number): readonly number[] {
  const runs: number[] = []
  let before = -1
  for (let at = 0; at < count; ) {
    const value = lengthAt(at)
    let run = 1
    while (at + run < count && run < 138 && lengthAt(at + run) === value) run++
    if (value === 0 && run > 10) runs.push(18 | ((run - 11) << 8))
    else if (value === 0 && run > 2) runs.push(17 | ((run - 3) << 8))
    else if (run > 2 && value === before) {
      run = Math.min(run, 6)
      runs.push(16 | ((run - 3) << 8))
    } else {
      run = 1
      runs.push(value)
    }
    before = value
    at += run
  }
  return runs
}
