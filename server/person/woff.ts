import { inflateSync } from 'node:zlib'

const headerSize = 44
const entrySize = 20

/**
 * The font inside a WOFF file (W3C, WOFF 1.0, sections 3 to 5), unpacked once: a reader that unpacks a table each time it looks at a
 * shape takes seconds for a page. The checksums stay those of the font.
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This is not a WOFF file')
  const count = woff.readUInt16BE(12)
  const directory = Buffer.alloc(12 + 16 * count)
  woff.copy(directory, 0, 4, 8)
  const power = 2 ** Math.floor(Math.log2(count))
  directory.writeUInt16BE(count, 4)
  directory.writeUInt16BE(power * 16, 6)
  directory.writeUInt16BE(Math.log2(power), 8)
  directory.writeUInt16BE((count - power) * 16, 10)
  const tables: Buffer[] = []
  let at = directory.length
  for (let index = 0; index < count; index++) {
    const entry = woff.subarray(headerSize + entrySize * index, headerSize + entrySize * (index + 1))
    const table = unpackTable(woff, entry)
    const place = 12 + 16 * index
    entry.copy(directory, place, 0, 4)
    entry.copy(directory, place + 4, 16, 20)
    directory.writeUInt32BE(at, place + 8)
    directory.writeUInt32BE(table.length, place + 12)
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)])
    tables.push(padded)
    at += padded.length
  }
  return Buffer.concat([directory, ...tables])
}

function unpackTable(woff: Buffer, entry: Buffer): Buffer {
  const [offset, packed, length] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)]
  const stored = woff.subarray(offset, offset + packed)
  return packed === length ? stored : inflateSync(stored)
}
