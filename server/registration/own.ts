import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { todayOf } from './rules.ts'
import { lockRegistration, type RegistrationRow } from './store.ts'

/** Whose registration is asked for. */
export interface OwnRequest {
  readonly account: string
  readonly registration: string
}

/**
 * One's own registration, locked. Another person's, and one that is due to be erased, is as unknown as one that is not there; that somebody reached for hers stands in its owner's access log.
 */
export async function lockOwn(
  tx: Tx,
  context: Context,
  { account, registration }: OwnRequest,
): Promise<Result<RegistrationRow>> {
  const row = await lockRegistration(tx, registration)
  if (row === null) return refuse('registration.unknown')
  if (row.account_id !== account) {
    await record(tx, context, {
      action: 'access.registration',
      actor: { kind: 'citizen', id: account },
      account: row.account_id,
      purpose: 'none',
      outcome: 'refused',
    })
    return refuse('registration.unknown')
  }
  return row.erase_on <= todayOf(context).toString() ? refuse('registration.unknown') : ok(row)
}

/** Enters what a person did to her registration into the audit log: what, and nothing of it. */
export const recordOwn = (tx: Tx, context: Context, account: string, action: 'save' | 'confirm' | 'delete') =>
  record(tx, context, {
    action: `registration.${action}`,
    actor: { kind: 'citizen', id: account },
    account,
    outcome: 'done',
  })
