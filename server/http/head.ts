import type { Head } from '@consular/api'

/** How much of a body is kept whose length nobody limits, in bytes. */
export const headCap = 256 * 1024
/** Beyond this, reading on would serve nobody: the line is closed when the answer is sent. */
const readCap = 64 * 1024 * 1024

/** The beginning of a body, whatever its length: the rest is let pass, so that its sender gets to read the answer. */
export async function readHead(body: ReadableStream<Uint8Array> | null): Promise<Head> {
  if (body === null) return { text: '', length: 0, cut: false }
  const kept: Uint8Array[] = []
  let [held, length] = [0, 0]
  const reader = body.getReader()
  for (let piece = await reader.read(); !piece.done && length <= readCap; piece = await reader.read()) {
    const part = piece.value.subarray(0, Math.max(0, headCap - held))
    if (part.length > 0) kept.push(part)
    held += part.length
    length += piece.value.length
  }
  const text = new TextDecoder().decode(Buffer.concat(kept), { stream: length > held })
  return { text, length, cut: length > held }
}
