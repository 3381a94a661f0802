import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Caller } from './caller.ts'
import { recoveryCodeHash } from './codes.ts'
import { type SignedIn, signIn } from './sign-in.ts'
import { findAccountByEmail, spendRecoveryCode } from './store.ts'

/**
 * Signs in with a recovery code; each works once. Nothing locks: 74 bits are beyond guessing, and a right code always
 * works. An unknown address and a wrong code are one refusal, `account.recovery-code-wrong`.
 */
export async function signInWithRecoveryCode(
  context: Context,
  caller: Caller,
  { email, code }: { readonly email: string; readonly code: string },
): Promise<Result<SignedIn>> {
  return context.database.transaction().execute(async (tx): Promise<Result<SignedIn>> => {
    const account = await findAccountByEmail(tx, email)
    const hash = recoveryCodeHash(account?.id ?? '', code)
    if (!account || !(await spendRecoveryCode(tx, account.id, hash, context.now()))) {
      return refuse('account.recovery-code-wrong')
    }
    return ok(await signIn(tx, context, { account: account.id, by: 'recovery-code', caller }))
  })
}
