import type { Me } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { beginCeremony, type CeremonyAnswer, takeMadePasskey, verificationFor } from './ceremony.ts'
import { readMe } from './me.ts'
import { insertPasskey, passkeysOfAccount } from './passkey-store.ts'
import { readAccount } from './store.ts'
import { creationOptions } from './webauthn.ts'

const purposeOf = (account: string) => ({ kind: 'citizen-passkey', account }) as const

/** Begins to add a passkey to an account. */
export async function beginPasskey(context: Context, account: string) {
  const { email } = await readAccount(context.database, account)
  const passkeys = await passkeysOfAccount(context.database, account)
  const purpose = purposeOf(account)
  const options = await creationOptions(context, { id: account, name: email, passkeys }, verificationFor(purpose.kind))
  return ok(await beginCeremony(context, purpose, options))
}

/** Adds a passkey to an account. Refuses `account.passkey-refused`, `account.ceremony-expired`. */
export async function addPasskey(
  context: Context,
  account: string,
  answer: CeremonyAnswer & { readonly label: string },
): Promise<Result<Me>> {
  const made = await takeMadePasskey(context, purposeOf(account), answer)
  if (!made.ok) return made
  return context.database.transaction().execute(async (tx): Promise<Result<Me>> => {
    const stored = await insertPasskey(tx, {
      ...made.value,
      account_id: account,
      officer_id: null,
      label: answer.label,
      created_at: context.now().toString(),
      last_used_at: null,
    })
    if (!stored) return refuse('account.passkey-refused')
    await record(tx, context, {
      action: 'account.passkey-added',
      actor: { kind: 'citizen', id: account },
      account,
      outcome: 'done',
    })
    return ok(await readMe(tx, account))
  })
}
