import type { Level } from './codewords.ts'

/** A QR code's modules without quiet zone: rows of `side` modules, 1 is dark. */
export interface QrSymbol {
  readonly side: number
  readonly modules: Uint8Array
}

interface Canvas extends QrSymbol {
  /** 1 where a function pattern stands: no data there, no mask. */
  readonly taken: Uint8Array
}

function set({ side, modules, taken }: Canvas, [x, y]: readonly [number, number], dark: boolean): void {
  modules[y * side + x] = dark ? 1 : 0
  taken[y * side + x] = 1
}

/** Middles of alignment patterns along one side (Annex E). */
export function alignmentMiddles(version: number): readonly number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
  const last = 10 + version * 4
  return [6, ...Array.from({ length: count - 1 }, (_, index) => last - (count - 2 - index) * step)]
}

function drawFinder(canvas: Canvas, middleX: number, middleY: number): void {
  for (let dy = -4; dy <= 4; dy++)
    for (let dx = -4; dx <= 4; dx++) {
      const [x, y] = [middleX + dx, middleY + dy]
      if (x < 0 || y < 0 || x >= canvas.side || y >= canvas.side) continue
      const ring = Math.max(Math.abs(dx), Math.abs(dy))
      set(canvas, [x, y], ring !== 2 && ring !== 4)
    }
}

function drawPatterns(canvas: Canvas, version: number): void {
  const { side } = canvas
  for (let at = 0; at < side; at++) {
    set(canvas, [6, at], at % 2 === 0)
    set(canvas, [at, 6], at % 2 === 0)
  }
  for (const [x, y] of [
    [3, 3],
    [side - 4, 3],
    [3, side - 4],
  ] as const)
    drawFinder(canvas, x, y)
  const middles = alignmentMiddles(version)
  const last = middles.at(-1)
  for (const y of middles)
    for (const x of middles) {
      if ((x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6)) continue
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++) set(canvas, [x + dx, y + dy], Math.max(Math.abs(dx), Math.abs(dy)) !== 1)
    }
}

/** A number with its check bits by a generator polynomial (Annexes C and D). */
function withCheck(value: number, checkBits: number, generator: number): number {
  let rest = value
  for (let bit = 0; bit < checkBits; bit++) rest = (rest << 1) ^ ((rest >> (checkBits - 1)) * generator)
  return (value << checkBits) | rest
}

const levelBits: { readonly [level in Level]: number } = { L: 1, M: 0, Q: 3 }

function drawFormat(canvas: Canvas, level: Level, mask: number): void {
  const { side } = canvas
  const format = withCheck((levelBits[level] << 3) | mask, 10, 0x537) ^ 0x5412
  const dark = (bit: number): boolean => ((format >> bit) & 1) === 1
  for (let bit = 0; bit < 15; bit++) {
    const beside: readonly [number, number] =
      bit < 6 ? [8, bit] : bit < 8 ? [8, bit + 1] : bit === 8 ? [7, 8] : [14 - bit, 8]
    set(canvas, beside, dark(bit))
    set(canvas, bit < 8 ? [side - 1 - bit, 8] : [8, side - 15 + bit], dark(bit))
  }
  set(canvas, [8, side - 8], true)
}

function drawVersion(canvas: Canvas, version: number): void {
  if (version < 7) return
  const bits = withCheck(version, 12, 0x1f25)
  for (let bit = 0; bit < 18; bit++) {
    const [along, across] = [Math.floor(bit / 3), canvas.side - 11 + (bit % 3)]
    set(canvas, [along, across], ((bits >> bit) & 1) === 1)
    set(canvas, [across, along], ((bits >> bit) & 1) === 1)
  }
}

/** Codewords in pairs of columns from the right, upwards and downwards in turn (7.7.3). */
function drawCodewords({ side, modules, taken }: Canvas, codewords: Uint8Array): void {
  let bit = 0
  for (let right = side - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    const upwards = ((right + 1) & 2) === 0
    for (let step = 0; step < side; step++) {
      const y = upwards ? side - 1 - step : step
      for (const x of [right, right - 1]) {
        if (taken[y * side + x] === 1 || bit >= codewords.length * 8) continue
        modules[y * side + x] = ((codewords[bit >> 3] as number) >> (7 - (bit & 7))) & 1
        bit++
      }
    }
  }
}

/** The eight masks (Table 10): true where a module is turned over. */
const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

function masked(canvas: Canvas, level: Level, mask: number): QrSymbol {
  const { side, taken } = canvas
  const modules = canvas.modules.slice()
  const turns = masks[mask] as (x: number, y: number) => boolean
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (taken[y * side + x] === 0 && turns(x, y)) modules[y * side + x] = (modules[y * side + x] as number) ^ 1
  drawFormat({ side, modules, taken: taken.slice() }, level, mask)
  return { side, modules }
}

/** What a line costs: runs of five and more of one colour, and what looks like a finder (Table 11, rows 1 and 3). */
function lineCost(side: number, at: (index: number) => number): number {
  let cost = 0
  let run = 0
  let window = 0
  for (let index = 0; index < side; index++) {
    run = index > 0 && at(index) === at(index - 1) ? run + 1 : 1
    if (run === 5) cost += 3
    else if (run > 5) cost++
    window = ((window << 1) | at(index)) & 0x7ff
    if (index >= 10 && (window === 0b10111010000 || window === 0b00001011101)) cost += 40
  }
  return cost
}

/** How hard a symbol is to read (7.8.3): the mask with the least is taken. */
function costOf({ side, modules }: QrSymbol): number {
  let cost = 0
  let dark = 0
  for (let line = 0; line < side; line++) {
    cost += lineCost(side, (index) => modules[line * side + index] as number)
    cost += lineCost(side, (index) => modules[index * side + line] as number)
  }
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const here = modules[y * side + x] as number
      dark += here
      if (x === 0 || y === 0) continue
      const [left, above] = [modules[y * side + x - 1], modules[(y - 1) * side + x]]
      if (here === left && here === above && here === modules[(y - 1) * side + x - 1]) cost += 3
    }
  return cost + Math.floor(Math.abs((dark * 100) / side ** 2 - 50) / 5) * 10
}

/** The symbol of a version (1 to 40) that holds the codewords, under the mask that is easiest to read. */
export function drawSymbol(codewords: Uint8Array, version: number, level: Level): QrSymbol {
  const side = 17 + 4 * version
  const canvas = { side, modules: new Uint8Array(side ** 2), taken: new Uint8Array(side ** 2) }
  drawPatterns(canvas, version)
  drawFormat(canvas, level, 0)
  drawVersion(canvas, version)
  drawCodewords(canvas, codewords)
  let best: { readonly symbol: QrSymbol; readonly cost: number } | null = null
  for (let mask = 0; mask < masks.length; mask++) {
    const symbol = masked(canvas, level, mask)
    const cost = costOf(symbol)
    if (best === null || cost < best.cost) best = { symbol, cost }
  }
  return (best as { readonly symbol: QrSymbol }).symbol
}
