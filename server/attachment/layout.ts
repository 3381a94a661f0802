/** What a picture's file says about itself before anything is decoded. */
export interface Layout {
  readonly width: number
  readonly height: number
  /** Where the picture ends: what follows belongs to something else. */
  readonly end: number
  /** Parts of the file that are not the picture: comments, metadata, gaps. */
  readonly asides: readonly Uint8Array[]
  /** EXIF as a TIFF structure. */
  readonly exif: Uint8Array | null
  /** ICC colour profile; still deflated in a PNG. */
  readonly profile: Uint8Array | null
}

/** The bytes from `at`, as Latin-1 text: for magic words. */
export const wordAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))

/** A view for reading numbers. */
export const numbersOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Several byte strings as one. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
