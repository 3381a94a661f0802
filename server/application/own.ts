import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { load } from './store.ts'
import type { Stored } from './stored.ts'

/** Whose application is asked for. */
export interface OwnRequest {
  readonly account: string
  readonly application: string
}

/** One's own application. Another person's is as unknown as one that is not there, and its owner sees that it was tried. */
export async function loadOwn(
  tx: Tx,
  context: Context,
  { account, application }: OwnRequest,
  lock: 'lock' | 'read' = 'read',
): Promise<Result<Stored>> {
  return ifOwn(tx, context, { account, application }, await load(tx, application, lock))
}

/** What was loaded, if it is this account's. */
export async function ifOwn(
  tx: Tx,
  context: Context,
  { account, application }: OwnRequest,
  stored: Stored | null,
): Promise<Result<Stored>> {
  if (!stored) return refuse('application.unknown')
  if (stored.account.id === account) return ok(stored)
  await record(tx, context, {
    action: 'access.file',
    actor: { kind: 'citizen', id: account },
    account: stored.account.id,
    application,
    mission: stored.application.mission,
    purpose: 'none',
    outcome: 'refused',
  })
  return refuse('application.unknown')
}

/** What other modules may ask about one's own application. */
export async function ownApplication(tx: Tx, context: Context, account: string, application: string) {
  const own = await loadOwn(tx, context, { account, application })
  if (!own.ok) return own
  const { state, openFields, mission, id } = own.value.application
  return ok({ id, state, openFields: state === 'DRAFT' ? null : [...openFields], mission })
}
