import { dataWordsIn } from '../qr/codewords.ts'
import { bitsIn, segmentsOf } from '../qr/segments.ts'
import type { Problems } from './inspect-bundle.ts'

/** The largest QR code that a card may be drawn as. */
const largest = 22

/** Lists the problems of a drawn code: larger than version 22, and larger than its text needs at the lowest error correction. */
export function inspectSymbol({ text, version }: { readonly text: string; readonly version: number }): Problems {
  const segments = segmentsOf(text)
  let needed = 1
  while (needed < 40 && bitsIn(segments, needed) > dataWordsIn(needed, 'L') * 8) needed++
  return {
    errors: version > largest ? ['INVALID_QR_VERSION'] : [],
    warnings: version > needed ? ['INVALID_QR_VERSION'] : [],
  }
}
