import type { AnswerOf, listAccessEvents } from '@consular/api'
import type { Tx } from '../database/connection.ts'
import { readAccessEvents } from './store.ts'

type AccessEvent = AnswerOf<typeof listAccessEvents>['events'][number]

/**
 * Who opened a person's file, the newest first: an officer by number and mission, not by name (a name makes her a target; the number
 * finds her for whoever must answer), example officers by name too; another citizen as no more than that.
 */
export async function accessEvents(tx: Tx, account: string, most: number): Promise<AccessEvent[]> {
  const rows = await readAccessEvents(tx, account, most)
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    application: row.application_id,
    reference: row.reference,
    actor: row.actor_kind === 'officer' ? 'officer' : 'another-citizen',
    officerNumber: row.number,
    officerName: row.name,
    mission: row.mission,
    purpose: row.purpose ?? 'other',
    outcome: row.outcome === 'refused' ? 'refused' : 'read',
  }))
}
