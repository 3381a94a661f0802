import type { LineAnswer, UploadView } from '@consular/api'
import type { Parcel, Part } from './parts.ts'

/** How to reach the service, and what is done while it goes on. */
export interface Delivery {
  /** Such as `https://consular.example`. */
  readonly url: string
  readonly apiKey: string
  readonly sign: (content: unknown) => Promise<string>
  /** Waits before another try; a test does not. */
  readonly wait: (seconds: number) => Promise<void>
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Told after each part that was sent now: its answers, with the codes for claiming. */
  readonly took: (part: Part, answers: readonly LineAnswer[], view: Progress) => void
}

/** How many lines are there, of how many. */
export interface Progress {
  readonly sent: number
  readonly lines: number
}

/** The service said no, or cannot be reached. `code` is its own, or `line.down`. */
export class NotDelivered extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/** Seconds between tries; a line that is down for longer ends the command, which goes on where it stopped when it is run again. */
const pauses = [1, 2, 5, 15, 30]

/**
 * Sends what of a parcel is not there yet, part after part, and answers how it stands then. What goes wrong on the way is tried again, for every request may be repeated.
 * Throws `NotDelivered`.
 */
export async function deliver(parcel: Parcel, delivery: Delivery): Promise<UploadView> {
  const place = `/api/source/uploads/${parcel.upload}`
  const begun = (await call(delivery, 'PUT', place, { lines: parcel.lines })) as UploadView
  const here = new Set(begun.parts)
  let sent = begun.lines - begun.open
  for (const [index, part] of parcel.parts.entries()) {
    if (here.has(index + 1)) continue
    const signed = await delivery.sign(part.content)
    const { lines } = (await call(delivery, 'PUT', `${place}/parts/${index + 1}`, { signed })) as {
      lines: LineAnswer[]
    }
    sent += lines.length
    delivery.took(part, lines, { sent, lines: parcel.lines })
  }
  return (await call(delivery, 'GET', place)) as UploadView
}

async function call(delivery: Delivery, method: string, path: string, body?: object): Promise<unknown> {
  for (let tries = 0; ; tries++) {
    const answer = await tryOnce(delivery, method, path, body)
    if (answer.ok) return answer.value
    const pause = pauses[tries]
    if (!answer.passing || pause === undefined) throw new NotDelivered(answer.code)
    await delivery.wait(answer.after ?? pause)
  }
}

type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly passing: boolean; readonly after?: number }

async function tryOnce(delivery: Delivery, method: string, path: string, body?: object): Promise<Answer> {
  try {
    const response = await delivery.fetch(`${delivery.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${delivery.apiKey}`, 'content-type': 'application/json' },
      redirect: 'error',
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const value: unknown = await response.json()
    if (response.ok) return { ok: true, value }
    const code = typeof value === 'object' && value !== null && 'code' in value ? String(value.code) : 'service.fault'
    const after = Number(response.headers.get('retry-after'))
    return {
      ok: false,
      code,
      passing: response.status >= 500 || response.status === 429,
      ...(after > 0 ? { after } : {}),
    }
  } catch {
    return { ok: false, code: 'line.down', passing: true }
  }
}
