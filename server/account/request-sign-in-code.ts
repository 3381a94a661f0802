import { newId, ok, type Result } from '@consular/domain/shared'
import type { Language } from '@consular/messages'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { writeLetter } from '../notification/index.ts'
import type { Caller } from './caller.ts'
import { drawSignInCode, signInCodeHash } from './codes.ts'
import { insertSignInCode } from './store.ts'
import { throttle } from './throttle.ts'

/** How long a sign-in code may be used: mail is not always quick. */
const codeLasts = Temporal.Duration.from({ minutes: 10 })

/**
 * Sends a sign-in code to an address. Nothing here asks whether the address has an account, so neither the answer nor
 * its time can tell. At most 5 codes an hour for an address, 30 for a network. Refuses `request.too-many`.
 */
export async function requestSignInCode(
  context: Context,
  caller: Caller,
  { email, language }: { readonly email: string; readonly language: Language },
): Promise<Result<undefined>> {
  const done = await context.database.transaction().execute(async (tx): Promise<Result<undefined>> => {
    if (caller.network !== null) {
      const free = await throttle(tx, context, { what: 'code-for-network', who: caller.network, most: 30 })
      if (!free.ok) return free
    }
    const free = await throttle(tx, context, { what: 'code-for-address', who: email, most: 5 })
    if (!free.ok) return free
    const now = context.now()
    const id = newId<'sign-in-code'>(now, context.random)
    const code = drawSignInCode(context.random)
    await insertSignInCode(tx, {
      id,
      email,
      language,
      code_hash: signInCodeHash(context.secret, id, code),
      created_at: now.toString(),
      expires_at: now.add(codeLasts).toString(),
      used_at: null,
    })
    await writeLetter(tx, context, {
      to: email,
      language,
      template: 'sign-in-code',
      values: { code, minutes: codeLasts.total('minutes') },
    })
    await record(tx, context, { action: 'account.code-sent', actor: { kind: 'nobody', id: null }, outcome: 'done' })
    return ok(undefined)
  })
  if (done.ok) context.nudge('send-letters')
  return done
}
