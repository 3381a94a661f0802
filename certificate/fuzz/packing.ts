// Runs in Node alone, whose zlib is faster than what the library brings along for issuers.
import { constants, deflateRawSync } from 'node:zlib'
import { joinBytes } from '../signature/der.ts'
import type { Random } from './random.ts'

/** DEFLATE that stores: by far the cheapest way to write a stream that the inflater reads. */
function storeRaw(bytes: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += 65_535) {
    const block = bytes.subarray(at, at + 65_535)
    const [low, high] = [block.length & 255, block.length >> 8]
    blocks.push(Uint8Array.of(at + 65_535 < bytes.length ? 0 : 1, low, high, low ^ 255, high ^ 255), block)
  }
  return joinBytes(blocks)
}

const strategies = [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE] as const

/** Raw DEFLATE (RFC 1951) in one of several ways to write the same. */
export const packRaw = (random: Random, bytes: Uint8Array): Uint8Array =>
  random.oneIn(6) ? deflateRawSync(bytes, { level: 6, strategy: random.pick(strategies) }) : storeRaw(bytes)

function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0]
  for (const byte of bytes) {
    low = (low + byte) % 65_521
    high = (high + low) % 65_521
  }
  return high * 65_536 + low
}

/** A zlib stream (RFC 1950). */
export function packZlib(random: Random, bytes: Uint8Array): Uint8Array {
  const sum = new Uint8Array(4)
  new DataView(sum.buffer).setUint32(0, adler32(bytes))
  return joinBytes([Uint8Array.of(0x78, 0x01), packRaw(random, bytes), sum])
}

/** Raw streams that inflate to very much more than they are: of zeros, of blanks, of opening brackets. Each has some dozens of kilobytes. */
export const bombs: readonly Uint8Array[] = ['\0', ' ', '[', '{"a":'].map((piece) =>
  deflateRawSync(Buffer.from(piece.repeat(16_000_000 / piece.length)), { level: 9 }),
)

/** A stream of very many empty blocks, which inflate to nothing. */
export const emptyBlocks: Uint8Array = joinBytes([
  ...Array.from({ length: 20_000 }, () => Uint8Array.of(0, 0, 0, 255, 255)),
  Uint8Array.of(1, 0, 0, 255, 255),
])
