import type { CrisisPerson, CrisisRow, CrisisView } from '@consular/api'
import { boardOf, openStates, vulnerabilities } from '@consular/domain/crisis'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { PersonRecord } from './person-store.ts'
import { countInside } from './populate.ts'
import { areaOf, countMessages, countPersons, countWaiting, type crisesOf, namedCrisis } from './store.ts'

type Named = Awaited<ReturnType<typeof crisesOf>>[number]

/** A crisis in a list. */
export const crisisRow = (row: Named): CrisisRow => ({
  id: row.id,
  reference: row.reference,
  mission: row.mission,
  kind: row.kind,
  title: row.title,
  state: row.state,
  happenedAt: row.happened_at,
  proposedBy: { id: row.proposed_by, number: row.proposer_number, name: row.proposer_name },
})

/** A crisis with its board. */
export async function crisisView(tx: Tx, context: Context, id: string): Promise<CrisisView> {
  const row = await namedCrisis(tx, id)
  if (!row) throw new Error('A crisis that is held is not there')
  const counted = await countPersons(tx, id, openStates)
  const board = boardOf(counted.states)
  const messages = await countMessages(tx, id)
  const waiting = await countWaiting(tx, id)
  const open = openStates.reduce((sum, state) => sum + board.counts[state], 0) - counted.left
  const { decider_number: number, decider_name: name } = row
  return {
    ...crisisRow(row),
    version: row.version,
    now: context.now().toString(),
    timeZone: context.pack.directory.missions.get(row.mission)?.timeZone ?? 'UTC',
    area: areaOf(row),
    proposedAt: row.proposed_at,
    decidedBy:
      row.decided_by === null || number === null || name === null ? null : { id: row.decided_by, number, name },
    decidedAt: row.decided_at,
    closedAt: row.closed_at,
    eraseAt: row.erase_at,
    erasedAt: row.erased_at,
    reach: row.state === 'PROPOSED' ? await countInside(tx, row) : null,
    ...board,
    counts: { ...board.counts },
    open,
    messages: {
      households: messages.households,
      waiting: messages.waiting,
      handedOver: messages.handed_over,
      delivered: messages.delivered,
      failed: messages.failed,
      answered: messages.answered,
    },
    incomingWaiting: waiting.incoming,
    relatives: { reports: waiting.reports, persons: waiting.persons, merged: waiting.merged, waiting: waiting.waiting },
  }
}

/** A person as an officer who works for her sees her. */
export const personView = (row: PersonRecord, now: Temporal.Instant): CrisisPerson => ({
  id: row.id,
  state: row.state,
  tries: row.tries,
  lastSaid: row.last_said,
  lastAt: row.last_at,
  deathSaidBy: row.death_said_by,
  familyName: row.family_name,
  givenName: row.given_name,
  latinName: row.latin_name,
  birthDate: row.birth_date,
  phone: row.phone,
  email: row.email,
  place: row.place,
  vulnerabilities: [
    ...vulnerabilities({ needs: row.needs, birthDate: row.birth_date }, now.toZonedDateTimeISO('UTC').toPlainDate()),
  ],
  onManifest: row.on_manifest,
  registered: row.registered_id !== null,
  leftReason: row.left_reason,
  lentTo:
    row.lent_until !== null && Temporal.Instant.compare(Temporal.Instant.from(row.lent_until), now) > 0
      ? row.lent_to
      : null,
})
