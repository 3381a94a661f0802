import type { AnswerOf, answerForPerson as answering, BodyOf, CrisisPerson, listCrisisPersons } from '@consular/api'
import { openStates } from '@consular/domain/crisis'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { noteAccess, noteAct, openCrisis, openDeclared } from './guard.ts'
import { keepAnswers } from './keep-answers.ts'
import {
  lend,
  lendNext,
  listPersons as list,
  lockPersons,
  type PersonRecord,
  personsById,
  writeReason,
} from './person-store.ts'
import { personView } from './view.ts'

/** The most persons shown at once; the total is told. */
const mostShown = 200
/** How long a person who is being rung is lent to one officer, and how long one who did not answer is laid aside. */
const ringing = { minutes: 10 }
const laidAside = { minutes: 30 }

interface OfCrisis {
  readonly session: OfficerSession
  readonly crisis: string
}

/** Persons of a crisis, or those to ring. Leaves an access event with all who were shown. */
export async function listCrisisPersonsFor(
  context: Context,
  { session, crisis, body }: OfCrisis & { readonly body: BodyOf<typeof listCrisisPersons> },
): Promise<Result<AnswerOf<typeof listCrisisPersons>>> {
  return context.database.transaction().execute(async (tx): Promise<Result<AnswerOf<typeof listCrisisPersons>>> => {
    const opened = await openCrisis(tx, { session, crisis })
    if (!opened.ok) return opened
    const { persons, total } = await list(tx, { crisis, show: body.show, name: body.name ?? '', most: mostShown })
    const purpose = body.show === 'calls' ? 'call-list' : 'persons'
    const ids = persons.map(({ id }) => id)
    await noteAccess(tx, context, { session, found: opened.value, purpose, persons: ids })
    return ok({ persons: persons.map((row) => personView(row, context.now())), total })
  })
}

/** Lends the next person to ring to this officer: two who ring at the same time never ring one. */
export async function takeNextCall(
  context: Context,
  { session, crisis }: OfCrisis,
): Promise<Result<{ person: CrisisPerson | null }>> {
  return context.database.transaction().execute(async (tx): Promise<Result<{ person: CrisisPerson | null }>> => {
    const opened = await openDeclared(tx, { session, crisis })
    if (!opened.ok) return opened
    const now = context.now()
    const next = await lendNext(tx, { crisis, officer: session.officer.id, now, until: now.add(ringing) })
    const [row] = next === undefined ? [] : await personsById(tx, crisis, [next])
    if (!row) return ok({ person: null })
    await noteAccess(tx, context, { session, found: opened.value, purpose: 'call-list', persons: [row.id] })
    return ok({ person: personView(row, now) })
  })
}

interface OfPerson extends OfCrisis {
  readonly person: string
}

const personOf = async (tx: Tx, crisis: string, person: string): Promise<PersonRecord | undefined> =>
  (await personsById(tx, crisis, [person]))[0]

/** Logs what an officer has learnt of a person or done for her. What does not lead on from her state is kept and changes nothing: her state is in the answer. */
export async function answerForPerson(
  context: Context,
  {
    session,
    crisis,
    person,
    answer,
    body,
  }: OfPerson & { readonly answer: string; readonly body: BodyOf<typeof answering> },
): Promise<Result<CrisisPerson>> {
  return context.database.transaction().execute(async (tx): Promise<Result<CrisisPerson>> => {
    const opened = await openDeclared(tx, { session, crisis, hold: 'answers' })
    if (!opened.ok) return opened
    await lockPersons(tx, crisis, [person])
    const before = await personOf(tx, crisis, person)
    if (!before) return refuse('crisis.person-unknown')
    if (body.says === 'deceased' && before.death_said_by === session.officer.id)
      return refuse('crisis.second-officer-needed')
    const at = body.at === undefined ? null : Temporal.Instant.from(body.at)
    const kept = await keepAnswers(tx, context, {
      found: opened.value,
      persons: [person],
      answer: { id: answer, says: body.says, source: 'officer', at, officer: session.officer.id, text: body.text },
    })
    const aside = { officer: session.officer.id, until: context.now().add(laidAside) }
    if (kept.length > 0) await lend(tx, person, body.says === 'no-answer' ? aside : null)
    const after = await personOf(tx, crisis, person)
    if (!after) return refuse('crisis.person-unknown')
    await noteAccess(tx, context, { session, found: opened.value, purpose: 'answer', persons: [person] })
    return ok(personView(after, context.now()))
  })
}

/** Says why the crisis may be closed over a person who is still without news, in need or under way. */
export async function leavePerson(
  context: Context,
  { session, crisis, person, reason }: OfPerson & { readonly reason: string },
): Promise<Result<CrisisPerson>> {
  return context.database.transaction().execute(async (tx): Promise<Result<CrisisPerson>> => {
    const opened = await openDeclared(tx, { session, crisis, hold: 'answers' })
    if (!opened.ok) return opened
    const found = await personOf(tx, crisis, person)
    if (!found) return refuse('crisis.person-unknown')
    if (reason.trim().length < 2) return refuse('crisis.reason-needed')
    if (openStates.includes(found.state)) await writeReason(tx, person, reason, session.officer.id)
    await noteAct(tx, context, { session, found: opened.value, action: 'crisis.left', data: { person } })
    await noteAccess(tx, context, { session, found: opened.value, purpose: 'answer', persons: [person] })
    const after = await personOf(tx, crisis, person)
    return after ? ok(personView(after, context.now())) : refuse('crisis.person-unknown')
  })
}
