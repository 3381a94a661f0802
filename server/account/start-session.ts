import { newId } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { tokenHash } from '../http/session.ts'
import type { Caller } from './caller.ts'
import { drawToken } from './codes.ts'
import { deleteSessionOf, insertSession } from './session-store.ts'

/** A session that has just begun: the token goes into the cookie and nowhere else. */
export interface StartedSession {
  readonly id: string
  readonly token: string
  /** How long it lasts at most. */
  readonly seconds: number
}

/** Whose session it is. */
export type Holder = { readonly account: string } | { readonly officer: string }

/** How long a session lasts at most: a citizen's phone 30 days, an officer's desk a working day. */
const lifetime = { account: { hours: 30 * 24 }, officer: { hours: 12 } } as const

/** Begins a session under a new token, whatever the browser brought along: that session ends, so none can be planted. */
export async function startSession(tx: Tx, context: Context, caller: Caller, holder: Holder): Promise<StartedSession> {
  if (caller.token !== null) await deleteSessionOf(tx, tokenHash(caller.token))
  const now = context.now()
  const lasts = Temporal.Duration.from('account' in holder ? lifetime.account : lifetime.officer)
  const session = { id: newId<'session'>(now, context.random), token: drawToken(context.random) }
  await insertSession(tx, {
    token_hash: tokenHash(session.token),
    id: session.id,
    account_id: 'account' in holder ? holder.account : null,
    officer_id: 'officer' in holder ? holder.officer : null,
    device: caller.device,
    created_at: now.toString(),
    last_seen_at: now.toString(),
    expires_at: now.add(lasts).toString(),
    stepped_up_at: null,
  })
  return { ...session, seconds: lasts.total('seconds') }
}
