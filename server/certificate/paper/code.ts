import { drawModules, drawPng, type Level } from '@consular/certificate/qr'

/** A code for paper: a PNG with its white edge. */
export interface PaperCode {
  readonly png: Uint8Array
  readonly level: Level
}

/** Side of the code on the page, in points: what a quarter of A4 has room for. */
export const codeSide = 276
/** White modules around it, on both sides. */
const edge = 8
/** A module must not be smaller: 0.55 mm are more than four dots at 200 dots an inch, the resolution of cheap copiers. Correction helps more against their dirt than larger modules do. */
const leastModule = (0.55 / 25.4) * 72
const mostModules = Math.floor(codeSide / leastModule) - edge
/** Modules a side of version 22, beyond which readers of SMART Health Cards do not go. */
const cardModules = 105

/** The code of a text with as much error correction as its modules stay large enough for: a quarter of it may be lost, else a seventh, else a fourteenth. Null where it is too large for paper. */
export function codeFor(text: string): PaperCode | null {
  const most = text.startsWith('shc:/') ? cardModules : mostModules
  for (const level of ['Q', 'M', 'L'] as const) {
    const drawn = drawModules(text, { level })
    if (!drawn.ok || drawn.value.side > most) continue
    const png = drawPng(text, { level, for: 'paper' })
    if (png.ok) return { png: png.value, level }
  }
  return null
}
