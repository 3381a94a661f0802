import {
  type AnswerOf,
  call,
  type Endpoint,
  type OfficerMe,
  type RequestOf,
  readOfficerMe,
  signOut,
} from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { computed, signal } from '@preact/signals'
import { forgetDrafts } from '../file/drafts.ts'
import { go } from './navigate.ts'

/** Who sits at the desk. `asking`: not known yet; null: nobody. */
export const me = signal<'asking' | OfficerMe | null>('asking')

/** The officer's id, or null. */
export const officerId = computed(() => (me.value === null || me.value === 'asking' ? null : me.value.officer.id))

/** Did the session end by itself? The sign-in says so, and that nothing typed is lost. */
export const ended = signal(false)

/** Who sat here last: typed text waits for her alone. Memory of this page only, gone with it. */
let lastOfficer: string | null = null

/** Takes note of who signed in. Another officer finds nothing of what the last one typed, and is not sent into her file. */
export function welcome(officer: OfficerMe): void {
  if (lastOfficer !== officer.officer.id) forgetDrafts()
  if (lastOfficer !== null && lastOfficer !== officer.officer.id) go('/workbench/', { replace: true })
  lastOfficer = officer.officer.id
  ended.value = false
  me.value = officer
}

/** The session is over: the screen is cleared at once, typed text waits. */
function expire(): void {
  if (me.value !== null && me.value !== 'asking') ended.value = true
  me.value = null
}

/** Asks the server who is signed in. */
export async function askWhoIsHere(): Promise<void> {
  const answer = await call(readOfficerMe, {})
  if (answer.ok) welcome(answer.value)
  else me.value = null
}

/** Ends the session by the officer's own wish: nothing stays. */
export async function leave(): Promise<void> {
  await call(signOut, {})
  forgetDrafts()
  lastOfficer = null
  me.value = null
  ended.value = false
  go('/workbench/', { replace: true })
}

/** Ends the session of an officer who left the desk. */
export async function lock(): Promise<void> {
  expire()
  await call(signOut, {})
}

/** Calls an endpoint for the officer. An expired session clears the screen and asks her to sign in again. */
export async function ask<E extends Endpoint>(
  endpoint: E,
  request: RequestOf<E>,
  stop?: AbortSignal,
): Promise<Result<AnswerOf<E>>> {
  const answer = await call(endpoint, request, stop)
  if (!answer.ok && ['session.needed', 'session.wrong-kind'].includes(answer.refusal.code)) expire()
  return answer
}
