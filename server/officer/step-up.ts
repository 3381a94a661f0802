import type { OfficerMe } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import {
  assertionOptions,
  beginCeremony,
  type CeremonyAnswer,
  noteStepUp,
  noteUse,
  passkeysOfOfficer,
  provePasskey,
  verificationFor,
} from '../account/index.ts'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { officerMe } from './me.ts'

const purposeOf = (officer: string) => ({ kind: 'officer-step-up', officer }) as const

/** Begins a step-up: one of this officer's own passkeys once more. */
export async function beginStepUp(context: Context, { officer }: OfficerSession) {
  const purpose = purposeOf(officer.id)
  const passkeys = await passkeysOfOfficer(context.database, officer.id)
  const options = await assertionOptions(context, verificationFor(purpose.kind), passkeys)
  return ok(await beginCeremony(context, purpose, options))
}

/** Completes a step-up. Refuses `account.passkey-unknown`, `account.passkey-refused`, `account.ceremony-expired`. */
export async function stepUp(
  context: Context,
  session: OfficerSession,
  answer: CeremonyAnswer,
): Promise<Result<OfficerMe>> {
  const proven = await provePasskey(context, purposeOf(session.officer.id), answer)
  if (!proven.ok) return proven
  const { passkey, counter } = proven.value
  return context.database.transaction().execute(async (tx): Promise<Result<OfficerMe>> => {
    if (!(await noteUse(tx, passkey, counter, context.now()))) return refuse('account.passkey-refused')
    return raise(tx, context, { session, by: 'passkey' })
  })
}

/** Notes a step-up on the session, in the caller's transaction. Refuses `session.needed` when the session has ended meanwhile. */
export async function raise(
  tx: Tx,
  context: Context,
  { session, by }: { readonly session: OfficerSession; readonly by: 'passkey' | 'example' },
): Promise<Result<OfficerMe>> {
  const { officer } = session
  const steppedUpAt = context.now()
  if (!(await noteStepUp(tx, session.id, steppedUpAt))) return refuse('session.needed')
  await record(tx, context, {
    action: 'officer.step-up',
    actor: { kind: 'officer', id: officer.id },
    outcome: 'done',
    data: { by, session: session.id },
  })
  return ok(await officerMe(tx, context, { officer, steppedUpAt }))
}
