import type { Me } from '@consular/api'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { Caller } from './caller.ts'
import { readMe } from './me.ts'
import { type StartedSession, startSession } from './start-session.ts'

/** A person who has just signed in. */
export interface SignedIn {
  readonly me: Me
  readonly session: StartedSession
}

/** Signs an account in, by the way that was proven, in the caller's transaction. */
export async function signIn(
  tx: Tx,
  context: Context,
  {
    account,
    by,
    caller,
  }: { readonly account: string; readonly by: 'code' | 'passkey' | 'recovery-code'; readonly caller: Caller },
): Promise<SignedIn> {
  const session = await startSession(tx, context, caller, { account })
  await record(tx, context, {
    action: 'account.sign-in',
    actor: { kind: 'citizen', id: account },
    account,
    outcome: 'done',
    data: { by, session: session.id },
  })
  return { me: await readMe(tx, account), session }
}
