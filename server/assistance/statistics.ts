import type { AnswerOf, readProtectionStatistics } from '@consular/api'
import { mayAt } from '@consular/domain/access'
import { type CountingPurpose, type ProtectionCell, regionOfZone, showProtection } from '@consular/domain/assistance'
import { leastShown, ok, type Result } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { ministry, missionName } from '../officer/index.ts'
import { countCases } from './statistics-store.ts'

const startOf = (date: Temporal.PlainDate): Temporal.Instant => date.toZonedDateTime('UTC').toInstant()

/** The days of a year of which all months are over: the first, and the first that is not counted any more. */
function monthsOver(year: number, now: Temporal.Instant) {
  const from = Temporal.PlainDate.from({ year, month: 1, day: 1 })
  const month = now.toZonedDateTimeISO('UTC').toPlainDate().with({ day: 1 })
  const end = from.add({ years: 1 })
  const until = Temporal.PlainDate.compare(month, end) < 0 ? month : end
  return { from, until: Temporal.PlainDate.compare(until, from) < 0 ? from : until }
}

const regionOf = ({ pack }: Context, mission: string) =>
  regionOfZone(pack.directory.missions.get(mission)?.timeZone ?? null)

/**
 * Counts of a year by kind and mission, for analysts of the ministry. That they were read, and why, stands in the access log with those who were
 * refused. Refuses `access.other-mission` and `access.role-missing`.
 */
export async function readStatistics(
  context: Context,
  session: OfficerSession,
  { year, purpose }: { readonly year: number; readonly purpose: CountingPurpose },
): Promise<Result<AnswerOf<typeof readProtectionStatistics>>> {
  const may = mayAt(session.assignments, ministry, ['ministry-analyst'])
  const { from, until } = monthsOver(year, context.now())
  return context.database.transaction().execute(async (tx) => {
    await record(tx, context, {
      action: 'access.protection-statistics',
      actor: { kind: 'officer', id: session.officer.id },
      mission: ministry,
      purpose: may.ok ? `counting-${purpose}` : 'denied',
      outcome: may.ok ? 'read' : 'refused',
      data: { year },
    })
    if (!may.ok) return may
    const counted = await countCases(tx, { from: startOf(from), until: startOf(until), places: new Map() })
    const cells = [...showProtection(counted, (place) => regionOf(context, place))]
    const missions = Object.fromEntries(cells.map(({ place }) => [place, missionName(context, place)]))
    return ok({ least: leastShown, until: until.toString(), cells, missions })
  })
}

/** How long the table of a year is kept before it is counted again, in milliseconds: nobody makes the database count by asking. */
const keptFor = 3_600_000

interface Kept {
  readonly at: number
  readonly cells: Promise<readonly ProtectionCell[]>
}
const kept = new WeakMap<Context, Map<number, Kept>>()

/** The public table of a year that is over, by kind and part of the world; null for a year that is not, or that was before there was anything to count. */
export async function publicTable(context: Context, year: number): Promise<readonly ProtectionCell[] | null> {
  const now = context.now()
  const { from, until } = monthsOver(year, now)
  if (until.month !== 1 || until.year !== year + 1 || year < 2020) return null
  const tables = kept.get(context) ?? new Map<number, Kept>()
  kept.set(context, tables)
  const known = tables.get(year)
  if (known && Math.abs(now.epochMilliseconds - known.at) < keptFor) return known.cells
  const places = new Map([...context.pack.directory.missions.keys(), ministry].map((id) => [id, regionOf(context, id)]))
  const cells = countCases(context.database, { from: startOf(from), until: startOf(until), places }).then((counted) =>
    showProtection(counted, () => 'world'),
  )
  tables.set(year, { at: now.epochMilliseconds, cells })
  cells.catch(() => tables.delete(year))
  return cells
}
