import { type Pixels, pictureKind, readCodes } from '@consular/certificate/qr'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** The texts of the codes in a picture or a frame of the camera. The program that reads them comes when it is first needed, and is kept then. */
export async function readPicture(picture: Uint8Array | Pixels, quick = false): Promise<readonly string[]> {
  try {
    return (await readCodes(picture, { wasm, quick })).map(({ text }) => text)
  } catch {
    return []
  }
}

/** A picture of a kind that the library does not know but the browser does, as pixels; null where neither does. */
async function pixelsOf(file: Blob): Promise<Pixels | null> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return null
  const { width, height } = picture
  const paper = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')
  paper?.drawImage(picture, 0, 0)
  picture.close()
  const data = paper?.getImageData(0, 0, width, height).data
  return data ? { width, height, data } : null
}

/** The texts in a file: the codes of a picture or a PDF; else the file itself, where it is a text. */
export async function readFile(file: Blob): Promise<readonly string[]> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (pictureKind(bytes) !== null) return readPicture(bytes)
  const pixels = await pixelsOf(file)
  if (pixels) return readPicture(pixels)
  return bytes.length < 1_000_000 ? [new TextDecoder().decode(bytes)] : []
}
