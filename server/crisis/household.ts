import type { OwnCrisis } from '@consular/api'
import { isId, ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { type HouseholdRecord, householdByCode, householdsOf } from './household-store.ts'
import { type Incoming, keepAnswers } from './keep-answers.ts'
import { personsById, personsOfHouseholds } from './person-store.ts'
import { findCrisis } from './store.ts'

/** What the page behind a message shows: nothing of anybody, but how many are asked and what was last said of all of them. */
export interface HouseholdState {
  readonly title: string
  readonly language: 'zh-Hans' | 'en'
  readonly isOn: boolean
  readonly persons: number
  readonly said: 'safe' | 'help' | null
}

/** The household that the code of a message leads to; null where there is none. Looking changes nothing: mail programs look too. */
export async function readHousehold(context: Context, code: string): Promise<HouseholdState | null> {
  const found = await householdByCode(context.database, code)
  return found ? stateOf(context.database, found) : null
}

async function stateOf(tx: Tx, household: HouseholdRecord): Promise<HouseholdState | null> {
  const crisis = await findCrisis(tx, household.crisis_id, 'none')
  if (!crisis) return null
  const persons = await personsById(tx, crisis.id, await personsOfHouseholds(tx, [household.id]))
  const [first] = persons
  const isSame = first !== undefined && persons.every(({ state }) => state === first.state)
  const said = isSame && first.state === 'SAFE' ? 'safe' : isSame && first.state === 'NEEDS_HELP' ? 'help' : null
  return {
    title: crisis.title,
    language: household.language,
    isOn: crisis.state === 'DECLARED',
    persons: persons.length,
    said,
  }
}

/** Keeps what the page behind a message sent. Null: no such household, or its crisis is over. */
export async function answerHousehold(
  context: Context,
  code: string,
  answer: Pick<Incoming, 'id' | 'says'>,
): Promise<HouseholdState | null> {
  return context.database.transaction().execute(async (tx): Promise<HouseholdState | null> => {
    const household = await householdByCode(tx, code)
    if (!household) return null
    const found = await findCrisis(tx, household.crisis_id, 'answers')
    if (found?.state === 'DECLARED') {
      const persons = await personsOfHouseholds(tx, [household.id])
      await keepAnswers(tx, context, { found, persons, answer: { ...answer, source: 'link', at: null } })
    }
    return stateOf(tx, household)
  })
}

/** The crises that touch a person’s own registrations. */
export async function listOwnCrises(context: Context, account: string): Promise<Result<{ crises: OwnCrisis[] }>> {
  return ok({ crises: await ownCrises(context.database, account) })
}

async function ownCrises(tx: Tx, account: string): Promise<OwnCrisis[]> {
  const byCrisis = Map.groupBy(await householdsOf(tx, account), ({ crisis_id }) => crisis_id)
  const crises: OwnCrisis[] = []
  for (const [id, households] of byCrisis) {
    const found = await findCrisis(tx, id, 'none')
    if (!found) continue
    const people = await personsOfHouseholds(
      tx,
      households.map((household) => household.id),
    )
    const persons = (await personsById(tx, id, people)).map((row) => ({
      id: row.id,
      givenName: row.given_name,
      state: row.state,
    }))
    crises.push({ id, kind: found.kind, title: found.title, happenedAt: found.happened_at, persons })
  }
  return crises
}

interface OwnAnswer {
  readonly account: string
  readonly crisis: string
  readonly answer: string
  readonly says: 'safe' | 'help'
  readonly at: string
}

/** Keeps a person’s own answer from the app, for all of her households in a crisis. Made without a line it counts at its time, and once. */
export async function answerOwnCrisis(
  context: Context,
  { account, crisis, answer: id, says, at }: OwnAnswer,
): Promise<Result<OwnCrisis>> {
  return context.database.transaction().execute(async (tx): Promise<Result<OwnCrisis>> => {
    const found = await findCrisis(tx, crisis, 'answers')
    const households = await householdsOf(tx, account, crisis)
    if (found?.state !== 'DECLARED' || households.length === 0) return refuse('crisis.unknown')
    const persons = await personsOfHouseholds(
      tx,
      households.map((household) => household.id),
    )
    const answer = { id, says, source: 'app', at: Temporal.Instant.from(at), account } as const
    await keepAnswers(tx, context, { found, persons, answer })
    const own = (await ownCrises(tx, account)).find((each) => each.id === crisis)
    return own ? ok(own) : refuse('crisis.unknown')
  })
}

/** What a crisis that is on is called, for whoever tells of somebody in it; null: there is none. */
export async function openCrisisTitle(context: Context, crisis: string): Promise<string | null> {
  const found = isId(crisis) ? await findCrisis(context.database, crisis, 'none') : undefined
  return found?.state === 'DECLARED' ? found.title : null
}
