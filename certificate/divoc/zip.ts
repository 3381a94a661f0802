import { crc32 } from '../encoding/crc32.ts'
import { inflateRaw } from '../encoding/inflate.ts'
import { Malformed } from '../fault.ts'

/** First bytes of the records of an archive (APPNOTE, 4.3), as little-endian numbers. */
export const marks = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const

const endLength = 22
const centralLength = 46
const localLength = 30
/** More entries than this has no archive of a certificate. */
const mostEntries = 64

interface Entry {
  readonly method: number
  readonly flags: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Where its local header stands. */
  readonly at: number
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * One entry of a ZIP archive (PKWARE APPNOTE 6.3), stored or deflated, of at most `cap` bytes. The central directory says where it is; its local header must
 * agree, as archives that say two things can show two readers two contents. Throws `Malformed`: `zip.end`, `zip.directory`, `zip.entry-missing`, `zip.entry-twice`, `zip.encrypted`,
 * `zip.method`, `zip.local`, `zip.bounds`, `zip.size`, `zip.checksum`, `zip.too-large`, `inflate.*`.
 */
export function readZipEntry(bytes: Uint8Array, name: string, cap: number): Uint8Array {
  const end = findEnd(bytes)
  const entry = findEntry(bytes, end, name)
  if ((entry.flags & 1) !== 0) throw new Malformed('zip.encrypted', entry.at)
  if (entry.size > cap) throw new Malformed('zip.too-large', cap)
  const packed = packedBytes(bytes, entry, name)
  const content = unpack(packed, entry, cap)
  if (content.length !== entry.size) throw new Malformed('zip.size', entry.at)
  if (crc32(content) !== entry.crc) throw new Malformed('zip.checksum', entry.at)
  return content
}

function unpack(packed: Uint8Array, { method, size, at }: Entry, cap: number): Uint8Array {
  if (method === 0) return packed
  if (method !== 8) throw new Malformed('zip.method', at)
  return inflateRaw(packed, Math.min(size, cap))
}

/** The end record: its comment must reach to the end of the bytes. */
function findEnd(bytes: Uint8Array): number {
  const view = viewOf(bytes)
  const last = bytes.length - endLength
  for (let at = last; at >= 0 && at >= last - 0xffff; at--)
    if (view.getUint32(at, true) === marks.end && view.getUint16(at + 20, true) === last - at) return at
  throw new Malformed('zip.end')
}

function findEntry(bytes: Uint8Array, end: number, name: string): Entry {
  const view = viewOf(bytes)
  const entries = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  if (entries > mostEntries || view.getUint16(end + 8, true) !== entries) throw new Malformed('zip.directory', end)
  if (start + view.getUint32(end + 12, true) !== end) throw new Malformed('zip.directory', end)
  let found: Entry | null = null
  let at = start
  for (let count = 0; count < entries; count++) {
    if (at + centralLength > end || view.getUint32(at, true) !== marks.central) throw new Malformed('zip.directory', at)
    const nameLength = view.getUint16(at + 28, true)
    const next = at + centralLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > end) throw new Malformed('zip.directory', at)
    if (isNamed(bytes, at + centralLength, nameLength, name)) {
      if (found) throw new Malformed('zip.entry-twice', at)
      found = centralEntry(view, at)
    }
    at = next
  }
  if (at !== end) throw new Malformed('zip.directory', at)
  if (!found) throw new Malformed('zip.entry-missing')
  return found
}

function centralEntry(view: DataView, at: number): Entry {
  return {
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    at: view.getUint32(at + 42, true),
  }
}

/** The data of an entry. Its sizes stand in the central directory: the local header may leave them to a record behind the data (flag 8). */
function packedBytes(bytes: Uint8Array, entry: Entry, name: string): Uint8Array {
  const view = viewOf(bytes)
  const { at } = entry
  if (at + localLength > bytes.length || view.getUint32(at, true) !== marks.local) throw new Malformed('zip.local', at)
  const nameLength = view.getUint16(at + 26, true)
  const start = at + localLength + nameLength + view.getUint16(at + 28, true)
  const same = view.getUint16(at + 8, true) === entry.method && isNamed(bytes, at + localLength, nameLength, name)
  if (!same) throw new Malformed('zip.local', at)
  if (start + entry.packed > bytes.length) throw new Malformed('zip.bounds', at)
  return bytes.subarray(start, start + entry.packed)
}

function isNamed(bytes: Uint8Array, at: number, length: number, name: string): boolean {
  if (length !== name.length || at + length > bytes.length) return false
  for (let index = 0; index < length; index++) if (bytes[at + index] !== name.charCodeAt(index)) return false
  return true
}
