import { crc32 } from '../encoding/crc32.ts'
import { deflateRaw } from '../encoding/deflate.ts'
import { joinBytes } from '../signature/der.ts'
import { marks } from './zip.ts'

/** 1980-01-01, the first day that the format knows: an archive does not tell when it was made, and is the same each time. */
const firstDay = 0x21

/** A ZIP archive of one entry (PKWARE APPNOTE 6.3), deflated if that makes it smaller. The name is ASCII. */
export function writeZip(name: string, content: Uint8Array): Uint8Array {
  const deflated = deflateRaw(content)
  const isSmaller = deflated.length < content.length
  const packed = isSmaller ? deflated : content
  const described = [
    [2, 20],
    [2, 0],
    [2, isSmaller ? 8 : 0],
    [2, 0],
    [2, firstDay],
    [4, crc32(content)],
    [4, packed.length],
    [4, content.length],
    [2, name.length],
    [2, 0],
  ] as const
  const nameBytes = Uint8Array.from(name, (letter) => letter.charCodeAt(0))
  const local = joinBytes([record([[4, marks.local], ...described]), nameBytes, packed])
  const places = [
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, 0],
  ] as const
  const central = joinBytes([record([[4, marks.central], [2, 20], ...described, ...places]), nameBytes])
  const counts = [
    [2, 0],
    [2, 0],
    [2, 1],
    [2, 1],
    [4, central.length],
    [4, local.length],
    [2, 0],
  ] as const
  return joinBytes([local, central, record([[4, marks.end], ...counts])])
}

/** Numbers in little-endian order, each with its width in bytes. */
function record(fields: readonly (readonly [width: 2 | 4, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((length, [width]) => length + width, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += width
  }
  return bytes
}
