import { beginTrustList, continueTrustList, examineTrustList, type TrustListFile } from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { ask } from '../shell/session.ts'
import { freshId } from './reading.ts'

const piece = 256 * 1024

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Sends the files of a list in pieces and lets the server read them. `progress` hears how much has gone, from 0 to 1. */
export async function sendList(
  source: string,
  files: readonly File[],
  progress: (done: number) => void,
): Promise<Result<TrustListFile>> {
  const contents = await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())))
  const terms = await Promise.all(
    contents.map(async (bytes, at) => ({
      name: files[at]?.name ?? '',
      size: bytes.length,
      sha256: hex(await crypto.subtle.digest('SHA-256', bytes)),
    })),
  )
  const params = { trustList: freshId() }
  const begun = await ask(beginTrustList, { params, body: { source, origin: 'file', files: terms } })
  if (!begun.ok) return begun
  const whole = contents.reduce((sum, { length }) => sum + length, 0)
  let gone = 0
  for (const [at, bytes] of contents.entries())
    for (let offset = 0; offset < bytes.length; offset += piece) {
      const body = bytes.slice(offset, offset + piece)
      const sent = await ask(continueTrustList, { params: { ...params, file: String(at) }, query: { offset }, body })
      if (!sent.ok) return sent
      gone += body.length
      progress(gone / whole)
    }
  return ask(examineTrustList, { params })
}
