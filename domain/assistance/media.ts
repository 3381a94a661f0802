import * as z from 'zod/mini'

/** What may follow a report: a voice note or a photograph. */
export const MediaKind = z.enum(['voice', 'photo'])
export type MediaKind = z.infer<typeof MediaKind>

/** What is odd about it; it is kept all the same. `unplayable`: no voice and no picture that we know. `cut`: it was longer than what is kept. */
export const MediaFlag = z.enum(['unplayable', 'cut'])
export type MediaFlag = z.infer<typeof MediaFlag>

/** The most bytes of a voice note or a photograph that are kept: four times what the app sends. */
export const keptMediaBytes = 4 * 1024 * 1024

/** The most voice notes and photographs that one report takes. */
export const mostMedia = 20

const latin = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))

/** How recordings begin that browsers make or play (RFC 4337, RFC 7845, the Matroska and WAVE specifications, MPEG audio frames). */
const voices: readonly (readonly [type: string, begins: (bytes: Uint8Array) => boolean])[] = [
  ['audio/webm', (bytes) => latin(bytes, 0, 4) === '\x1a\x45\xdf\xa3'],
  ['audio/ogg', (bytes) => latin(bytes, 0, 4) === 'OggS'],
  ['audio/mp4', (bytes) => latin(bytes, 4, 8) === 'ftyp'],
  ['audio/wav', (bytes) => latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WAVE'],
  ['audio/mpeg', (bytes) => latin(bytes, 0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)],
]

/** The media type of a recording by how it begins; null where it is none that we know. What follows may still be broken. */
export const voiceTypeOf = (bytes: Uint8Array): string | null => voices.find(([, begins]) => begins(bytes))?.[0] ?? null
