import type { Outcome } from '../record.ts'
import { dataWordsIn, type Level, protect } from './codewords.ts'
import { encodePng } from './png.ts'
import { bitsIn, packSegments, type Segment, segmentsOf } from './segments.ts'
import { drawSymbol, type QrSymbol } from './symbol.ts'

/** Where the code will be seen. */
export interface DrawOptions {
  /**
   * `screen` (the default): scales with its place. `paper`: modules of 0.4 mm and more, so that a printer of 300 dots an inch gives each at least four
   * dots, and a camera without a macro lens resolves them.
   */
  readonly for?: 'screen' | 'paper'
  /** Error correction; without it, Q where the code stays small enough, else M, else L. A SMART Health Card takes what fits version 22. */
  readonly level?: Level
}

/** Largest versions that phones of every kind read from a screen: 117 and 105 modules a side. The second is the limit of the SMART Health Cards. */
const screenVersion = 25
const cardVersion = 22

interface Fit {
  readonly version: number
  readonly level: Level
}

function smallest(segments: readonly Segment[], level: Level, highest: number): Fit | null {
  for (let version = 1; version <= highest; version++)
    if (bitsIn(segments, version) <= dataWordsIn(version, level) * 8) return { version, level }
  return null
}

/** The smallest symbol at the best level that fits; a text that only larger symbols hold is drawn at the lowest level, up to version 40. */
function choose(text: string, segments: readonly Segment[], level: Level | undefined): Fit | null {
  if (level !== undefined) return smallest(segments, level, 40)
  const highest = text.startsWith('shc:/') ? cardVersion : screenVersion
  for (const each of ['Q', 'M', 'L'] as const) {
    const fit = smallest(segments, each, highest)
    if (fit) return fit
  }
  return smallest(segments, 'L', 40)
}

/** The code of a text. Refused with `qr.too-long` where no symbol holds it, and with `qr.empty`. */
export function drawModules(text: string, options: DrawOptions = {}): Outcome<QrSymbol & Fit> {
  if (text === '') return { ok: false, refusal: { code: 'qr.empty' } }
  const segments = segmentsOf(text)
  const fit = choose(text, segments, options.level)
  if (fit === null) return { ok: false, refusal: { code: 'qr.too-long', data: { length: text.length } } }
  const { version, level } = fit
  const data = packSegments(segments, version, dataWordsIn(version, level))
  return { ok: true, value: { ...drawSymbol(protect(data, version, level), version, level), ...fit } }
}

/** Modules of white around a code (ISO/IEC 18004, 6.3.8). */
const quietZone = 4
/** Side of a module on paper, in millimetres. */
const moduleOnPaper = 0.4
const dotsPerInch = 300

/**
 * A code as SVG (a whole `svg` element, black on white, quiet zone included). For a screen it has no size of its own; for paper its width and height are in
 * millimetres. Refusals: `qr.empty`, `qr.too-long`.
 */
export function drawSvg(text: string, options: DrawOptions = {}): Outcome<string> {
  const drawn = drawModules(text, options)
  if (!drawn.ok) return drawn
  const { side, modules } = drawn.value
  let path = ''
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      if (modules[y * side + x] === 0) continue
      let end = x + 1
      while (end < side && modules[y * side + end] === 1) end++
      path += `M${x} ${y}h${end - x}v1h${x - end}z`
      x = end
    }
  const whole = side + 2 * quietZone
  const millimetres = Math.round(whole * moduleOnPaper * 10) / 10
  const size = options.for === 'paper' ? ` width="${millimetres}mm" height="${millimetres}mm"` : ''
  const box = `viewBox="${-quietZone} ${-quietZone} ${whole} ${whole}"`
  const ground = `<path fill="#fff" d="M${-quietZone} ${-quietZone}h${whole}v${whole}h${-whole}z"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${box}${size} shape-rendering="crispEdges">${ground}<path d="${path}"/></svg>`
  return { ok: true, value: svg }
}

/**
 * A code as PNG of one bit for each pixel, quiet zone included: 4 pixels a module for a screen; for paper 5, at 300 dots an inch (0.42 mm), which the file
 * says. Refusals: `qr.empty`, `qr.too-long`.
 */
export function drawPng(text: string, options: DrawOptions = {}): Outcome<Uint8Array> {
  const drawn = drawModules(text, options)
  if (!drawn.ok) return drawn
  const { side, modules } = drawn.value
  const onPaper = options.for === 'paper'
  const scale = onPaper ? Math.ceil((moduleOnPaper / 25.4) * dotsPerInch) : 4
  const width = (side + 2 * quietZone) * scale
  const pixels = new Uint8Array(width ** 2)
  for (let y = 0; y < side * scale; y++) {
    const from = Math.floor(y / scale) * side
    const to = (y + quietZone * scale) * width + quietZone * scale
    for (let x = 0; x < side * scale; x++) pixels[to + x] = modules[from + Math.floor(x / scale)] as number
  }
  const dotsPerMetre = onPaper ? Math.round((dotsPerInch / 25.4) * 1000) : null
  return { ok: true, value: encodePng({ width, height: width, pixels, dotsPerMetre }) }
}
