import { randomFillSync } from 'node:crypto'

/** How much is drawn from the generator at once: asking it costs the same for 16 bytes as for these. */
const drawn = 4096

/** Fills bytes from the system's secure generator, drawn in pieces of a page; what was given out is overwritten here, and is never given out again. */
export function secureRandom(): (bytes: Uint8Array) => Uint8Array {
  const pool = new Uint8Array(drawn)
  let left = 0
  return (bytes) => {
    if (bytes.length > drawn) return randomFillSync(bytes)
    if (left < bytes.length) {
      randomFillSync(pool)
      left = drawn
    }
    const from = left - bytes.length
    bytes.set(pool.subarray(from, left))
    pool.fill(0, from, left)
    left = from
    return bytes
  }
}
