import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

/** A file as a person chooses it. */
export interface ChosenFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** A picture of nothing, as PNG: grey noise of about `kilobytes`, so that it travels in several pieces. */
export function picture(name: string, kilobytes = 150): ChosenFile {
  const [width, rows] = [512, Math.ceil((kilobytes * 1024) / 512)]
  const pixels = Buffer.concat(Array.from({ length: rows }, () => Buffer.concat([Buffer.of(0), randomBytes(width)])))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(rows, 4)
  // 8 bits, grey (ISO/IEC 15948, 11.2.2).
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]
  return { name, mimeType: 'image/png', buffer: Buffer.concat([signature, ...parts]) }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A PDF that calls itself a photograph. */
export const disguisedPdf: ChosenFile = {
  name: 'passport.jpg',
  mimeType: 'image/jpeg',
  buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
}
