import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type CitizenSession, tokenHash } from '../http/session.ts'
import type { Caller } from './caller.ts'
import { deleteSessionOf, deleteSessionOfAccount, sessionsOfAccount } from './session-store.ts'

/** The devices that are signed in to one's account. */
export async function listSessions(context: Context, own: CitizenSession) {
  const rows = await sessionsOfAccount(context.database, own.account, context.now())
  const sessions = rows.map((row) => ({
    id: row.id,
    current: row.id === own.id,
    device: row.device,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  }))
  return ok({ sessions })
}

/** Signs a device out of one's account. Refuses `session.unknown`. */
export async function endSession(context: Context, account: string, session: string): Promise<Result<undefined>> {
  return context.database.transaction().execute(async (tx): Promise<Result<undefined>> => {
    if (!(await deleteSessionOfAccount(tx, account, session))) return refuse('session.unknown')
    await record(tx, context, {
      action: 'account.session-ended',
      actor: { kind: 'citizen', id: account },
      account,
      outcome: 'done',
      data: { session },
    })
    return ok(undefined)
  })
}

/** Ends the session that the caller's cookie names, a citizen's or an officer's. */
export async function signOut(context: Context, caller: Caller): Promise<Result<undefined>> {
  const { token } = caller
  if (token === null) return ok(undefined)
  return context.database.transaction().execute(async (tx) => {
    const ended = await deleteSessionOf(tx, tokenHash(token))
    if (ended) {
      const officer = ended.officer_id !== null
      await record(tx, context, {
        action: officer ? 'officer.sign-out' : 'account.sign-out',
        actor: { kind: officer ? 'officer' : 'citizen', id: ended.officer_id ?? ended.account_id },
        account: ended.account_id,
        outcome: 'done',
        data: { session: ended.id },
      })
    }
    return ok(undefined)
  })
}
