import { newId, ok, type Result, refuse } from '@consular/domain/shared'
import type { Language } from '@consular/messages'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { Caller } from './caller.ts'
import { sameHash, signInCodeHash } from './codes.ts'
import { type SignedIn, signIn } from './sign-in.ts'
import { findAccountByEmail, insertAccount, spendCodes, tryCodes } from './store.ts'
import { throttle } from './throttle.ts'

/**
 * Signs in with a code from the mail; the first time makes the account. Any live code of the address counts, since a late
 * letter may come second. Refuses `account.code-wrong`, `account.code-expired` (none live: late, used, or tried five
 * times) and `request.too-many` (100 tries an hour from one network, against guessing across addresses).
 */
export async function signInWithCode(
  context: Context,
  caller: Caller,
  { email, code }: { readonly email: string; readonly code: string },
): Promise<Result<SignedIn>> {
  return context.database.transaction().execute(async (tx): Promise<Result<SignedIn>> => {
    if (caller.network !== null) {
      const free = await throttle(tx, context, { what: 'try-for-network', who: caller.network, most: 100 })
      if (!free.ok) return free
    }
    const now = context.now()
    const live = await tryCodes(tx, email, now)
    if (live.length === 0) return refuse('account.code-expired')
    const right = live.find((row) => sameHash(row.code_hash, signInCodeHash(context.secret, row.id, code)))
    if (!right) return refuse('account.code-wrong')
    if (!(await spendCodes(tx, email, right.id, now))) return refuse('account.code-expired')
    const account = await accountFor(tx, context, { email, language: right.language })
    return ok(await signIn(tx, context, { account, by: 'code', caller }))
  })
}

async function accountFor(
  tx: Tx,
  context: Context,
  { email, language }: { email: string; language: Language },
): Promise<string> {
  const now = context.now()
  const account = newId<'account'>(now, context.random)
  if (await insertAccount(tx, { id: account, email, language, created_at: now.toString() })) {
    await record(tx, context, {
      action: 'account.created',
      actor: { kind: 'citizen', id: account },
      account,
      outcome: 'done',
    })
    return account
  }
  const known = await findAccountByEmail(tx, email)
  if (!known) throw new Error('An account that was there a moment ago is gone.')
  return known.id
}
