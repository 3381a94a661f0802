import { randomBytes } from 'node:crypto'
import * as api from '@consular/api'
import type { Role } from '@consular/domain/access'
import { valueOf } from '../account/testing-browser.ts'
import { app, context, database, officer } from '../application/testing-stage.ts'
import { makeCalls, planCalls } from './index.ts'

export const bangkok = 'uto-th-embassy'

/** The night of the journey, 03:07 in Bangkok. */
export const threeAtNight = Temporal.Instant.from('2026-11-23T20:07:00Z')

/** Moves the clock to a minute of that night; whoever was signed in still is. */
export async function atMinute(minute: number): Promise<void> {
  context.clock.now = threeAtNight.add({ seconds: Math.round(minute * 60) })
  await database
    .updateTable('session')
    .set({ last_seen_at: context.now().toString(), expires_at: context.now().add({ hours: 12 }).toString() })
    .execute()
}

/** An officer at her desk, with a telephone and a mailbox. */
export async function onCall(name: string, roles: readonly Role[], mission = bangkok) {
  const desk = await officer(name, roles, mission)
  const contact = { email: `${desk.number}@example.org`, phone: `+9990000${desk.number}` }
  await database
    .insertInto('officer_contact')
    .values({ officer_id: desk.id, ...contact })
    .execute()
  return desk
}

/** A telephone in Bangkok with a report ready to be sent. */
export function telephone(fields: { readonly [name: string]: unknown } = {}) {
  const [id, secret, phone] = [0, 0, 0].map(() => randomBytes(16).toString('hex')) as [string, string, string]
  const place = { lat: 13.746, lon: 100.534, accuracy: 40 }
  const text = JSON.stringify({ situation: 'attacked', ...place, secret, phone, ...fields })
  return { id, secret, phone, text }
}

/** Sends a body as a report, whatever it is. */
export async function sendText(id: string, text: string | Uint8Array<ArrayBuffer>): Promise<api.ReportState> {
  const response = await app.request(`/api/reports/${id}`, { method: 'PUT', body: text })
  if (response.status !== 200) throw new Error(`a report was answered ${response.status}`)
  return api.ReportState.parse(await response.json())
}

/** What the sender of a report is told now. */
export const stateOf = async ({ id, secret }: { readonly id: string; readonly secret: string }) => {
  const response = await app.request(`/api/reports/${id}/state`, { method: 'POST', body: JSON.stringify({ secret }) })
  return response.status === 200 ? api.ReportState.parse(await response.json()) : response.status
}

/** The case of a reference. */
export const caseOf = (reference: string) =>
  database.selectFrom('assistance_case').selectAll().where('reference', '=', reference).executeTakeFirstOrThrow()

/** Lets the jobs look once. */
export async function look(): Promise<void> {
  await planCalls(context)
  await makeCalls(context, null)
}

/** Who was called to a case by now: `level number channel outcome`. */
export async function callsTo(reference: string): Promise<string[]> {
  const rows = await database
    .selectFrom('assistance_attempt as a')
    .innerJoin('assistance_case as c', 'c.id', 'a.case_id')
    .leftJoin('officer as o', 'o.id', 'a.officer_id')
    .select(['a.level', 'o.name', 'a.channel', 'a.outcome'])
    .where('c.reference', '=', reference)
    .orderBy('a.planned_at')
    .orderBy('a.channel')
    .execute()
  return rows.map(({ level, name, channel, outcome }) => `${level} ${name} ${channel} ${outcome}`)
}

/** Opens a case as an officer. */
export const reading = async (desk: Awaited<ReturnType<typeof onCall>>, assistance: string) =>
  valueOf(await desk.browser.call(api.readCase, { params: { assistance } }))
