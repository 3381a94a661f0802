import { wasmAtHand } from '#wasm'
import { picturesIn } from './pdf.ts'
import { mostPixels, type Pixels, pictureKind, pixelsIn } from './picture.ts'

/** A code found in a picture. */
export interface Code {
  /** UTF-8 where the bytes are UTF-8; a ZIP archive and other bytes as one character for each byte (ISO 8859-1). */
  readonly text: string
  readonly bytes: Uint8Array
  readonly format: 'qr' | 'aztec'
  /** QR: 1 to 40, where the reader says it. */
  readonly version: number | null
}

export interface ReadCodesOptions {
  /**
   * Address or bytes of `zxing-wasm/reader/zxing_reader.wasm`. Node finds it in the package; a browser needs it, unless its own BarcodeDetector does. Nothing
   * is ever loaded from elsewhere.
   */
  readonly wasm?: string | Uint8Array
  /** One attempt in place of three: for a frame of a film, after which the next one comes. */
  readonly quick?: boolean
}

type Reader = typeof import('zxing-wasm/reader')

const prepared = new WeakMap<Reader, Promise<unknown>>()

async function loadReader({ wasm }: ReadCodesOptions): Promise<Reader> {
  const reader = await import('zxing-wasm/reader')
  const known = prepared.get(reader)
  if (known) {
    await known
    return reader
  }
  const given = wasm ?? (await wasmAtHand())
  if (given === null) throw new TypeError('readCodes needs the address of zxing_reader.wasm (options.wasm)')
  const overrides = typeof given === 'string' ? { locateFile: () => given } : { wasmBinary: given.slice().buffer }
  const preparing = reader.prepareZXingModule({ overrides, fireImmediately: true })
  prepared.set(reader, preparing)
  await preparing.catch((error: unknown) => {
    forget(reader)
    throw error
  })
  return reader
}

function forget(reader: Reader): void {
  prepared.delete(reader)
  reader.purgeZXingModule()
}

/** From what mostly works to what helps with blurred, dark and very large codes. */
const attempts = [
  { downscaleFactor: 3 },
  { tryDenoise: true, downscaleFactor: 2, downscaleThreshold: 300 },
  { binarizer: 'GlobalHistogram', downscaleFactor: 4 },
] as const

/** Text of a byte-mode code: what it is, its content decides, for real ones carry no or a wrong character set. */
export function textOf(bytes: Uint8Array): string {
  if (!(bytes[0] === 0x50 && bytes[1] === 0x4b))
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch {
      // Not UTF-8: one character for each byte, below.
    }
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

async function readPicture(picture: Uint8Array | Pixels, options: ReadCodesOptions): Promise<readonly Code[]> {
  if (picture instanceof Uint8Array && pixelsIn(picture) > mostPixels) return []
  const reader = await loadReader(options)
  const input = picture instanceof Uint8Array ? picture : { ...picture, colorSpace: 'srgb' as const }
  for (const attempt of options.quick === true ? attempts.slice(0, 1) : attempts)
    try {
      const asked = {
        formats: ['QRCode' as const, 'Aztec' as const],
        maxNumberOfSymbols: 16,
        textMode: 'Plain' as const,
      }
      const found = await reader.readBarcodes(input as Uint8Array, { ...asked, ...attempt })
      const codes = found.filter(({ isValid }) => isValid).map(toCode)
      if (codes.length > 0) return codes
    } catch {
      // The program stops for good when a picture is more than it can hold: the next picture gets a new one.
      forget(reader)
      return []
    }
  return []
}

function toCode(found: Awaited<ReturnType<Reader['readBarcodes']>>[number]): Code {
  const { bytes, text, hasECI, symbology, version } = found
  const isQr = symbology === 'QRCode'
  const number = Number(version)
  return {
    text: hasECI ? text : textOf(bytes),
    bytes,
    format: isQr ? 'qr' : 'aztec',
    version: isQr && number >= 1 && number <= 40 ? number : null,
  }
}

interface Detector {
  detect(picture: ImageBitmap): Promise<readonly { readonly rawValue: string; readonly format: string }[]>
}

/** The browser's own reader. It tells texts only, and guesses their character set: an answer beyond ASCII is left to the other reader. */
async function detect(picture: Uint8Array): Promise<readonly Code[]> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: new (options: { formats: string[] }) => Detector }
  if (BarcodeDetector === undefined || pixelsIn(picture) > mostPixels) return []
  try {
    const bitmap = await createImageBitmap(new Blob([picture as BlobPart]))
    const found = await new BarcodeDetector({ formats: ['qr_code', 'aztec'] }).detect(bitmap)
    bitmap.close()
    if (!found.every(({ rawValue }) => /^[\n\r -~]+$/.test(rawValue))) return []
    return found.map(({ rawValue, format }) => ({
      text: rawValue,
      bytes: new TextEncoder().encode(rawValue),
      format: format === 'aztec' ? 'aztec' : 'qr',
      version: null,
    }))
  } catch {
    return []
  }
}

/**
 * The QR and Aztec codes of a PNG, a JPEG, the pictures in a PDF (`picturesIn` says which), or of pixels, such as a frame of a camera. A browser's BarcodeDetector
 * answers for a file where it is at hand, else zxing, loaded at the first call. No code, another file, or more than 50 megapixels: an empty list.
 */
export async function readCodes(
  picture: Uint8Array | Pixels,
  options: ReadCodesOptions = {},
): Promise<readonly Code[]> {
  if (!(picture instanceof Uint8Array))
    return picture.width * picture.height > mostPixels ? [] : await readPicture(picture, options)
  const kind = pictureKind(picture)
  if (kind === null) return []
  if (kind === 'pdf') {
    const codes: Code[] = []
    for (const each of picturesIn(picture))
      if (!(each instanceof Uint8Array) || pictureKind(each) === 'jpeg')
        codes.push(...(await readPicture(each, options)))
    return codes
  }
  const detected = await detect(picture)
  return detected.length > 0 ? detected : await readPicture(picture, options)
}
