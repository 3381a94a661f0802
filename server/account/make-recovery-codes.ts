import { ok, type Result } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { drawRecoveryCode, recoveryCodeHash } from './codes.ts'
import { replaceRecoveryCodes } from './store.ts'

/** Makes ten recovery codes in place of the old ones. This answer is the only place where they can be read. */
export async function makeRecoveryCodes(context: Context, account: string): Promise<Result<{ codes: string[] }>> {
  const codes = Array.from({ length: 10 }, () => drawRecoveryCode(context.random))
  const hashes = codes.map((code) => recoveryCodeHash(account, code))
  await context.database.transaction().execute(async (tx) => {
    await replaceRecoveryCodes(tx, account, hashes)
    await record(tx, context, {
      action: 'account.recovery-codes-made',
      actor: { kind: 'citizen', id: account },
      account,
      outcome: 'done',
    })
  })
  return ok({ codes })
}
