import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Caller } from './caller.ts'
import { beginCeremony, type CeremonyAnswer, provePasskey, verificationFor } from './ceremony.ts'
import { noteUse } from './passkey-store.ts'
import { type SignedIn, signIn } from './sign-in.ts'
import { assertionOptions } from './webauthn.ts'

const purpose = { kind: 'citizen-sign-in' } as const

/** Begins a sign-in with whichever passkey the citizen's device finds. */
export async function beginPasskeySignIn(context: Context) {
  return ok(await beginCeremony(context, purpose, await assertionOptions(context, verificationFor(purpose.kind))))
}

/** Signs in with a passkey. Refuses `account.passkey-unknown`, `account.passkey-refused`, `account.ceremony-expired`. */
export async function signInWithPasskey(
  context: Context,
  caller: Caller,
  answer: CeremonyAnswer,
): Promise<Result<SignedIn>> {
  const proven = await provePasskey(context, purpose, answer)
  if (!proven.ok) return proven
  const { passkey, counter } = proven.value
  const account = passkey.account_id
  if (account === null) return refuse('account.passkey-unknown')
  return context.database.transaction().execute(async (tx): Promise<Result<SignedIn>> => {
    if (!(await noteUse(tx, passkey, counter, context.now()))) return refuse('account.passkey-refused')
    return ok(await signIn(tx, context, { account, by: 'passkey', caller }))
  })
}
