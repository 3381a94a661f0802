import { mayAt, type Role, stepUp } from '@consular/domain/access'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { ministry } from '../officer/index.ts'
import { type CrisisRecord, findCrisis } from './store.ts'

/** Who works in a crisis: the duty of the mission that leads it, and the ministry's. */
const workers: readonly Role[] = ['duty', 'deputy', 'head']
/** Who may declare, widen and close one. */
const leaders: readonly Role[] = ['deputy', 'head']

/** May this officer work in the crises of a mission, or lead them? The ministry's duty may everywhere. Refuses `access.other-mission` and `access.role-missing`. */
export function mayWork(
  { assignments }: Pick<OfficerSession, 'assignments'>,
  mission: string,
  as: 'work' | 'lead' = 'work',
): Result<true> {
  const isMinistry = mayAt(assignments, ministry, ['ministry-duty']).ok
  return isMinistry ? ok(true) : mayAt(assignments, mission, as === 'lead' ? leaders : workers)
}

/** Her passkey within the last minutes: for what is done in the name of the state. Refuses `access.step-up-needed`. */
export const freshly = (context: Context, { steppedUpAt }: OfficerSession): Result<true> =>
  stepUp(steppedUpAt, context.now())

interface Opening {
  readonly session: OfficerSession
  readonly crisis: string
  /** How long others have to wait: not at all, until nobody answers any more, or while it is changed. */
  readonly hold?: 'none' | 'answers' | 'change'
  readonly as?: 'work' | 'lead'
}

/** A crisis for an officer who may work in it. Refuses `crisis.unknown`, `access.other-mission`, `access.role-missing`. */
export async function openCrisis(
  tx: Tx,
  { session, crisis, hold = 'none', as = 'work' }: Opening,
): Promise<Result<CrisisRecord>> {
  const found = await findCrisis(tx, crisis, hold)
  if (!found) return refuse('crisis.unknown')
  const may = mayWork(session, found.mission, as)
  return may.ok ? ok(found) : may
}

/** A crisis that is on, for an officer who may work in it. Refuses `crisis.not-declared` too. */
export async function openDeclared(tx: Tx, opening: Opening): Promise<Result<CrisisRecord>> {
  const opened = await openCrisis(tx, opening)
  if (!opened.ok) return opened
  return opened.value.state === 'DECLARED' ? opened : refuse('crisis.not-declared', { state: opened.value.state })
}

interface Looked {
  readonly session: OfficerSession
  readonly found: CrisisRecord
  readonly purpose: 'call-list' | 'persons' | 'incoming' | 'relatives' | 'manifest' | 'answer'
  readonly persons: readonly string[]
}

/** Leaves the access event of whoever has seen persons of a crisis, with the purpose. */
export const noteAccess = (tx: Tx, context: Context, { session, found, purpose, persons }: Looked): Promise<void> =>
  record(tx, context, {
    action: 'access.crisis',
    actor: { kind: 'officer', id: session.officer.id },
    mission: found.mission,
    purpose: `crisis-${purpose}`,
    outcome: 'read',
    data: { crisis: found.id, persons },
  })

/** What an officer did in a crisis, for the audit log. */
export const noteAct = (
  tx: Tx,
  context: Context,
  {
    session,
    found,
    action,
    data = {},
  }: {
    readonly session: OfficerSession
    readonly found: Pick<CrisisRecord, 'id' | 'mission'>
    readonly action: `crisis.${string}`
    readonly data?: { readonly [key: string]: unknown }
  },
): Promise<void> =>
  record(tx, context, {
    action,
    actor: { kind: 'officer', id: session.officer.id },
    mission: found.mission,
    outcome: 'done',
    data: { crisis: found.id, ...data },
  })
