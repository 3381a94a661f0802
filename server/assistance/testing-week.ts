import type { Role } from '@consular/domain/access'
import { newId, type Result } from '@consular/domain/shared'
import { sql } from 'kysely'
import type { MadeCall, Told, WeekService } from '../../domain/assistance/testing-play.ts'
import { gatewayTakes, type PlannedReport, type Week } from '../../domain/assistance/testing-week.ts'
import { readConfig } from '../config.ts'
import type { Database } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { loadPack } from '../mission/index.ts'
import type { TelephoneGateway } from '../telephone/index.ts'
import { type TestContext, testContext } from '../testing.ts'
import { triageCase } from './act-on-case.ts'
import { handOverShift, interruptDuty, planShift, readBoard } from './duty.ts'
import { makeCalls, planCalls, readReportState, storeReport } from './index.ts'
import { readCase } from './read-case.ts'

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`)
  return result.value
}

/** An officer of the week in the database, with her session. */
interface Desk {
  readonly session: OfficerSession
  readonly phone: string | null
}

/** The outside world of a week: its own missions, a service that calls through a gateway, a clock that the week moves. */
async function contextOf(week: Week, database: Database): Promise<TestContext> {
  const pack = { ...(await loadPack('uto')), directory: week.directory }
  const config = { ...readConfig({ CONSULAR_PACK: 'uto' }), mode: 'production' as const }
  return testContext(database, { pack, config, nudge: () => undefined })
}

/** Writes the officers of a week with their posts and addresses. */
async function hire(week: Week, context: TestContext): Promise<ReadonlyMap<string, Desk>> {
  const posted = [
    ...week.staff,
    { id: 'administrator', mission: 'ministry', role: 'auditor' as const, phone: false, email: false },
  ].map(({ id, mission, role, phone, email }, place) => ({
    key: id,
    id: newId<'officer'>(context.now(), context.random) as string,
    number: 1000 + place,
    mission,
    role,
    phone: phone ? `+9991${String(place).padStart(6, '0')}` : null,
    email: email ? `${place}@example.org` : null,
  }))
  const rows = JSON.stringify(posted)
  const columns = sql`jsonb_to_recordset(${rows}::jsonb) AS x(key text, id uuid, number int, mission text, role text, phone text, email text)`
  const at = context.now().toString()
  await sql`INSERT INTO officer (id, number, name, active, example, created_at) SELECT id, number, key, true, false, ${at} FROM ${columns}`.execute(
    context.database,
  )
  await sql`INSERT INTO officer_assignment (officer_id, mission, role) SELECT id, mission, role FROM ${columns}`.execute(
    context.database,
  )
  await sql`INSERT INTO officer_contact (officer_id, email, phone) SELECT id, email, phone FROM ${columns}`.execute(
    context.database,
  )
  return new Map(
    posted.map(({ key, id, number, mission, role, phone }) => [
      key,
      { session: sessionOf({ id, number, name: key, mission, role }), phone },
    ]),
  )
}

interface Posted {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly mission: string
  readonly role: Role
}

const sessionOf = ({ id, number, name, mission, role }: Posted): OfficerSession => ({
  kind: 'officer',
  id,
  officer: { id, number, name, example: false },
  assignments: [{ mission, role }],
  steppedUpAt: null,
})

const lines = 8

/** A week played with the whole service: its use cases, its jobs, its database. */
export async function serviceOf(week: Week, database: Database): Promise<WeekService> {
  const context = await contextOf(week, database)
  context.clock.now = week.begins
  const desks = await hire(week, context)
  const names = new Map([...desks].map(([key, { session }]) => [session.officer.id, key]))
  const numbers = new Map([...desks].map(([key, { phone }]) => [phone, key]))
  await planShifts(week, context, desks)
  // For this player alone: what was settled in one minute.
  await sql`CREATE INDEX assistance_attempt_settled ON assistance_attempt (settled_at)`.execute(database)
  const minuteOf = (at: string): number => Temporal.Instant.from(at).since(week.begins).total('minutes')
  const now = (): number => minuteOf(context.now().toString())
  const ids = new Map<number, string>()
  const keys = new Map<string, number>()
  const references = new Map<string, number>()
  const versions = new Map<number, number>()
  const shifts = shiftIds(week, context)
  const desk = (officer: string): Desk => {
    const found = desks.get(officer)
    if (!found) throw new Error(`there is no officer ${officer}`)
    return found
  }

  async function toldOf(report: PlannedReport, state: Awaited<ReturnType<typeof storeReport>>): Promise<Told> {
    const known = references.get(state.reference)
    if (known === undefined) {
      const row = await database
        .selectFrom('assistance_case')
        .select('id')
        .where('reference', '=', state.reference)
        .executeTakeFirstOrThrow()
      references.set(state.reference, report.number)
      ids.set(report.number, row.id)
      keys.set(row.id, report.number)
    }
    return {
      key: known ?? report.number,
      mission: state.mission,
      storedAt: minuteOf(state.storedAt),
      readAt: state.readAt === null ? null : minuteOf(state.readAt),
    }
  }

  let refused: string[] = []
  const gateway: TelephoneGateway = {
    handOver: async ({ id, channel, to }) => {
      const officer = numbers.get(to)
      if (officer === undefined) throw new Error('a number of nobody')
      if (gatewayTakes(week, { channel, officer, minute: now() })) return
      refused.push(id)
      throw new Error('the gateway does not answer')
    },
  }

  // Shifts that begin change the duty by the clock alone.
  const beginnings = new Set(week.shifts.map(({ begins }) => Math.max(0, begins)))
  let happened = false

  /** Is there anything for a look to find? Where nothing is due and nothing has happened, the jobs would find nothing either. */
  async function isDue(): Promise<boolean> {
    const at = context.clock.now.toString()
    const { rows } = await sql<{ due: boolean }>`
      SELECT EXISTS (SELECT FROM duty_watch WHERE look_at <= ${at}) OR EXISTS (SELECT FROM assistance_attempt WHERE try_at <= ${at}) AS due`.execute(
      database,
    )
    return rows[0]?.due === true
  }

  async function look(): Promise<readonly MadeCall[]> {
    const changed = happened || beginnings.has(now())
    happened = false
    if (!changed && !(await isDue())) return []
    refused = []
    await planCalls(context)
    await makeCalls(context, gateway)
    const { rows } = await sql<MadeRow>`
      SELECT case_id, level, mission, officer_id, channel, outcome, due_since FROM assistance_attempt
      WHERE settled_at = ${context.now().toString()} OR id = ANY (${refused}::uuid[])`.execute(database)
    return rows.map((row) => ({
      key: keys.get(row.case_id) ?? -1,
      level: row.level,
      mission: row.mission,
      officer: row.officer_id === null ? null : (names.get(row.officer_id) ?? '?'),
      channel: row.channel,
      outcome: row.outcome ?? 'not-taken',
      since: minuteOf(row.due_since),
    }))
  }

  async function read(officer: string, key: number): Promise<readonly number[]> {
    const view = must(await readCase(context, desk(officer).session, ids.get(key) ?? ''))
    versions.set(key, view.version)
    const at = context.now()
    return view.list
      .filter(({ readAt }) => readAt !== null && Temporal.Instant.from(readAt).equals(at))
      .map(({ words }) => Number(words))
  }

  return {
    lines,
    beginMinute: async (minute) => void (context.clock.now = week.begins.add({ minutes: minute })),
    report: async (report) => {
      happened = true
      return toldOf(report, await storeReport(context, incoming(report, context)))
    },
    told: async (report) => {
      const { phoneId, fields } = incoming(report, context)
      return toldOf(report, must(await readReportState(context, { phoneId, secret: fields.secret })))
    },
    setCutOff: async (mission, cutOff) => {
      happened = true
      const { session } = desk('ministry-ministry-duty-0')
      must(await interruptDuty(context, session, { mission, cutOff }))
    },
    handOver: async (shift) => {
      happened = true
      const id = shifts.get(shift.number) ?? ''
      must(await handOverShift(context, desk(shift.officer).session, { id, note: `Shift ${shift.number} is over.` }))
    },
    look,
    read,
    triage: async (officer, key, priority) => {
      const step = { id: ids.get(key) ?? '', version: versions.get(key) ?? -1, priority, reason: 'as she sees it' }
      must(await triageCase(context, desk(officer).session, step))
    },
    board: async (officer, mission) => {
      const board = must(await readBoard(context, desk(officer).session, mission))
      const waiting = board.cases.filter(({ unreadSince }) => unreadSince !== null)
      return waiting.map(({ id }) => keys.get(id) ?? -1)
    },
  }
}

interface MadeRow {
  readonly case_id: string
  readonly level: MadeCall['level']
  readonly mission: string
  readonly officer_id: string | null
  readonly channel: string
  readonly outcome: Exclude<MadeCall['outcome'], 'not-taken'> | null
  readonly due_since: string
}

/** A report as a telephone sends it, the same each time; its words are its number. */
function incoming(report: PlannedReport, { clock }: TestContext) {
  const name = (what: string, number: number): string => `${what}-${String(number).padStart(16, '0')}`
  const fields = {
    situation: report.situation,
    silent: report.silent,
    ...(report.position ? { lat: report.position.lat, lon: report.position.lon } : {}),
    ...(report.mission === null ? {} : { mission: report.mission }),
    secret: name('secret', report.number),
    phone: name('phone', report.phone),
    madeAt: clock.now.toString(),
    words: String(report.number),
  }
  return {
    phoneId: name('report', report.number),
    fields,
    length: 300,
    cut: false,
    understood: true,
    channel: 'app' as const,
  }
}

const shiftNames = new WeakMap<Week, ReadonlyMap<number, string>>()

/** An id for each shift of a week, the same each time it is asked for. */
function shiftIds(week: Week, context: TestContext): ReadonlyMap<number, string> {
  const known = shiftNames.get(week)
  const ids = known ?? new Map(week.shifts.map(({ number }) => [number, newId<'shift'>(context.now(), context.random)]))
  shiftNames.set(week, ids)
  return ids
}

async function planShifts(week: Week, context: TestContext, desks: ReadonlyMap<string, Desk>): Promise<void> {
  const ids = shiftIds(week, context)
  const { officer } = (desks.get('administrator') as Desk).session
  for (const { number, mission, officer: key, from, until } of week.shifts) {
    const session = sessionOf({ ...officer, mission, role: 'mission-admin' })
    const who = (desks.get(key) as Desk).session.officer.id
    must(await planShift(context, session, { id: ids.get(number) ?? '', mission, officer: who, from, until }))
  }
}
