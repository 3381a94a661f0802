import { type Pixels, pictureKind } from '@consular/certificate/qr'
// The ending makes vite build it as a program of its own and give its address.
// oxlint-disable-next-line import/default
import readerPlace from './reader.ts?worker&url'

/** A picture to be read; `quick` for a frame, after which the next one comes. */
export interface Asked {
  readonly id: number
  readonly picture: Uint8Array | Pixels
  readonly quick: boolean
}

/** The texts of the codes in it. */
export interface Answered {
  readonly id: number
  readonly texts: readonly string[]
}

let worker: Worker | null = null
let lastId = 0
const waiting = new Map<number, (texts: readonly string[]) => void>()

/** A worker belongs to the page's own site; where this module came from another one, a program of one line fetches the reader from there. */
function openReader(): Worker {
  const place = new URL(readerPlace, import.meta.url)
  if (place.origin === location.origin) return new Worker(place, { type: 'module' })
  const program = URL.createObjectURL(new Blob([`import '${place.href}'`], { type: 'text/javascript' }))
  return new Worker(program, { type: 'module' })
}

function reader(): Worker {
  if (worker) return worker
  worker = openReader()
  // A reader that cannot be loaded finds nothing; the next picture tries again.
  worker.addEventListener('error', () => {
    for (const done of waiting.values()) done([])
    waiting.clear()
    worker = null
  })
  worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
    waiting.get(data.id)?.(data.texts)
    waiting.delete(data.id)
  })
  return worker
}

/** The texts of the codes in a picture; none where it shows none. */
export function readPicture(picture: Uint8Array | Pixels, quick = false): Promise<readonly string[]> {
  const id = ++lastId
  const { buffer } = picture instanceof Uint8Array ? picture : picture.data
  return new Promise((done) => {
    waiting.set(id, done)
    reader().postMessage({ id, picture, quick } satisfies Asked, [buffer as ArrayBuffer])
  })
}

/** A picture of a kind that the library does not know but the browser does (WebP, HEIC on some), as pixels; null where neither does. */
async function pixelsOf(file: Blob): Promise<Pixels | null> {
  try {
    const picture = await createImageBitmap(file)
    const { width, height } = picture
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const paper = canvas.getContext('2d')
    paper?.drawImage(picture, 0, 0)
    picture.close()
    const data = paper?.getImageData(0, 0, width, height).data
    return data ? { width, height, data } : null
  } catch {
    return null
  }
}

/** The texts of the codes in a file: PNG, JPEG, PDF, or what else the browser can show. */
export async function readFile(file: Blob): Promise<readonly string[]> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (pictureKind(bytes) !== null) return readPicture(bytes)
  const pixels = await pixelsOf(file)
  return pixels ? readPicture(pixels) : []
}
