import { newId, ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { findPasskey, insertCeremony, type PasskeyRow, takeCeremony } from './passkey-store.ts'
import {
  Assertion,
  ceremonyLasts,
  type MadePasskey,
  type Options,
  verifyAssertion,
  verifyCreation,
} from './webauthn.ts'

/** The ceremonies there are: one begun for one purpose serves no other. */
export type CeremonyKind =
  | 'citizen-sign-in'
  | 'citizen-passkey'
  | 'officer-sign-in'
  | 'officer-enrolment'
  | 'officer-step-up'

/** What a ceremony is for, and by whom it may be answered; before sign-in that is nobody yet. */
export interface Purpose {
  readonly kind: CeremonyKind
  readonly account?: string
  readonly officer?: string
}

/** The browser's answer, with the ceremony that it answers. */
export interface CeremonyAnswer {
  readonly ceremony: string
  readonly response: unknown
}

/** A passkey whose holder is here, as it was before, with the counter that it showed. */
export interface ProvenPasskey {
  readonly passkey: PasskeyRow
  readonly counter: number
}

/** Officers show who they are each time; a citizen's authenticator does where it can. */
export const verificationFor = (kind: CeremonyKind) => (kind.startsWith('officer') ? 'required' : 'preferred')

/** Begins a ceremony: its challenge waits five minutes for one answer. */
export async function beginCeremony(context: Context, purpose: Purpose, options: Options) {
  const now = context.now()
  const ceremony = newId<'ceremony'>(now, context.random)
  await insertCeremony(context.database, {
    id: ceremony,
    kind: purpose.kind,
    challenge: options.challenge,
    account_id: purpose.account ?? null,
    officer_id: purpose.officer ?? null,
    expires_at: now.add(ceremonyLasts).toString(),
  })
  return { ceremony, options }
}

/** Uses a ceremony up and answers what its answer is held against. Refuses `account.ceremony-expired`: late, used, or begun for another purpose or person. */
async function useCeremony(context: Context, purpose: Purpose, ceremony: string) {
  const row = await takeCeremony(context.database, ceremony)
  const fits =
    row?.kind === purpose.kind &&
    row.account_id === (purpose.account ?? null) &&
    row.officer_id === (purpose.officer ?? null) &&
    Temporal.Instant.compare(row.expires_at, context.now()) > 0
  if (!fits) return refuse('account.ceremony-expired')
  return ok({ challenge: row.challenge, verification: verificationFor(purpose.kind) } as const)
}

/** Completes a ceremony that makes a passkey. Refuses `account.ceremony-expired`, `account.passkey-refused`. */
export async function takeMadePasskey(
  context: Context,
  purpose: Purpose,
  answer: CeremonyAnswer,
): Promise<Result<MadePasskey>> {
  const expected = await useCeremony(context, purpose, answer.ceremony)
  if (!expected.ok) return expected
  const made = await verifyCreation(context, expected.value, answer.response)
  return made ? ok(made) : refuse('account.passkey-refused')
}

/**
 * Completes a ceremony that uses a passkey. Refuses `account.ceremony-expired`, `account.passkey-unknown` (not ours, of
 * the other kind of holder, or not of the person who began), `account.passkey-refused` (and leaves an entry with its holder).
 */
export async function provePasskey(
  context: Context,
  purpose: Purpose,
  answer: CeremonyAnswer,
): Promise<Result<ProvenPasskey>> {
  const expected = await useCeremony(context, purpose, answer.ceremony)
  if (!expected.ok) return expected
  const parsed = Assertion.safeParse(answer.response)
  if (!parsed.success) return refuse('account.passkey-refused')
  const passkey = await findPasskey(context.database, parsed.data.id)
  if (!passkey || !mayAnswer(passkey, purpose)) return refuse('account.passkey-unknown')
  const counter = await verifyAssertion(context, { ...expected.value, passkey }, parsed.data)
  if (counter !== null) return ok({ passkey, counter })
  await record(context.database, context, {
    action: passkey.officer_id === null ? 'account.passkey-refused' : 'officer.passkey-refused',
    actor: { kind: 'nobody', id: null },
    account: passkey.account_id,
    outcome: 'refused',
    data: { officer: passkey.officer_id },
  })
  return refuse('account.passkey-refused')
}

function mayAnswer(passkey: PasskeyRow, { kind, officer }: Purpose): boolean {
  if (kind === 'citizen-sign-in') return passkey.account_id !== null
  return passkey.officer_id !== null && (officer === undefined || passkey.officer_id === officer)
}
