import { deleteRegistration, readRegistrationCodes, saveRegistration } from '@consular/api'
import type { Refusal } from '@consular/domain/shared'
import { ask } from '../shell/session.ts'
import { change, drop, type Kept, openKept, withView } from './kept.ts'

const waiting: ReadonlySet<string> = new Set(['line.down', 'service.unavailable', 'request.too-many', 'session.needed'])

async function sendDeletion({ id }: Kept): Promise<Refusal | null> {
  const answer = await ask(deleteRegistration, { params: { registration: id } })
  // What is not there needs no deleting: it was erased on its day, or never arrived.
  if (!answer.ok && answer.refusal.code !== 'registration.unknown') return answer.refusal
  await drop(id)
  return null
}

async function sendDetails({ id, details, version }: Kept): Promise<Refusal | null> {
  const answer = await ask(saveRegistration, { params: { registration: id }, body: { ...details, version } })
  if (!answer.ok) return answer.refusal
  const sent = JSON.stringify(details)
  await change(id, (newest) =>
    JSON.stringify(newest.details) === sent
      ? withView({ ...newest, unsent: false }, answer.value)
      : { ...newest, view: answer.value, version: answer.value.version },
  )
  return null
}

async function fetchCodes({ id }: Kept): Promise<Refusal | null> {
  const answer = await ask(readRegistrationCodes, { params: { registration: id } })
  if (answer.ok) await change(id, (newest) => ({ ...newest, codes: answer.value.codes }))
  return answer.ok || !waiting.has(answer.refusal.code) ? null : answer.refusal
}

/** The next step that waits for one registration: its deletion, what was told, its codes. */
async function sendOne(one: Kept): Promise<Refusal | null> {
  if (one.deleting) return sendDeletion(one)
  if (one.unsent) {
    const refusal = await sendDetails(one)
    if (refusal) return refusal
  }
  const newest = await change(one.id, (known) => known)
  const counts = newest?.view && newest.view.state !== 'LAPSED'
  return counts && newest.codes.length === 0 ? fetchCodes(newest) : null
}

/** Sends what waits on this phone, and fetches the codes that are missing. False where the line is down: it is tried again. */
export async function sendKept(): Promise<boolean> {
  for (const one of await openKept()) {
    const refusal = await sendOne(one)
    if (!refusal) continue
    if (waiting.has(refusal.code)) return false
    // A plain no is for the person to read; trying again would not change it.
    await change(one.id, (newest) => ({ ...newest, unsent: false, deleting: false, refusal }))
  }
  return true
}
