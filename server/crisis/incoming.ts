import type {
  AnswerOf,
  BodyOf,
  listIncomingMessages,
  receiveSms as receiving,
  settleIncomingMessage,
} from '@consular/api'
import { readSms } from '@consular/domain/crisis'
import { newId, ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { noteAccess, noteAct, openCrisis, openDeclared } from './guard.ts'
import { householdsAt } from './household-store.ts'
import { insertIncoming, lockIncoming, settleIncoming, waitingIncoming } from './incoming-store.ts'
import { keepAnswers } from './keep-answers.ts'
import { personsById, personsLike, personsOfHouseholds } from './person-store.ts'
import { findCrisis } from './store.ts'
import { personView } from './view.ts'

/** A number as gateways write it, as E.164 where that can be told. */
function phoneOf(from: string): string {
  const digits = from.replace(/[\s()./-]/g, '').replace(/^00/, '+')
  return digits.slice(0, 40)
}

/**
 * Takes a short message in. None is dropped: `1` and `2` from a number that was asked are its household’s answer, in each crisis in which it was asked; whatever else comes
 * waits for a human. The same id again is the same message.
 */
export async function takeSms(context: Context, message: BodyOf<typeof receiving>): Promise<void> {
  await context.database.transaction().execute(async (tx) => {
    const households = await householdsAt(tx, phoneOf(message.from))
    const says = readSms(message.text)
    const isOn = households[0]?.state === 'DECLARED'
    if (!(await keepMessage(tx, context, { message, asked: households[0], isAnswer: isOn && says !== null }))) return
    for (const [crisis, asked] of Map.groupBy(households, ({ crisis_id }) => crisis_id)) {
      const found = await findCrisis(tx, crisis, 'answers')
      if (found?.state !== 'DECLARED' || says === null) continue
      const persons = await personsOfHouseholds(
        tx,
        asked.map(({ id }) => id),
      )
      await keepAnswers(tx, context, {
        found,
        persons,
        answer: { id: answerId(message.id), says, source: 'sms', at: heardAt(message) },
      })
    }
  })
}

const answerId = (gatewayId: string): string => `sms:${gatewayId}`.padEnd(8, '.').slice(0, 200)
const heardAt = ({ receivedAt }: BodyOf<typeof receiving>) =>
  receivedAt === undefined ? null : Temporal.Instant.from(receivedAt)

interface Heard {
  readonly message: BodyOf<typeof receiving>
  /** A household that was asked at this number. */
  readonly asked: { readonly id: string; readonly crisis_id: string } | undefined
  readonly isAnswer: boolean
}

/** Keeps a message as it came; false where it is a repetition. One that waits for a human leaves a line in the log, without its number. */
async function keepMessage(tx: Tx, context: Context, { message, asked, isAnswer }: Heard): Promise<boolean> {
  const now = context.now()
  const isNew = await insertIncoming(tx, {
    id: newId<'incoming'>(now, context.random),
    gateway_id: message.id,
    crisis_id: asked?.crisis_id ?? null,
    household_id: asked?.id ?? null,
    phone: phoneOf(message.from),
    text: message.text.replaceAll('\u0000', '\ufffd').slice(0, 2000),
    received_at: now.toString(),
    outcome: isAnswer ? 'answer' : null,
    settled_at: isAnswer ? now.toString() : null,
    settled_by: null,
    reason: null,
  })
  if (isNew && !isAnswer)
    await record(tx, context, {
      action: 'crisis.unmatched',
      actor: { kind: 'nobody', id: null },
      outcome: 'done',
      data: { known: asked !== undefined },
    })
  return isNew
}

interface OfCrisis {
  readonly session: OfficerSession
  readonly crisis: string
}

/** What waits for a human, with the persons of the number it came from. */
export async function listIncoming(
  context: Context,
  { session, crisis }: OfCrisis,
): Promise<Result<AnswerOf<typeof listIncomingMessages>>> {
  return context.database.transaction().execute(async (tx): Promise<Result<AnswerOf<typeof listIncomingMessages>>> => {
    const opened = await openCrisis(tx, { session, crisis })
    if (!opened.ok) return opened
    const messages: AnswerOf<typeof listIncomingMessages>['messages'] = []
    for (const row of await waitingIncoming(tx, crisis)) {
      const people = await personsLike(tx, crisis, { names: [], phone: row.phone, document: null })
      const candidates = people.map((person) => personView(person, context.now()))
      messages.push({
        id: row.id,
        phone: row.phone,
        text: row.text,
        receivedAt: row.received_at,
        known: row.household_id !== null,
        candidates,
      })
    }
    const persons = messages.flatMap(({ candidates }) => candidates.map(({ id }) => id))
    await noteAccess(tx, context, { session, found: opened.value, purpose: 'incoming', persons })
    return ok({ messages })
  })
}

/** Says whose answer a message is, or sets it aside with a reason: a human’s decision, once. */
export async function settleMessage(
  context: Context,
  {
    session,
    crisis,
    incoming,
    body,
  }: OfCrisis & { readonly incoming: string; readonly body: BodyOf<typeof settleIncomingMessage> },
): Promise<Result<undefined>> {
  return context.database.transaction().execute(async (tx): Promise<Result<undefined>> => {
    const opened = await openDeclared(tx, { session, crisis, hold: 'answers' })
    if (!opened.ok) return opened
    const row = await lockIncoming(tx, crisis, incoming)
    if (!row) return refuse('crisis.report-unknown')
    if (row.outcome !== null) return refuse('crisis.already-decided')
    const settled = { settled_by: session.officer.id, settled_at: context.now().toString(), crisis_id: crisis }
    if ('reason' in body) {
      if (body.reason.trim().length < 2) return refuse('crisis.reason-needed')
      await settleIncoming(tx, row.id, { ...settled, outcome: 'set-aside', reason: body.reason })
    } else {
      const [person] = await personsById(tx, crisis, [body.person])
      if (!person) return refuse('crisis.person-unknown')
      await settleIncoming(tx, row.id, { ...settled, outcome: 'matched', reason: null })
      const at = Temporal.Instant.from(row.received_at)
      const answer = { id: answerId(row.gateway_id), says: body.says, source: 'sms', at } as const
      await keepAnswers(tx, context, { found: opened.value, persons: [person.id], answer })
    }
    const data = { incoming: row.id, ...('reason' in body ? { setAside: true } : { person: body.person }) }
    await noteAct(tx, context, { session, found: opened.value, action: 'crisis.matched', data })
    return ok(undefined)
  })
}
