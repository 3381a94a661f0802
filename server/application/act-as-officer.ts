import type { CaseFile } from '@consular/api'
import {
  type AccessPurpose,
  mayOfficer,
  movePurpose,
  type Officer,
  type OfficerAction,
  readingPurpose,
  stepUp,
  stepUpMoves,
} from '@consular/domain/access'
import {
  type Application,
  after,
  type Decision,
  type Move,
  moveNames,
  movesFrom,
  type OfficerAct,
} from '@consular/domain/application'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { type AuditEntry, record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import type { Letter } from '../notification/index.ts'
import { type Companions, load, save } from './store.ts'
import type { Stored } from './stored.ts'
import { caseFile } from './view.ts'

/** An officer's decision on one file, taken on the version that she saw. */
export interface OfficerDecision {
  readonly session: OfficerSession
  readonly application: string
  readonly version: number
  /** What she does, as the access rules name it. */
  readonly action: OfficerAction
}

/** What a decision brings along: the letter to the applicant, columns, the personalisation order. */
export type Effects = (
  before: Stored,
  decision: Decision,
) => Promise<
  Omit<Companions, 'audit' | 'letters'> & {
    readonly letter?: Omit<Letter, 'account' | 'application' | 'to' | 'language'>
  }
>

/** The officer of a session as the rules see her. */
export const officerOf = (session: OfficerSession): Officer =>
  ({ id: session.officer.id, postings: session.assignments.map(({ mission, role }) => ({ mission, role })) }) as Officer

/** Does this officer work on the files of a mission? Other roles see no queue. */
export const worksOn = ({ assignments }: OfficerSession, mission: string): boolean =>
  assignments.some(
    (assignment) =>
      assignment.mission === mission && (assignment.role === 'reviewer' || assignment.role === 'approver'),
  )

interface Guarded {
  readonly session: OfficerSession
  readonly stored: Stored
  readonly action: OfficerAction
  /** What she says she opens it for, where she was asked. */
  readonly purpose?: AccessPurpose | undefined
}

/** Refuses an officer who has no business with a file, and leaves the access event that its applicant sees. */
export async function guard(
  tx: Tx,
  context: Context,
  { session, stored, action, purpose }: Guarded,
): Promise<Result<null>> {
  const may = mayOfficer(officerOf(session), action, stored.application)
  if (!may.ok) {
    await record(tx, context, {
      ...accessOf(session, stored),
      action: 'access.file',
      purpose: purpose ?? 'denied',
      outcome: 'refused',
    })
    return may
  }
  const fresh = isMove(action) && stepUpMoves.has(action) ? stepUp(session.steppedUpAt, context.now()) : ok(true)
  return fresh.ok ? ok(null) : fresh
}

const isMove = (action: OfficerAction): action is Move => (moveNames as readonly string[]).includes(action)

const accessOf = (
  session: OfficerSession,
  { account, application }: Stored,
): Pick<AuditEntry, 'actor' | 'account' | 'application' | 'mission'> => ({
  actor: { kind: 'officer', id: session.officer.id },
  account: account.id,
  application: application.id,
  mission: application.mission,
})

/**
 * Decides as an officer: lock the file, see that she may, see that it has not moved, let the rule decide, write everything at once.
 * A file that moved meanwhile is `application.changed-meanwhile` with its state, or `application.already-decided`.
 */
export async function actAsOfficer(
  context: Context,
  request: OfficerDecision,
  rule: (application: Application, act: OfficerAct, stored: Stored) => Result<Decision>,
  effects: Effects = async () => ({}),
): Promise<Result<CaseFile>> {
  const { session } = request
  const written = await context.database.transaction().execute(async (tx): Promise<Result<null>> => {
    const stored = await load(tx, request.application, 'lock')
    if (!stored || stored.application.submittedAt === null) return refuse('application.unknown')
    const act = { by: session.officer.id, now: context.now() } as OfficerAct
    const decided = rule(stored.application, act, stored)
    // Before her right to the file as it is now: a colleague's decision may have ended it, and her queue shows this state anyway.
    if (stored.version !== request.version && worksOn(session, stored.application.mission))
      return changedMeanwhile(stored, decided)
    const may = await guard(tx, context, { session, stored, action: request.action })
    if (!may.ok) return may
    if (stored.version !== request.version) return changedMeanwhile(stored, decided)
    if (!decided.ok) return decided
    const { letter, ...companions } = await effects(stored, decided.value)
    const entry: AuditEntry = {
      ...accessOf(session, stored),
      action: `application.${request.action}`,
      outcome: 'done',
      data: { version: stored.version + 1, state: after(stored.application, decided.value).state },
    }
    const { state } = stored.application
    const purpose = isMove(request.action) ? movePurpose(request.action, state) : readingPurpose(state)
    const access: AuditEntry = { ...accessOf(session, stored), action: 'access.decision', purpose, outcome: 'read' }
    const letters = letter ? [addressed(stored, letter)] : []
    return (await save(tx, context, stored, decided.value, { ...companions, audit: [entry, access], letters }))
      ? ok(null)
      : refuse('application.changed-meanwhile')
  })
  if (!written.ok) return written
  context.nudge('send-letters')
  return readAs(context, session, request.application)
}

/** What every letter about a file says. */
export const fileOf = ({ reference, mission }: Application) => ({ reference: reference ?? '', mission })

/** A letter to the applicant of a file, in the language of the account. */
export const addressed = (
  stored: Stored,
  letter: Omit<Letter, 'account' | 'application' | 'to' | 'language'>,
): Letter => ({
  ...letter,
  account: stored.account.id,
  application: stored.application.id,
  to: stored.account.email,
  language: stored.account.language,
})

function changedMeanwhile({ application, version }: Stored, decided: Result<Decision>): Result<null> {
  const code =
    !decided.ok && decided.refusal.code === 'application.already-decided'
      ? decided.refusal.code
      : 'application.changed-meanwhile'
  return refuse(code, { state: application.state, version })
}

/** The file as it is now, for the officer who just decided. */
export async function readAs(
  context: Context,
  session: OfficerSession,
  application: string,
): Promise<Result<CaseFile>> {
  const stored = await load(context.database, application)
  return stored ? ok(caseFile(context, stored, movesFor(session, stored))) : refuse('application.unknown')
}

/** The moves that this officer may make on this file now. A missing step-up does not hide a button, nor do four eyes: the refusal says why. */
export function movesFor(session: OfficerSession, { application }: Stored): Move[] {
  const officer = officerOf(session)
  const moves = movesFrom(application.state).filter(
    ({ by, move }) => by !== 'applicant' && by !== 'system' && offered.has(move),
  )
  return [...new Set(moves.map(({ move }) => move))].filter((move) => mayOfficer(officer, move, application).ok)
}

/** Moves of this version; interviews, printing and payment come later. */
const offered: ReadonlySet<Move> = new Set<Move>([
  'accept',
  'return',
  'recommend',
  'propose-refusal',
  'send-back',
  'approve',
  'refuse',
])
