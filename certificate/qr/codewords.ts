/** Error correction: L restores about 7% of a symbol, M 15%, Q 25%. H is not drawn: no certificate fits a phone with it. */
export type Level = 'L' | 'M' | 'Q'

// ISO/IEC 18004:2015, Table 9, for versions 1 to 40.
const correctionWords: { readonly [level in Level]: readonly number[] } = {
  L: [
    7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
  M: [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28,
    28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  ],
  Q: [
    13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30, 30,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
}
const blockCounts: { readonly [level in Level]: readonly number[] } = {
  L: [
    1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19,
    20, 21, 22, 24, 25,
  ],
  M: [
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33,
    35, 37, 38, 40, 43, 45, 47, 49,
  ],
  Q: [
    1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45,
    48, 51, 53, 56, 59, 62, 65, 68,
  ],
}

/** Codewords that a symbol has room for: the area less finders, timing, alignment, format and version information (Table 1). */
export function codewordsIn(version: number): number {
  const side = 17 + 4 * version
  const alongside = version === 1 ? 0 : Math.floor(version / 7) + 2
  const alignment = alongside === 0 ? 0 : (alongside ** 2 - 3) * 25 - (alongside - 2) * 2 * 5
  return Math.floor((side ** 2 - 3 * 64 - 2 * (side - 16) - 31 - alignment - (version < 7 ? 0 : 36)) / 8)
}

/** How many of them carry data at a level. */
export const dataWordsIn = (version: number, level: Level): number =>
  codewordsIn(version) - (correctionWords[level][version - 1] as number) * (blockCounts[level][version - 1] as number)

const powers = new Uint8Array(255)
const logarithms = new Uint8Array(256)
for (let exponent = 0, value = 1; exponent < 255; exponent++) {
  powers[exponent] = value
  logarithms[value] = exponent
  value = value < 128 ? value << 1 : (value << 1) ^ 0x11d
}

const times = (one: number, other: number): number =>
  one === 0 || other === 0 ? 0 : (powers[((logarithms[one] as number) + (logarithms[other] as number)) % 255] as number)

/** The generator polynomial of a degree, highest coefficient left out (Annex A). */
function generatorOf(degree: number): Uint8Array {
  const generator = new Uint8Array(degree)
  generator[degree - 1] = 1
  for (let root = 0; root < degree; root++)
    for (let at = 0; at < degree; at++)
      generator[at] = times(generator[at] as number, powers[root] as number) ^ (generator[at + 1] ?? 0)
  return generator
}

/** Reed-Solomon remainder of a block (7.5.2). */
function correctionOf(block: Uint8Array, generator: Uint8Array): Uint8Array {
  const remainder = new Uint8Array(generator.length)
  for (const word of block) {
    const factor = word ^ (remainder[0] as number)
    remainder.copyWithin(0, 1)
    remainder[generator.length - 1] = 0
    for (let at = 0; at < generator.length; at++)
      remainder[at] = (remainder[at] as number) ^ times(generator[at] as number, factor)
  }
  return remainder
}

/** Data codewords with their error correction, blocks interleaved as they stand in the symbol (7.6). */
export function protect(data: Uint8Array, version: number, level: Level): Uint8Array {
  const words = correctionWords[level][version - 1] as number
  const count = blockCounts[level][version - 1] as number
  const short = Math.floor(data.length / count)
  const generator = generatorOf(words)
  const blocks: Uint8Array[] = []
  for (let from = 0; blocks.length < count; ) {
    const length = short + (blocks.length < count - (data.length % count) ? 0 : 1)
    blocks.push(data.subarray(from, from + length))
    from += length
  }
  const corrections = blocks.map((block) => correctionOf(block, generator))
  const all = new Uint8Array(codewordsIn(version))
  let to = 0
  for (let at = 0; at <= short; at++) for (const block of blocks) if (at < block.length) all[to++] = block[at] as number
  for (let at = 0; at < words; at++) for (const correction of corrections) all[to++] = correction[at] as number
  return all
}
