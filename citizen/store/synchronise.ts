import { saveDraft, submitApplication } from '@consular/api'
import type { Answers } from '@consular/domain/application'
import type { Refusal } from '@consular/domain/shared'
import { signal } from '@preact/signals'
import { keys } from 'idb-keyval'
import { account, ask, session } from '../shell/session.ts'
import { registrations } from './database.ts'
import { change, type Draft, keptDrafts, withView } from './drafts.ts'
import { piecesOf, sendPicture } from './pictures.ts'

/** Is the line there? Known from the last attempt. */
export const online = signal(navigator.onLine)

/** After a failed attempt, the waits before the next ones, in seconds. */
const waits = [3, 10, 30, 60, 120]
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined
let running = false
let again = false

/** After a return only the faulty fields may be sent: the others are not this person's to change now. */
function sendable({ answers, view }: Draft): Answers {
  if (view?.state !== 'RETURNED') return answers
  return Object.fromEntries(Object.entries(answers).filter(([field]) => view.openFields.includes(field)))
}

async function sendAnswers(draft: Draft): Promise<Refusal | null> {
  const { id, mission, service } = draft
  const sent = JSON.stringify(draft.answers)
  const saved = await ask(saveDraft, {
    params: { application: id },
    body: { mission, service, answers: sendable(draft) },
  })
  if (!saved.ok) return saved.refusal
  // What was written while this was on its way waits for the next round.
  await change(id, (newest) => ({ ...withView(newest, saved.value), unsent: JSON.stringify(newest.answers) !== sent }))
  return null
}

async function submit({ id }: Draft): Promise<Refusal | null> {
  const answer = await ask(submitApplication, { params: { application: id } })
  if (!answer.ok) return answer.refusal
  await change(id, (newest) => ({ ...withView(newest, answer.value), submitting: false, unsent: false }))
  return null
}

/** Answers first, then pictures, then the submission: each waits for the one before. */
async function send(draft: Draft): Promise<Refusal | null> {
  if (draft.unsent) {
    const refusal = await sendAnswers(draft)
    if (refusal) return refusal
  }
  for (const piece of await piecesOf(draft.id)) {
    const refusal = await sendPicture(piece)
    if (refusal?.code === 'line.down' || refusal?.code === 'session.needed') return refusal
  }
  const newest = await change(draft.id, (kept) => kept)
  if (newest?.unsent) return send(newest)
  return newest?.submitting && (await piecesOf(draft.id)).length === 0 ? submit(newest) : null
}

const waiting = new Set(['line.down', 'service.unavailable', 'request.too-many', 'session.needed'])

/** Registrations wait too; what sends them is fetched where there are any. */
async function sendRegistrations(): Promise<boolean> {
  if ((await keys(registrations)).length === 0) return true
  return (await import('../registration/send.ts')).sendKept()
}

async function round(): Promise<boolean> {
  for (const { id } of await keptDrafts()) {
    const draft = await change(id, (kept) => kept)
    if (!draft) continue
    const pieces = await piecesOf(draft.id)
    if (!draft.unsent && !draft.submitting && pieces.length === 0) continue
    const refusal = await send(draft)
    if (!refusal) continue
    if (waiting.has(refusal.code)) return false
    // A plain no is for the person to read; trying again would not change it.
    await change(draft.id, (kept) => ({ ...kept, submitting: false, unsent: false, refusal }))
  }
  return sendRegistrations()
}

/** Sends what waits, one round at a time; a line that is down is tried again after a while. */
export async function synchronise(): Promise<void> {
  again = running
  if (running || account.value === null || session.value === null) return
  running = true
  clearTimeout(timer)
  const done = await round()
  running = false
  online.value = done || navigator.onLine
  failures = done ? 0 : failures + 1
  if (again) void synchronise()
  else if (!done)
    timer = setTimeout(() => void synchronise(), (waits[Math.min(failures, waits.length) - 1] ?? 3) * 1000)
}

/** Sends a moment after the last keystroke. */
export function synchroniseSoon(): void {
  clearTimeout(timer)
  timer = setTimeout(() => void synchronise(), 800)
}

/** Sends when the line comes back and when the app is opened again. */
export function keepSynchronised(): void {
  addEventListener('online', () => {
    online.value = true
    failures = 0
    void synchronise()
  })
  addEventListener('offline', () => {
    online.value = false
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void synchronise()
  })
}
