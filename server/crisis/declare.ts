import { isDeepStrictEqual } from 'node:util'
import type {
  BodyOf,
  CrisisRow,
  CrisisView,
  decideCrisisProposal,
  proposeCrisis as proposal,
  widenCrisis as widening,
} from '@consular/api'
import { checkArea, decideCrisis, widened } from '@consular/domain/crisis'
import { newReference, ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { ministry } from '../officer/index.ts'
import { freshly, mayWork, noteAct, openCrisis, openDeclared } from './guard.ts'
import { populate } from './populate.ts'
import { areaOf, crisesOf, findCrisis, insertCrisis, updateCrisis } from './store.ts'
import { crisisRow, crisisView } from './view.ts'

interface Asked<Body> {
  readonly session: OfficerSession
  readonly crisis: string
  readonly body: Body
}

/** The crises that a mission leads; the ministry sees all of them. */
export async function listCrises(
  context: Context,
  session: OfficerSession,
  mission: string,
): Promise<Result<{ crises: CrisisRow[] }>> {
  const may = mayWork(session, mission)
  if (!may.ok) return may
  return ok({ crises: (await crisesOf(context.database, mission === ministry ? null : mission)).map(crisisRow) })
}

/** A crisis with its board: counts alone, nothing of anybody. */
export async function readCrisis(
  context: Context,
  session: OfficerSession,
  crisis: string,
): Promise<Result<CrisisView>> {
  // One snapshot: what is counted in several statements belongs together.
  return context.database
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx): Promise<Result<CrisisView>> => {
      const opened = await openCrisis(tx, { session, crisis })
      return opened.ok ? ok(await crisisView(tx, context, crisis)) : opened
    })
}

/** Proposes a crisis. Nobody is asked anything yet. */
export async function proposeCrisis(
  context: Context,
  { session, crisis: id, body }: Asked<BodyOf<typeof proposal>>,
): Promise<Result<CrisisView>> {
  const may = mayWork(session, body.mission)
  if (!may.ok) return may
  const fresh = freshly(context, session)
  if (!fresh.ok) return fresh
  const area = checkArea(body.area)
  if (!area.ok) return area
  return context.database.transaction().execute(async (tx): Promise<Result<CrisisView>> => {
    const { mission, kind, title, happenedAt } = body
    const isNew = await insertCrisis(tx, {
      id,
      reference: newReference('CR', context.random),
      mission,
      kind,
      title,
      happened_at: happenedAt,
      area: JSON.stringify(area.value),
      state: 'PROPOSED',
      proposed_by: session.officer.id,
      proposed_at: context.now().toString(),
      decided_by: null,
      decided_at: null,
      closed_by: null,
      closed_at: null,
      erase_at: null,
      erased_at: null,
    })
    const found = await findCrisis(tx, id, 'none')
    const same =
      found?.proposed_by === session.officer.id && found.title === title && isDeepStrictEqual(areaOf(found), area.value)
    if (!isNew) return same ? ok(await crisisView(tx, context, id)) : refuse('crisis.id-taken')
    await noteAct(tx, context, { session, found: { id, mission }, action: 'crisis.proposed', data: { kind } })
    return ok(await crisisView(tx, context, id))
  })
}

/** Declares a proposed crisis or rejects it: a second officer. Declared, everybody inside is in it and each household has its message queued, in the same transaction. */
export async function decideProposal(
  context: Context,
  { session, crisis, body }: Asked<BodyOf<typeof decideCrisisProposal>>,
): Promise<Result<CrisisView>> {
  const done = await context.database.transaction().execute(async (tx): Promise<Result<CrisisView>> => {
    const opened = await openCrisis(tx, { session, crisis, hold: 'change', as: 'lead' })
    if (!opened.ok) return opened
    const fresh = freshly(context, session)
    if (!fresh.ok) return fresh
    const found = opened.value
    const decided = decideCrisis(
      { state: found.state, proposedBy: found.proposed_by },
      session.officer.id,
      body.decision,
    )
    if (!decided.ok) return decided
    if (found.version !== body.version) return refuse('crisis.changed-meanwhile', { version: found.version })
    const now = context.now()
    await updateCrisis(tx, found, { state: decided.value, decided_by: session.officer.id, decided_at: now.toString() })
    const populated = decided.value === 'DECLARED' ? await populate(tx, found, areaOf(found), now) : null
    const action = decided.value === 'DECLARED' ? 'crisis.declared' : 'crisis.rejected'
    await noteAct(tx, context, { session, found, action, data: { ...populated } })
    return ok(await crisisView(tx, context, crisis))
  })
  if (done.ok) context.nudge('send-crisis-messages')
  return done
}

/** Adds to the area of a crisis that is on. Whoever is newly inside is asked; nobody is asked twice. */
export async function widenCrisis(
  context: Context,
  { session, crisis, body }: Asked<BodyOf<typeof widening>>,
): Promise<Result<CrisisView>> {
  const done = await context.database.transaction().execute(async (tx): Promise<Result<CrisisView>> => {
    const opened = await openDeclared(tx, { session, crisis, hold: 'change', as: 'lead' })
    if (!opened.ok) return opened
    const fresh = freshly(context, session)
    if (!fresh.ok) return fresh
    const found = opened.value
    if (found.version !== body.version) return refuse('crisis.changed-meanwhile', { version: found.version })
    const added = checkArea(body.area)
    if (!added.ok) return added
    await updateCrisis(tx, found, { area: JSON.stringify(widened(areaOf(found), added.value)) })
    const populated = await populate(tx, found, added.value, context.now())
    await noteAct(tx, context, { session, found, action: 'crisis.widened', data: { ...populated } })
    return ok(await crisisView(tx, context, crisis))
  })
  if (done.ok) context.nudge('send-crisis-messages')
  return done
}
