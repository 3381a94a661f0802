import type { Me } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { readMe } from './me.ts'
import { deletePasskey } from './passkey-store.ts'

/** Removes a passkey from its account. Refuses `account.passkey-unknown`. */
export async function removePasskey(context: Context, account: string, passkey: string): Promise<Result<Me>> {
  return context.database.transaction().execute(async (tx): Promise<Result<Me>> => {
    if (!(await deletePasskey(tx, account, passkey))) return refuse('account.passkey-unknown')
    await record(tx, context, {
      action: 'account.passkey-removed',
      actor: { kind: 'citizen', id: account },
      account,
      outcome: 'done',
    })
    return ok(await readMe(tx, account))
  })
}
