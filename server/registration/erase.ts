import { newId, ok, type Result } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { lockOwn, type OwnRequest, recordOwn } from './own.ts'
import { insertErasure, type RegistrationRow, removeRegistration } from './store.ts'

/** By which rule a registration was erased, and since when it had to be. */
interface Erasure {
  readonly rule: 'registration.asked' | 'registration.resident' | 'registration.trip'
  readonly dueAt: Temporal.Instant
}

/** Erases a registration with its persons, and writes the proof of it in the same transaction. */
async function eraseWithProof(tx: Tx, context: Context, id: string, { rule, dueAt }: Erasure): Promise<void> {
  const now = context.now()
  const rows = await removeRegistration(tx, id)
  await insertErasure(tx, {
    id: newId<'erasure'>(now, context.random),
    subject: 'registration',
    subject_id: id,
    rule,
    rows,
    due_at: dueAt.toString(),
    erased_at: now.toString(),
  })
}

/** Erases one's own registration at once. */
export async function deleteRegistration(context: Context, request: OwnRequest): Promise<Result<undefined>> {
  return context.database.transaction().execute(async (tx): Promise<Result<undefined>> => {
    const own = await lockOwn(tx, context, request)
    if (!own.ok) return own
    await eraseWithProof(tx, context, request.registration, { rule: 'registration.asked', dueAt: context.now() })
    await recordOwn(tx, context, request.account, 'delete')
    return ok(undefined)
  })
}

/** Erases a registration whose day has come. */
export async function eraseDue(tx: Tx, context: Context, row: RegistrationRow): Promise<void> {
  const dueAt = Temporal.PlainDate.from(row.erase_on).toZonedDateTime('UTC').toInstant()
  await eraseWithProof(tx, context, row.id, { rule: `registration.${row.kind}`, dueAt })
  await record(tx, context, {
    action: 'registration.erase',
    actor: { kind: 'system', id: null },
    account: row.account_id,
    outcome: 'done',
  })
}
