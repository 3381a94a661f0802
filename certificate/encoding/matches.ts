/** DEFLATE reaches back this far, and copies so many bytes at once (RFC 1951, 3.2.5). */
const farthest = 32_768
const most = 258
const least = 3

/** Earlier places that are looked at for one match: all of them, in what is as short as a certificate. */
const patience = 512
/** A match as long as this is taken without looking for a longer one that begins at the next byte. */
const contented = 64

/** What a match is in the list: its length above the 16 bits of its distance less one. Below 256 it is a literal. */
export const lengthIn = (token: number): number => token >> 16
export const distanceIn = (token: number): number => (token & 0xffff) + 1

/** The bytes as literals and matches, each match taken only if none that begins at the next byte is longer. */
export function findMatches(bytes: Uint8Array): Int32Array {
  const space = spaceOf(2 * bytes.length + 1 + hashesFor(bytes.length))
  const tokens = space.subarray(0, bytes.length)
  const finder = new Finder(bytes, space.subarray(bytes.length))
  let count = 0
  let at = 0
  let match = finder.longest(0)
  while (at < bytes.length) {
    const better = lengthIn(match) < contented ? finder.longest(at + 1) : 0
    if (match === 0 || lengthIn(better) > lengthIn(match)) {
      tokens[count++] = bytes[at++] as number
      match = lengthIn(match) < contented ? better : finder.longest(at)
      continue
    }
    tokens[count++] = match
    const end = at + lengthIn(match)
    // The place after the first is known already where a better match was looked for there.
    for (at += lengthIn(match) < contented ? 2 : 1; at < end; at++) finder.add(at)
    at = end
    match = finder.longest(at)
  }
  return tokens.subarray(0, count)
}

// For what is as short as a certificate one piece of memory serves all, as making a piece costs more than filling it.
const kept = new Int32Array(4096)

/** Memory of zeros, for tokens and finder. The tokens of the last call are gone with the next one. */
const spaceOf = (size: number): Int32Array =>
  size > kept.length ? new Int32Array(size) : kept.subarray(0, size).fill(0)

/** About as many hashes as bytes, between 2^8 and 2^15. */
const hashesFor = (length: number): number => 1 << Math.min(15, Math.max(8, 32 - Math.clz32(length)))

class Finder {
  readonly #bytes: Uint8Array
  /** Before each place, counted from 1, the one before with the same hash; behind them the last place of each hash. */
  readonly #places: Int32Array
  readonly #hashesAt: number
  readonly #shift: number

  constructor(bytes: Uint8Array, places: Int32Array) {
    this.#bytes = bytes
    this.#places = places
    this.#hashesAt = bytes.length + 1
    this.#shift = Math.clz32(places.length - this.#hashesAt) + 1
  }

  /** Adds a place, and answers the one before with the same hash. */
  add(at: number): number {
    const bytes = this.#bytes
    if (at + least > bytes.length) return 0
    const three = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number)
    const hash = this.#hashesAt + (Math.imul(three, 0x9e3779b1) >>> this.#shift)
    const before = this.#places[hash] as number
    this.#places[at + 1] = before
    this.#places[hash] = at + 1
    return before
  }

  /** Adds a place, and answers the longest and nearest match with what came before it; 0 for none. */
  longest(at: number): number {
    const bytes = this.#bytes
    const room = Math.min(most, bytes.length - at)
    let length = least - 1
    let distance = 0
    let place = this.add(at)
    for (let left = patience; place > 0 && left > 0 && length < room; left--) {
      const from = place - 1
      if (at - from > farthest) break
      if (bytes[from + length] === bytes[at + length]) {
        let same = 0
        while (same < room && bytes[from + same] === bytes[at + same]) same++
        if (same > length) {
          length = same
          distance = at - from
        }
      }
      place = this.#places[place] as number
    }
    // Three bytes from far away take more bits than they save.
    return distance === 0 || (length === least && distance > 4096) ? 0 : (length << 16) | (distance - 1)
  }
}
