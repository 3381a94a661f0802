/** A picture in memory: red, green, blue and opacity of each pixel, row by row. */
export interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
}

/** Lays a picture on white paper: what was transparent, a JPEG cannot be. Changes it in place. */
export function layOnWhite({ data }: Pixels): void {
  for (let at = 3; at < data.length; at += 4) {
    const opacity = data[at] ?? 255
    if (opacity === 255) continue
    for (let channel = at - 3; channel < at; channel++)
      data[channel] = ((data[channel] ?? 0) * opacity + 255 * (255 - opacity)) / 255
    data[at] = 255
  }
}

/** Which old pixels make the new one at `index`, and how much of the first and the last lies within it. */
function span(index: number, ratio: number, most: number) {
  const [begin, end] = [index * ratio, (index + 1) * ratio]
  const first = Math.floor(begin)
  const last = Math.min(Math.ceil(end), most) - 1
  return { first, last, firstShare: Math.min(end, first + 1) - begin, lastShare: end - last }
}

const share = ({ first, last, firstShare, lastShare }: ReturnType<typeof span>, at: number): number =>
  at === first ? firstShare : at === last ? lastShare : 1

/** Makes the long side at most `longest` pixels; each new pixel is the mean of the area that it covers. Opacity becomes full. */
export function shrink(picture: Pixels, longest: number): Pixels {
  const ratio = Math.max(picture.width, picture.height) / longest
  if (ratio <= 1) return picture
  const width = Math.max(1, Math.round(picture.width / ratio))
  const height = Math.max(1, Math.round(picture.height / ratio))
  const columns = Array.from({ length: width }, (_, x) => span(x, picture.width / width, picture.width))
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0, to = 0; y < height; y++) {
    const rows = span(y, picture.height / height, picture.height)
    for (const column of columns) {
      let [red, green, blue, weight] = [0, 0, 0, 0]
      for (let sy = rows.first; sy <= rows.last; sy++) {
        const rowShare = share(rows, sy)
        for (let sx = column.first, at = (sy * picture.width + sx) * 4; sx <= column.last; sx++, at += 4) {
          const part = rowShare * share(column, sx)
          red += part * (picture.data[at] ?? 0)
          green += part * (picture.data[at + 1] ?? 0)
          blue += part * (picture.data[at + 2] ?? 0)
          weight += part
        }
      }
      data[to++] = red / weight
      data[to++] = green / weight
      data[to++] = blue / weight
      data[to++] = 255
    }
  }
  return { data, width, height }
}
