import { crc32, deflateSync } from 'node:zlib'

type Colour = readonly [number, number, number]

const ground: Colour = [238, 240, 242]
const figure: Colour = [120, 132, 144]
const ink: Colour = [70, 80, 92]

/** A portrait of nobody, 33:48, as PNG: a plain figure on a light ground. */
export function specimenPortrait(): Uint8Array<ArrayBuffer> {
  const [width, height] = [660, 960]
  return png(width, height, (x, y) => {
    const head = ((x - 330) / 135) ** 2 + ((y - 400) / 180) ** 2 < 1
    const shoulders = ((x - 330) / 300) ** 2 + ((y - 990) / 330) ** 2 < 1
    const neck = Math.abs(x - 330) < 75 && y > 520 && y < 720
    return head || neck || shoulders ? figure : ground
  })
}

/** A page of no document, as PNG: a frame, a figure, and lines where text would be. */
export function specimenPage(): Uint8Array<ArrayBuffer> {
  const [width, height] = [1250, 880]
  return png(width, height, (x, y) => {
    if (x < 12 || y < 12 || x > width - 13 || y > height - 13) return ink
    const head = ((x - 230) / 75) ** 2 + ((y - 290) / 95) ** 2 < 1
    const shoulders = ((x - 230) / 150) ** 2 + ((y - 590) / 170) ** 2 < 1 && y < 560
    const neck = Math.abs(x - 230) < 40 && y > 350 && y < 450
    if (head || neck || shoulders) return figure
    const line = x > 450 && x < 1150 && y > 140 && y < 560 && y % 70 > 48 && x < 700 + ((y * 37) % 400)
    const zone = x > 60 && x < 1190 && (Math.abs(y - 690) < 18 || Math.abs(y - 770) < 18) && x % 26 < 18
    return line || zone ? ink : ground
  })
}

/** Encodes pixels as an 8-bit RGB PNG (ISO/IEC 15948). */
function png(width: number, height: number, at: (x: number, y: number) => Colour): Uint8Array<ArrayBuffer> {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(at(x, y), y * (1 + width * 3) + 1 + x * 3)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return new Uint8Array(
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]),
  )
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
