import { ok, type Result, refuse } from '@consular/domain/shared'

/** What goes over the line at most: a phone on a slow network sends it in ten seconds. */
const enough = 400 * 1024
/** A camera's largest pictures; beyond it is not a photograph of a paper. */
const mostBytes = 40 * 1024 * 1024
const longestSide = 2400
const qualities = [0.86, 0.78, 0.68, 0.55]

async function drawn(bitmap: ImageBitmap, scale: number, quality: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (!context) return null
  // A transparent picture becomes a JPEG on white, not on black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
}

async function small(bitmap: ImageBitmap, most: number): Promise<Blob | null> {
  let scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
  for (let round = 0; round < 4; round++, scale *= 0.75)
    for (const quality of qualities) {
      const blob = await drawn(bitmap, scale, quality)
      if (blob && blob.size <= most) return blob
    }
  return null
}

/**
 * A picture small enough for a slow line: at most 400 KB, or what is asked for, in bytes. One that is small already goes as it is, for the server re-encodes it anyway.
 * Refuses `attachment.too-large` and `attachment.not-a-picture`, before anything is sent.
 */
export async function shrink(file: File, most = enough): Promise<Result<Uint8Array<ArrayBuffer>>> {
  if (file.size > mostBytes)
    return refuse('attachment.too-large', { most: mostBytes, megabytes: mostBytes / 1024 / 1024 })
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!bitmap) return refuse('attachment.not-a-picture', { name: file.name })
  const fits = file.size <= most && /^image\/(jpeg|png)$/.test(file.type)
  const blob = fits ? file : await small(bitmap, most)
  bitmap.close()
  return blob
    ? ok(new Uint8Array(await blob.arrayBuffer()))
    : refuse('attachment.too-large', { most, megabytes: most / 1_000_000 })
}
