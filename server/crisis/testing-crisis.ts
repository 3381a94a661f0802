import * as api from '@consular/api'
import { valueOf } from '../account/testing-browser.ts'
import { app, context, type Desk, database, id, officer, stepUp } from '../application/testing-stage.ts'

export const ankara = 'uto-tr-embassy'
/** The earthquake of the journey. */
export const quake = Temporal.Instant.from('2026-11-23T01:14:00Z')
export const izmir = { lat: 38.423, lon: 27.143 }
export const inboundKey = 'the key by which the gateway of the tests is known'

/** Moves the clock to some minutes after the earthquake; whoever was signed in still is. */
export async function atMinute(minutes: number): Promise<void> {
  context.clock.now = quake.add({ minutes })
  await database
    .updateTable('session')
    .set({ last_seen_at: context.now().toString(), expires_at: context.now().add({ hours: 12 }).toString() })
    .execute()
}

export const area = (km: number, more: Partial<api.CrisisView['area']> = {}): api.CrisisView['area'] => ({
  circles: [{ ...izmir, km }],
  polygons: [],
  countries: [],
  unplaced: [],
  ...more,
})

/** The officers of the embassy: one on duty, her deputy, the head. */
export const embassy = async () => ({
  duty: await officer('Ina', ['duty'], ankara),
  deputy: await officer('Leo', ['deputy'], ankara),
  head: await officer('Kim', ['head'], ankara),
})
export type Embassy = Awaited<ReturnType<typeof embassy>>

/** Proposes a crisis by the officer on duty. */
export async function propose({ duty }: Pick<Embassy, 'duty'>, where = area(30)): Promise<api.CrisisView> {
  await stepUp(duty)
  const body = {
    mission: ankara,
    kind: 'disaster',
    title: 'Earthquake',
    happenedAt: quake.toString(),
    area: where,
  } as const
  return valueOf(await duty.browser.call(api.proposeCrisis, { params: { crisis: id() }, body }))
}

/** Proposes a crisis and declares it by the deputy. */
export async function declare(desks: Embassy, where = area(30)): Promise<api.CrisisView> {
  const { id: crisis, version } = await propose(desks, where)
  await stepUp(desks.deputy)
  const body = { version, decision: 'approve' } as const
  return valueOf(await desks.deputy.browser.call(api.decideCrisisProposal, { params: { crisis }, body }))
}

/** The board as an officer sees it. */
export const board = async ({ browser }: Desk, crisis: string) =>
  valueOf(await browser.call(api.readCrisis, { params: { crisis } }))

/** Only the states in which somebody is. */
export const states = ({ counts }: Pick<api.CrisisView, 'counts'>) =>
  Object.fromEntries(Object.entries(counts).filter(([, persons]) => persons > 0))

let sent = 0
/** A short message from a telephone, as the gateway brings it. */
export const sms = (from: string, text: string, gatewayId = `gw-${++sent}`, key = inboundKey) =>
  app.request('/api/telephone/messages', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ id: gatewayId, from, text }),
  })

/** The person at a telephone. */
export const personAt = (crisis: string, phone: string) =>
  database
    .selectFrom('crisis_person')
    .selectAll()
    .where('crisis_id', '=', crisis)
    .where('phone', '=', phone)
    .executeTakeFirstOrThrow()

/** A crisis that is on and led by a mission, with somebody’s household in it, a message that waits for a human and a relative’s report. */
export async function crisisIn(mission: string, account: string) {
  const [crisis, household, person, incoming, relative] = [id(), id(), id(), id(), id()]
  const first = await officer('Una', ['duty'], mission)
  const second = await officer('Duo', ['deputy'], mission)
  const at = context.now().toString()
  const words = {
    family_name: 'Segreta',
    given_name: 'Via',
    latin_name: null,
    birth_date: null,
    phone: '+390000000001',
  }
  await database
    .insertInto('crisis')
    .values({
      id: crisis,
      reference: `CR-${crisis}`,
      mission,
      kind: 'disaster',
      title: 'A flood',
      happened_at: at,
      area: JSON.stringify(area(30)),
      state: 'DECLARED',
      proposed_by: first.id,
      proposed_at: at,
      decided_by: second.id,
      decided_at: at,
      closed_by: null,
      closed_at: null,
      erase_at: null,
      erased_at: null,
    })
    .execute()
  await database
    .insertInto('crisis_household')
    .values({
      id: household,
      crisis_id: crisis,
      registration_id: id(),
      account_id: account,
      language: 'en',
      phone: words.phone,
      email: null,
      answered_at: null,
    })
    .execute()
  await database
    .insertInto('crisis_person')
    .values({
      ...words,
      id: person,
      crisis_id: crisis,
      household_id: household,
      registered_id: id(),
      document_number: null,
      call_rank: 6,
      country: 'IT',
      place: 'Via Segreta 11',
      lat: null,
      lon: null,
      last_said: null,
      last_at: null,
      death_said_by: null,
      lent_to: null,
      lent_until: null,
      left_reason: null,
      left_by: null,
    })
    .execute()
  await database
    .insertInto('crisis_incoming')
    .values({
      id: incoming,
      gateway_id: incoming,
      crisis_id: crisis,
      household_id: household,
      phone: words.phone,
      text: 'We are at Via Segreta',
      received_at: at,
      outcome: null,
      settled_by: null,
      settled_at: null,
      reason: null,
    })
    .execute()
  await database
    .insertInto('crisis_relative')
    .values({
      ...words,
      id: relative,
      crisis_id: crisis,
      says: 'missing',
      at,
      stored_at: at,
      reporter_name: 'A sister',
      reporter_phone: '+390000000002',
      language: 'en',
      taken_by: null,
      person_id: null,
      merged_by: null,
      merged_officer: null,
    })
    .execute()
  return { crisis, person, incoming, relative }
}
