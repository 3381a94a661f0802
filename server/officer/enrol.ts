import { ok, type Result, refuse } from '@consular/domain/shared'
import {
  beginCeremony,
  type Caller,
  type CeremonyAnswer,
  creationOptions,
  insertPasskey,
  passkeysOfOfficer,
  takeMadePasskey,
  verificationFor,
} from '../account/index.ts'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { tokenHash } from '../http/session.ts'
import { type OfficerSignedIn, openDesk } from './sign-in.ts'
import { findInvited, spendInvitation } from './store.ts'

const purposeOf = (officer: string) => ({ kind: 'officer-enrolment', officer }) as const

/** Begins to enrol the passkey of an invited officer. Refuses `officer.invitation-unknown`. */
export async function beginEnrolment(context: Context, invitation: string) {
  const officer = await findInvited(context.database, tokenHash(invitation), context.now())
  if (!officer) return refuse('officer.invitation-unknown')
  const passkeys = await passkeysOfOfficer(context.database, officer.id)
  const purpose = purposeOf(officer.id)
  const owner = { id: officer.id, name: `${officer.name} (${officer.number})`, passkeys }
  return ok(await beginCeremony(context, purpose, await creationOptions(context, owner, verificationFor(purpose.kind))))
}

/**
 * Enrols an officer's passkey and signs her in; a passkey that does not fit leaves the invitation unspent.
 * Refuses `officer.invitation-unknown`, `account.passkey-refused`, `account.ceremony-expired`.
 */
export async function enrolOfficer(
  context: Context,
  caller: Caller,
  answer: CeremonyAnswer & { readonly invitation: string },
): Promise<Result<OfficerSignedIn>> {
  const hash = tokenHash(answer.invitation)
  const officer = await findInvited(context.database, hash, context.now())
  if (!officer) return refuse('officer.invitation-unknown')
  const made = await takeMadePasskey(context, purposeOf(officer.id), answer)
  if (!made.ok) return made
  return context.database.transaction().execute(async (tx): Promise<Result<OfficerSignedIn>> => {
    const now = context.now()
    if (!(await spendInvitation(tx, hash, now))) return refuse('officer.invitation-unknown')
    const stored = await insertPasskey(tx, {
      ...made.value,
      account_id: null,
      officer_id: officer.id,
      label: caller.device,
      created_at: now.toString(),
      last_used_at: now.toString(),
    })
    if (!stored) return refuse('account.passkey-refused')
    await record(tx, context, {
      action: 'officer.passkey-added',
      actor: { kind: 'officer', id: officer.id },
      outcome: 'done',
    })
    return ok(await openDesk(tx, context, { officer, by: 'invitation', caller }))
  })
}
