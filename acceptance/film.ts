import { open } from 'node:fs/promises'
import { drawModules } from '@consular/certificate/qr'

// A film for Chromium’s fake camera: raw pictures one after the other (YUV4MPEG2), shown again from the beginning when it ends.

const [width, height] = [640, 480]
/** Side of the mark in the corner whose brightness tells which code is shown. */
const mark = 40

/** Brightness of the mark of a code, in video levels of 16 to 235. */
const levelOf = (place: number): number => 40 + place * 22

/** A frame: a code in the middle of a grey page, as a phone held before a camera, and its mark. */
function frameOf(text: string, place: number): Uint8Array {
  const drawn = drawModules(text)
  if (!drawn.ok) throw new Error(drawn.refusal.code)
  const { side, modules } = drawn.value
  const scale = Math.floor((height - 8) / (side + 8))
  const frame = new Uint8Array(width * height * 1.5).fill(128)
  frame.fill(180, 0, width * height)
  const whole = (side + 8) * scale
  const [left, top] = [Math.floor((width - whole) / 2), Math.floor((height - whole) / 2)]
  for (let y = 0; y < whole; y++)
    for (let x = 0; x < whole; x++) {
      const [column, row] = [Math.floor(x / scale) - 4, Math.floor(y / scale) - 4]
      const inside = column >= 0 && row >= 0 && column < side && row < side
      frame[(top + y) * width + left + x] = inside && modules[row * side + column] === 1 ? 30 : 225
    }
  for (let y = 0; y < mark; y++) frame.fill(levelOf(place), y * width, y * width + mark)
  return frame
}

/** Writes a film that shows each text for as many seconds, ten pictures a second. */
export async function writeFilm(path: string, texts: readonly string[], seconds: number): Promise<void> {
  const file = await open(path, 'w')
  await file.write(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  for (const [place, text] of texts.entries()) {
    const frame = frameOf(text, place)
    for (let count = 0; count < seconds * 10; count++) {
      await file.write('FRAME\n')
      await file.write(frame)
    }
  }
  await file.close()
}

/** One thing that was seen on the page, and when (milliseconds of the page’s own clock). */
export type Seen =
  | { readonly what: 'code'; readonly place: number; readonly at: number }
  | { readonly what: 'verdict'; readonly word: string; readonly at: number }

/** Runs in the page: notes when the film shows another code, and when the page shows another verdict. */
export function watchFilm(): void {
  const seen: Seen[] = []
  Object.assign(globalThis, { seen })
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
  const paper = canvas.getContext('2d', { willReadFrequently: true })
  let [shownPlace, shownNumber] = [-1, '']
  const look = () => {
    const video = document.querySelector('video')
    if (paper && video && video.videoWidth > 0) {
      paper.drawImage(video, 10, 10, 10, 10, 0, 0, 1, 1)
      const [grey = 0] = paper.getImageData(0, 0, 1, 1).data
      const place = Math.round((16 + (grey * 219) / 255 - 40) / 22)
      if (place !== shownPlace) seen.push({ what: 'code', place, at: performance.now() })
      shownPlace = place
    }
    const verdict = document.querySelector<HTMLElement>('.verdict[data-number]')
    const { number = '', word = '' } = verdict?.dataset ?? {}
    if (number !== '' && number !== shownNumber) seen.push({ what: 'verdict', word, at: performance.now() })
    shownNumber = number
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
