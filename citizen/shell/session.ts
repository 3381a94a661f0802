import { type AnswerOf, call, type Endpoint, type Me, type RequestOf, readMe } from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { signal } from '@preact/signals'
import { forgetPerson, knownPerson, rememberPerson } from '../store/person.ts'

/** Who is signed in. `asking`: not known yet; `offline`: signed in when the line was last there; null: nobody. */
export const session = signal<'asking' | 'offline' | Me | null>('asking')

/** The account of the person who is signed in, also when the line is down. */
export const account = signal<string | null>(null)

/** Takes note of who signed in. Her drafts on this phone are hers alone. */
export async function welcome(me: Me): Promise<void> {
  await rememberPerson(me.account)
  account.value = me.account
  session.value = me
}

/** Asks the server who is signed in; without a line, the phone remembers. */
export async function askWhoIsHere(): Promise<void> {
  const known = await knownPerson()
  account.value = known
  const answer = await call(readMe, {})
  if (answer.ok) await welcome(answer.value)
  else session.value = known !== null && answer.refusal.code === 'line.down' ? 'offline' : null
}

/** Takes note that nobody is signed in any more; her drafts stay until she signs out herself. */
function expire(): void {
  session.value = null
}

/** Takes note that she signed out: nothing of hers stays on this phone. */
export async function farewell(): Promise<void> {
  await forgetPerson()
  account.value = null
  session.value = null
}

/** Calls an endpoint for the person who is signed in. An expired session is noted, so that the screen asks her to sign in again and comes back. */
export async function ask<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<Result<AnswerOf<E>>> {
  const answer = await call(endpoint, request)
  if (!answer.ok && answer.refusal.code === 'session.needed') expire()
  if (session.value === 'offline' && (answer.ok || answer.refusal.code !== 'line.down')) void askWhoIsHere()
  return answer
}
