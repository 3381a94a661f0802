/** A picture without compression: `data` holds red, green, blue and alpha of each pixel, row by row, as in a browser's ImageData. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** What a file is, by its first bytes; null for other files. */
export function pictureKind(bytes: Uint8Array): 'png' | 'jpeg' | 'pdf' | null {
  const starts = (...signature: number[]): boolean => signature.every((byte, at) => bytes[at] === byte)
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg'
  return starts(0x25, 0x50, 0x44, 0x46, 0x2d) ? 'pdf' : null
}

/** Width and height that a JPEG's frame header states (ISO/IEC 10918-1, B.2.2). */
function frameOf(view: DataView): readonly [number, number] | null {
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)]
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return null
}

/** Pixels that a PNG or JPEG says it has; infinite where it does not say. */
export function pixelsIn(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (pictureKind(bytes) === 'png') return bytes.length < 24 ? Infinity : view.getUint32(16) * view.getUint32(20)
  const frame = frameOf(view)
  return frame === null ? Infinity : frame[0] * frame[1]
}

/** Larger pictures are not looked at: they would take more memory than a phone has. */
export const mostPixels = 50_000_000
