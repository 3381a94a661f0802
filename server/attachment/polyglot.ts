import { type Layout, numbersOf } from './layout.ts'

/**
 * Words by which readers of other formats recognise their own wherever they stand. Each is long enough (five bytes and a
 * check or more) not to turn up by chance in megabytes of video that telephones append to a photograph.
 */
// oxlint-disable no-control-regex -- magic words are made of them
const words: readonly (readonly [carries: string, word: RegExp])[] = [
  ['zip', /PK\x03\x04[\0-\x3f][\0-\x0b][\0-\xff]{2}[\0-\x14\x5d-\x63]\0/],
  ['pdf', /%PDF-\d\.\d/],
  ['page', /<(?:!doctype\s+html|html|script|iframe|svg)[\s>]|<\?php\s/i],
  ['program', /\x7fELF[\x01\x02][\x01\x02]\x01|\xca\xfe\xba\xbe\0[\0-\x03]\0[\x2d-\x60]/],
  ['archive', /Rar!\x1a\x07|7z\xbc\xaf\x27\x1c/],
  ['gif', /GIF8[79]a/],
]
// oxlint-enable no-control-regex

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

const carriedBy = (bytes: Uint8Array): string | null => {
  const text = latin1(bytes)
  return words.find(([, word]) => word.test(text))?.[0] ?? (holdsWindowsProgram(bytes, text) ? 'program' : null)
}

/** `MZ`, and at the place named 60 bytes on, `PE\0\0`. */
function holdsWindowsProgram(bytes: Uint8Array, text: string): boolean {
  for (let at = text.indexOf('MZ'); at !== -1 && at + 64 <= bytes.length; at = text.indexOf('MZ', at + 2)) {
    const header = at + numbersOf(bytes).getUint32(at + 60, true)
    if (text.startsWith('PE\0\0', header)) return true
  }
  return false
}

/** A ZIP is found from its end: a directory record in the last 64 KiB that points back to a directory (APPNOTE 4.3.16). */
function endsAsZip(bytes: Uint8Array): boolean {
  const start = Math.max(0, bytes.length - 65_557)
  const text = latin1(bytes.subarray(start))
  for (
    let at = text.indexOf('PK\x05\x06');
    at !== -1 && at + 22 <= text.length;
    at = text.indexOf('PK\x05\x06', at + 4)
  ) {
    const directory = start + at - numbersOf(bytes).getUint32(start + at + 12, true)
    if (directory >= 0 && directory < start + at && latin1(bytes.subarray(directory, directory + 4)) === 'PK\x01\x02')
      return true
  }
  return false
}

/** A JPEG whose first segment's length reads as the opening of a script's comment. */
const opensComment = (bytes: Uint8Array): boolean => latin1(bytes.subarray(0, 6)) === '\xff\xd8\xff\xe0/*'

/** How far into a file browsers and PDF readers look for a format of their own. */
const sniffed = 2048

/**
 * Which other format a picture's file carries, or null. Looked at: its beginning, its metadata, and what follows its end.
 * What telephones append (padding, a second JPEG, a moving picture) is none.
 */
export function carriedFormat(bytes: Uint8Array, layout: Layout): string | null {
  if (opensComment(bytes)) return 'script'
  if (endsAsZip(bytes)) return 'zip'
  const after = bytes.subarray(layout.end)
  if (/^\s*#!\s*\//.test(latin1(after.subarray(0, 64)))) return 'script'
  for (const part of [bytes.subarray(0, sniffed), ...layout.asides, after]) {
    const carried = carriedBy(part)
    if (carried !== null) return carried
  }
  return null
}
