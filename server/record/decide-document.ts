import type { AnswerOf, BodyOf, decideDocument as contract } from '@consular/api'
import { type Role, stepUp } from '@consular/domain/access'
import { RecordLine } from '@consular/domain/record'
import { newId, ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { documentFile, guardDocument, readers } from './check-documents.ts'
import { samenessKey } from './codes.ts'
import { readDocument, type StoredDocument, updateDocument } from './document-store.ts'
import { insertRecords } from './store.ts'

/** What an officer decides of a paper, on the version that she saw. */
export type DocumentDecision = BodyOf<typeof contract> & { readonly document: string }

type Decided = Result<AnswerOf<typeof contract>>

const rolesFor: { readonly [decision in DocumentDecision['decision']]: readonly Role[] } = {
  confirm: ['reviewer'],
  record: ['approver'],
  refuse: readers,
}

/**
 * Decides on a paper: the first officer confirms, the second, never the first, records or refuses; before it is confirmed either kind may refuse. Recorded, it is a health record of
 * the account that sent it; the picture is gone in the same transaction.
 */
export async function decideDocument(
  context: Context,
  session: OfficerSession,
  wanted: DocumentDecision,
): Promise<Decided> {
  return context.database.transaction().execute(async (tx): Promise<Decided> => {
    const stored = await readDocument(tx, wanted.document, 'lock')
    if (!stored) return refuse('document.unknown')
    const may = await guardDocument(tx, context, { session, stored, roles: rolesFor[wanted.decision] })
    if (!may.ok) return may
    const possible = mayDecide(context, session, { stored, wanted })
    if (!possible.ok) return possible
    const carried = await carryOut(tx, context, { session, stored, wanted })
    if (!carried.ok) return carried
    await record(tx, context, {
      action: `document.${wanted.decision}`,
      actor: { kind: 'officer', id: session.officer.id },
      account: stored.account,
      mission: stored.mission,
      outcome: 'done',
      data: { document: stored.id },
    })
    const now = await readDocument(tx, stored.id)
    return now ? ok(documentFile(now)) : refuse('document.unknown')
  })
}

interface Deciding {
  readonly stored: StoredDocument
  readonly wanted: DocumentDecision
}

function mayDecide(context: Context, session: OfficerSession, { stored, wanted }: Deciding): Result<unknown> {
  const { state, version } = stored
  const fits =
    wanted.decision === 'record'
      ? state === 'confirmed'
      : wanted.decision === 'confirm'
        ? state === 'waiting'
        : state === 'waiting' || state === 'confirmed'
  if (version !== wanted.version || !fits) return refuse('document.changed-meanwhile', { state, version })
  // Four eyes hold whatever roles one officer has.
  if (stored.confirmedBy?.id === session.officer.id) return refuse('document.own-confirmation')
  if (wanted.decision === 'refuse' && !wanted.reason) return refuse('document.reason-needed')
  return wanted.decision === 'record' ? stepUp(session.steppedUpAt, context.now()) : ok(null)
}

async function carryOut(
  tx: Tx,
  context: Context,
  { session, stored, wanted }: Deciding & { readonly session: OfficerSession },
): Promise<Result<null>> {
  if (wanted.decision === 'confirm') {
    await updateDocument(tx, stored.id, { state: 'confirmed', confirmed_by: session.officer.id })
    return ok(null)
  }
  const made = wanted.decision === 'record' ? await makeRecord(tx, context, stored) : ok(null)
  if (!made.ok) return made
  await updateDocument(tx, stored.id, {
    state: wanted.decision === 'record' ? 'recorded' : 'refused',
    decided_by: session.officer.id,
    decided_at: context.now().toString(),
    reason: wanted.decision === 'refuse' ? (wanted.reason ?? null) : null,
    record_id: made.value,
    picture: null,
  })
  return ok(null)
}

/** Writes the record of a paper; an act that is held already is `record.duplicate`. */
async function makeRecord(
  tx: Tx,
  context: Context,
  { account, mission, content }: StoredDocument,
): Promise<Result<string>> {
  const person = RecordLine.shape.person.parse(content.person)
  const entry = RecordLine.shape.entry.parse(content.entry)
  const now = context.now().toString()
  const id = newId<'health-record'>(context.now(), context.random)
  const written = await insertRecords(tx, [
    {
      id,
      source: null,
      mission,
      kind: entry.kind,
      content: { person, entry },
      lot: entry.kind === 'vaccination' ? (entry.lot ?? null) : null,
      sameness: samenessKey(context, { person, entry }, null),
      state: 'held',
      supersedes: null,
      claim: null,
      account,
      claimedAt: now,
      evidence: null,
      receivedAt: now,
    },
  ])
  return written.has(id) ? ok(id) : refuse('record.duplicate')
}
