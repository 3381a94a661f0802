import { ok, type Result, refuse } from '@consular/domain/shared'
import { jpegLayout } from './jpeg-layout.ts'
import { type Layout, wordAt } from './layout.ts'
import { pngLayout } from './png-layout.ts'
import { carriedFormat } from './polyglot.ts'
import { webpLayout } from './webp-layout.ts'

/** Why a file is not taken as a picture; sending it again would not help. */
export type PictureRefusal =
  | 'attachment.not-a-picture'
  | 'attachment.damaged'
  | 'attachment.polyglot'
  | 'attachment.too-many-pixels'

/** Formats that are taken. */
export type PictureFormat = 'jpeg' | 'png' | 'webp'

/** The most pixels that are decoded: 50 million, four bytes each in memory. */
export const mostPixels = 50_000_000

const layouts: { readonly [format in PictureFormat]: (bytes: Uint8Array) => Layout | null } = {
  jpeg: (bytes) => jpegLayout(bytes),
  png: pngLayout,
  webp: webpLayout,
}

function formatOf(bytes: Uint8Array): PictureFormat | null {
  if (wordAt(bytes, 0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (wordAt(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  return wordAt(bytes, 0, 4) === 'RIFF' && wordAt(bytes, 8, 4) === 'WEBP' ? 'webp' : null
}

/** What a file that is no picture seems to be, so that a sentence can say what to do. */
function seenAs(bytes: Uint8Array): string {
  const start = wordAt(bytes, 0, 1024)
  if (start.includes('%PDF-')) return 'pdf'
  if (start.startsWith('GIF8')) return 'gif'
  if (start.slice(4, 8) === 'ftyp') return /^(?:hei|hev|mif|msf|avi)/.test(start.slice(8)) ? 'heic' : 'video'
  if (start.startsWith('PK\x03\x04') || start.startsWith('\xd0\xcf\x11\xe0')) return 'document'
  // oxlint-disable-next-line no-control-regex -- control characters tell bytes from text
  return start !== '' && !/[\0-\x08\x0e-\x1f]/.test(start) ? 'text' : 'unknown'
}

/** Reads what a file says about itself, and decides whether it may be decoded. Nothing has been decoded then. */
export function inspect(bytes: Uint8Array): Result<Layout & { readonly format: PictureFormat }, PictureRefusal> {
  const format = formatOf(bytes)
  if (format === null) return refuse('attachment.not-a-picture', { seen: seenAs(bytes) })
  const layout = layouts[format](bytes)
  if (layout === null) return refuse('attachment.damaged', { cause: 'file' })
  const { width, height } = layout
  if (width * height > mostPixels) return refuse('attachment.too-many-pixels', { width, height, most: mostPixels })
  const carried = carriedFormat(bytes, layout)
  return carried === null ? ok({ ...layout, format }) : refuse('attachment.polyglot', { carries: carried })
}
