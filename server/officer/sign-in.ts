import type { OfficerMe } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import {
  assertionOptions,
  beginCeremony,
  type Caller,
  type CeremonyAnswer,
  noteUse,
  provePasskey,
  type StartedSession,
  startSession,
  verificationFor,
} from '../account/index.ts'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { officerMe } from './me.ts'
import { findOfficer, type OfficerRow } from './store.ts'

/** An officer who has just signed in. */
export interface OfficerSignedIn {
  readonly me: OfficerMe
  readonly session: StartedSession
}

const purpose = { kind: 'officer-sign-in' } as const

/** Begins an officer's sign-in with whichever passkey her desk finds. */
export async function beginOfficerSignIn(context: Context) {
  return ok(await beginCeremony(context, purpose, await assertionOptions(context, verificationFor(purpose.kind))))
}

/** Signs an officer in with her passkey. Refuses `account.passkey-unknown`, `account.passkey-refused`, `account.ceremony-expired`. */
export async function signInOfficer(
  context: Context,
  caller: Caller,
  answer: CeremonyAnswer,
): Promise<Result<OfficerSignedIn>> {
  const proven = await provePasskey(context, purpose, answer)
  if (!proven.ok) return proven
  const { passkey, counter } = proven.value
  return context.database.transaction().execute(async (tx): Promise<Result<OfficerSignedIn>> => {
    const officer = await findOfficer(tx, passkey.officer_id ?? '')
    if (!officer) return refuse('account.passkey-unknown')
    if (!(await noteUse(tx, passkey, counter, context.now()))) return refuse('account.passkey-refused')
    return ok(await openDesk(tx, context, { officer, by: 'passkey', caller }))
  })
}

/** Begins an officer's session, by the way that was proven, in the caller's transaction. */
export async function openDesk(
  tx: Tx,
  context: Context,
  {
    officer,
    by,
    caller,
  }: { readonly officer: OfficerRow; readonly by: 'passkey' | 'invitation' | 'example'; readonly caller: Caller },
): Promise<OfficerSignedIn> {
  const session = await startSession(tx, context, caller, { officer: officer.id })
  await record(tx, context, {
    action: 'officer.sign-in',
    actor: { kind: 'officer', id: officer.id },
    outcome: 'done',
    data: { by, session: session.id },
  })
  return { me: await officerMe(tx, context, { officer, steppedUpAt: null }), session }
}
