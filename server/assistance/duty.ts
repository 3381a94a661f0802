import type { DutyBoard, ShiftView } from '@consular/api'
import { mayAt, type Role } from '@consular/domain/access'
import { handOver, onDuty, runs, shiftTimes } from '@consular/domain/assistance'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { caseRow, shiftView } from './case-view.ts'
import {
  endShift,
  insertShift,
  interrupted,
  lastHandOver,
  lockShift,
  officersOnCall,
  setInterrupted,
  shiftsOf,
} from './duty-store.ts'
import { dutyRoles, isOnDutyOf } from './guard.ts'
import { boardOf } from './known-store.ts'
import { zoneOf } from './report-state.ts'

/** The most cases of a board; they are ordered so that what is left out is the least urgent. */
const mostCases = 500
/** How long ended shifts are listed. */
const listed = { hours: 14 * 24 }
const admins: readonly Role[] = ['mission-admin']
const mayList: readonly Role[] = [...admins, ...dutyRoles]

/** What waits at a mission for this officer, and who is on duty there. */
export async function readBoard(
  context: Context,
  session: OfficerSession,
  mission: string,
): Promise<Result<DutyBoard>> {
  const may = mayAt(session.assignments, mission, dutyRoles)
  if (!may.ok) return may
  const { database } = context
  const now = context.now()
  const own = isOnDutyOf(session, mission) ? mission : null
  const rows = await boardOf(database, { officer: session.officer.id, mission: own, id: null, most: mostCases })
  const shifts = await shiftsOf(database, mission, now)
  const duty = onDuty(shifts, mission, now)
  const last = await lastHandOver(database, mission)
  const mine = shifts.find((shift) => shift.officer === session.officer.id && runs(shift, now))
  return ok({
    now: now.toString(),
    timeZone: zoneOf(context, mission),
    cutOff: (await interrupted(database)).has(mission),
    cases: rows.map((row) => caseRow(row, now)),
    onDuty: shifts
      .filter(({ officer }) => duty.includes(officer))
      .filter(({ officer }, place, all) => all.findIndex((other) => other.officer === officer) === place)
      .map(({ officer, number, name }) => ({ id: officer, number, name })),
    handedOver: last === undefined ? null : shiftView(last),
    myShift: mine === undefined ? null : shiftView(mine),
  })
}

/** The shifts of a mission and the officers who can be given one. */
export async function listShifts(context: Context, session: OfficerSession, mission: string) {
  const may = mayAt(session.assignments, mission, mayList)
  if (!may.ok) return may
  const shifts = await shiftsOf(context.database, mission, context.now().subtract(listed))
  const officers = await dutyOfficersOf(context, mission)
  return ok({ timeZone: zoneOf(context, mission), shifts: shifts.map(shiftView), officers })
}

const dutyOfficersOf = async ({ database }: Context, mission: string) =>
  (await officersOnCall(database))
    .filter((each) => each.mission === mission && (each.level === 'duty' || each.level === 'ministry'))
    .map(({ officer, number, name }) => ({ id: officer, number, name }))

interface Plan {
  readonly id: string
  readonly mission: string
  readonly officer: string
  readonly from: string
  readonly until: string
}

/** Gives a duty officer of the mission a shift. The same shift again changes nothing. */
export async function planShift(context: Context, session: OfficerSession, plan: Plan): Promise<Result<ShiftView>> {
  const { id, mission, officer, from, until } = plan
  const may = mayAt(session.assignments, mission, admins)
  if (!may.ok) return may
  const times = shiftTimes(zoneOf(context, mission), from, until)
  if (!times.ok) return times
  if (!(await dutyOfficersOf(context, mission)).some((each) => each.id === officer)) return refuse('officer.unknown')
  return context.database.transaction().execute(async (tx): Promise<Result<ShiftView>> => {
    await insertShift(tx, {
      shift: { id, mission, officer, ...times.value, endedAt: null },
      plannedBy: session.officer.id,
    })
    const stored = await lockShift(tx, id)
    // An id that another mission's shift has stays that one's.
    if (!stored || stored.mission !== mission) return refuse('assistance.shift-impossible')
    await record(tx, context, {
      action: 'duty.shift-planned',
      actor: { kind: 'officer', id: session.officer.id },
      mission,
      outcome: 'done',
      data: { shift: id, officer },
    })
    return ok(shiftView(stored))
  })
}

/** Ends one's own shift with its note. */
export async function handOverShift(
  context: Context,
  session: OfficerSession,
  { id, note }: { readonly id: string; readonly note: string },
): Promise<Result<ShiftView>> {
  return context.database.transaction().execute(async (tx): Promise<Result<ShiftView>> => {
    const shift = await lockShift(tx, id)
    if (!shift) return refuse('assistance.shift-unknown')
    const at = context.now()
    const ended = handOver(shift, session.officer.id, { note, at })
    if (!ended.ok) return ended
    await endShift(tx, id, { at, note: note.trim() })
    await record(tx, context, {
      action: 'duty.handed-over',
      actor: { kind: 'officer', id: session.officer.id },
      mission: shift.mission,
      outcome: 'done',
      data: { shift: id },
    })
    return ok(shiftView({ ...shift, endedAt: at, note: note.trim() }))
  })
}

/** Says that a mission cannot do its duty, or that it can again: by its own officers, or by the ministry's duty, whom it may reach by telephone alone. */
export async function interruptDuty(
  context: Context,
  session: OfficerSession,
  { mission, cutOff }: { readonly mission: string; readonly cutOff: boolean },
): Promise<Result<{ cutOff: boolean }>> {
  const ofMinistry = session.assignments.some(({ role }) => role === 'ministry-duty')
  const may = mayAt(session.assignments, mission, mayList)
  if (!may.ok && !ofMinistry) return may
  await context.database.transaction().execute(async (tx) => {
    await setInterrupted(tx, mission, cutOff ? { at: context.now(), officer: session.officer.id } : null)
    await record(tx, context, {
      action: cutOff ? 'duty.interrupted' : 'duty.resumed',
      actor: { kind: 'officer', id: session.officer.id },
      mission,
      outcome: 'done',
    })
  })
  context.nudge('call-duty')
  return ok({ cutOff })
}
