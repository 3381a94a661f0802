import type { MediaState, ReportState } from '@consular/api'
import { type Cry, changeCry, type Enclosure, keptCries, keptCry, type Letter, waits } from './outbox.ts'

/** How long an answer may take on the slowest line, in milliseconds. */
const patience = 60_000
/** How much of a recording goes at once, in bytes: what a slow line carries in a second or two, for what is cut off goes again. */
const piece = 32 * 1024

/** Sends everything that waits on this phone, words before voices and pictures. True when nothing waits any more. A page and the worker may do it side by side. */
export async function deliver(): Promise<boolean> {
  let done = true
  for (const cry of (await keptCries()).filter(waits)) done = (await deliverCry(cry)) && done
  return done
}

async function deliverCry({ id, letters }: Cry): Promise<boolean> {
  for (const letter of letters.filter(({ sent }) => !sent)) if (!(await sendLetter(id, letter))) return false
  // What was said while this was on its way goes before any picture.
  const now = await keptCry(id)
  if (now?.letters.some(({ sent }) => !sent)) return deliverCry(now)
  for (const enclosure of now?.enclosures ?? [])
    if (enclosure.bytes && enclosure.refusal === null && !(await sendEnclosure(now as Cry, enclosure))) return false
  return true
}

async function sendLetter(id: string, { address, body }: Letter): Promise<boolean> {
  const answer = await ask<ReportState>(address, { method: 'PUT', body })
  if (typeof answer === 'string') return false
  await changeCry(id, (cry) => ({
    ...cry,
    letters: cry.letters.map((each) => (each.body === body ? { ...each, sent: true } : each)),
    state: answer,
  }))
  return true
}

async function sendEnclosure({ id, secret }: Cry, { id: name, address, kind, bytes }: Enclosure): Promise<boolean> {
  if (bytes === null) return true
  const headers = { authorization: `Bearer ${secret}` }
  const body = JSON.stringify({ kind, size: bytes.length })
  let answer = await ask<MediaState>(address, { method: 'PUT', headers, body })
  for (let before = -1; typeof answer !== 'string' && answer.storedAt === null && answer.received > before; ) {
    before = answer.received
    await noteEnclosure(id, name, { received: before })
    const part = bytes.slice(before, before + piece)
    answer = await ask<MediaState>(`${address}?offset=${before}`, { method: 'PATCH', headers, body: part })
  }
  if (typeof answer !== 'string' && answer.storedAt === null) return false
  if (typeof answer === 'string' && answer === 'line.down') return false
  await noteEnclosure(
    id,
    name,
    typeof answer === 'string' ? { refusal: answer, bytes: null } : { received: answer.received, bytes: null },
  )
  return true
}

const noteEnclosure = (id: string, name: string, change: Partial<Enclosure>): Promise<void> =>
  changeCry(id, (cry) => ({
    ...cry,
    enclosures: cry.enclosures.map((each) => (each.id === name ? { ...each, ...change } : each)),
  }))

/** The answer of the server; `line.down` where it gave none or cannot now, else the code of its refusal. */
async function ask<T>(address: string, request: RequestInit): Promise<T | string> {
  try {
    const response = await fetch(address, { ...request, signal: AbortSignal.timeout(patience) })
    const answer: unknown = await response.json()
    if (response.ok) return answer as T
    const code = response.status < 500 && (answer as { readonly code?: unknown }).code
    return typeof code === 'string' ? code : 'line.down'
  } catch {
    return 'line.down'
  }
}
