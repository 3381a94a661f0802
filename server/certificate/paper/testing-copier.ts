import type { Pixels } from '../../../certificate/qr/picture.ts'

/** For tests: what a bad copier and a bad camera make of a page. Grey values, row by row. */
interface Grey {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** The grey values of a picture as a scanner of so many dots across takes it: each dot is the mean of what lies below it. */
export function scan({ width, height, data }: Pixels, dots: number): Grey {
  const step = width / dots
  const high = Math.round(height / step)
  const grey = new Float32Array(dots * high)
  for (let y = 0; y < high; y++)
    for (let x = 0; x < dots; x++) {
      let [sum, weight] = [0, 0]
      for (let row = Math.floor(y * step); row < Math.min(height, (y + 1) * step); row++)
        for (let column = Math.floor(x * step); column < Math.min(width, (x + 1) * step); column++) {
          const share =
            (Math.min(row + 1, (y + 1) * step) - Math.max(row, y * step)) *
            (Math.min(column + 1, (x + 1) * step) - Math.max(column, x * step))
          sum += share * (data[4 * (row * width + column)] ?? 255)
          weight += share
        }
      grey[y * dots + x] = sum / weight
    }
  return { width: dots, height: high, data: grey }
}

/** A mean over a square of so many dots on each side: glass that is not clean, a lens that is not sharp. */
export function blur({ width, height, data }: Grey, radius: number): Grey {
  const pass = (from: Float32Array, step: number, line: number, length: number, lines: number): Float32Array => {
    const to = new Float32Array(from.length)
    for (let each = 0; each < lines; each++)
      for (let at = 0; at < length; at++) {
        let [sum, count] = [0, 0]
        for (let near = Math.max(0, at - radius); near <= Math.min(length - 1, at + radius); near++) {
          sum += from[each * line + near * step] ?? 0
          count++
        }
        to[each * line + at * step] = sum / count
      }
    return to
  }
  const across = pass(data, 1, width, width, height)
  return { width, height, data: pass(across, width, 1, height, width) }
}

/** A number below one, the same for each seed: a test that fails must fail again. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Toner: noise on every dot, less contrast, black specks and white ones of so many dots, a share of the page each. */
export function soil(
  { width, height, data }: Grey,
  {
    noise,
    specks,
    size,
    seed,
  }: { readonly noise: number; readonly specks: number; readonly size: number; readonly seed: number },
): Grey {
  const random = chance(seed)
  const soiled = data.map((value) => 40 + value * 0.75 + (random() - 0.5) * noise)
  const count = (specks * width * height) / size ** 2
  for (let speck = 0; speck < count; speck++) {
    const [left, top, tone] = [Math.floor(random() * width), Math.floor(random() * height), random() < 0.5 ? 20 : 235]
    for (let y = top; y < Math.min(height, top + size); y++)
      for (let x = left; x < Math.min(width, left + size); x++) soiled[y * width + x] = tone
  }
  return { width, height, data: soiled }
}

/** As a camera hands it over. */
export function pixelsOf({ width, height, data }: Grey): Pixels {
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < data.length; at++)
    pixels.fill(data[at] ?? 0, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4)
  return { width, height, data: pixels }
}
