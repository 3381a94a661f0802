import { parentPort, workerData } from 'node:worker_threads'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { decoderOf, jpegEncoder } from './decode.ts'
import { inspect, type PictureRefusal } from './inspect.ts'
import { orientationOf, upright } from './orientation.ts'
import type { FromWorker, Picture } from './re-encode.ts'
import { layOnWhite, shrink } from './shrink.ts'
import { toStandardColours } from './standard-colours.ts'

/** The long side of a stored picture, in pixels: an A4 page is legible with it, a face more than large enough. */
const longest = 2400

const say = (message: FromWorker, transfer: ArrayBuffer[] = []): void => parentPort?.postMessage(message, transfer)

async function reEncode(bytes: Uint8Array<ArrayBuffer>): Promise<Result<Picture, PictureRefusal>> {
  // The codecs are there: from here on the picture is to blame.
  const encode = await jpegEncoder()
  say('begun')
  const inspected = inspect(bytes)
  if (!inspected.ok) return inspected
  const { format, width, height, end, exif, profile } = inspected.value
  const decode = await decoderOf(format)
  const decoded = attempt(() => decode(bytes.slice(0, end)))
  if (!decoded || decoded.width !== width || decoded.height !== height)
    return refuse('attachment.damaged', { cause: 'file' })
  if (format !== 'jpeg') layOnWhite(decoded)
  const picture = upright(shrink(decoded, longest), orientationOf(exif))
  toStandardColours(picture, format, profile)
  return ok({ bytes: new Uint8Array(encode(picture)), width: picture.width, height: picture.height })
}

/** A decoder that gives up throws whatever it likes. */
function attempt<T>(decode: () => T): T | null {
  try {
    return decode()
  } catch {
    return null
  }
}

const result = await reEncode(workerData as Uint8Array<ArrayBuffer>)
say(result, result.ok ? [result.value.bytes.buffer] : [])
