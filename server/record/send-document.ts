import type { AnswerOf, BodyOf, sendHealthDocument } from '@consular/api'
import { checkLine, RecordLine } from '@consular/domain/record'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { throttle } from '../account/index.ts'
import { reEncode } from '../attachment/index.ts'
import { canonicalJson, record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { documentsOfAccount, insertDocument, readDocument, type StoredDocument } from './document-store.ts'

type DocumentView = AnswerOf<typeof sendHealthDocument>

/** What a person writes of a paper, and its picture. */
export type SentDocument = BodyOf<typeof sendHealthDocument> & { readonly id: string; readonly account: string }

/** The largest picture that is taken, in bytes: what a phone makes of an A4 page. */
const mostBytes = 180_000

/** A paper as its person sees it. */
export const documentView = ({
  id,
  content,
  state,
  reason,
  record: made,
  createdAt,
}: StoredDocument): DocumentView => ({
  id,
  person: RecordLine.shape.person.parse(content.person),
  entry: RecordLine.shape.entry.parse(content.entry),
  state,
  reason,
  record: made,
  createdAt,
})

/**
 * Takes a paper to be checked: what it says must be a record that may be believed, and the picture is decoded and made anew before anybody sees it. Sending it again
 * changes nothing, other content under its id is `record.id-taken`. At most 20 an hour for an account.
 */
export async function sendDocument(context: Context, sent: SentDocument): Promise<Result<DocumentView>> {
  const { id, account, mission, person, entry } = sent
  if (!context.pack.directory.missions.has(mission)) return refuse('application.mission-unknown', { mission })
  const line = checkLine({ id, person, entry }, context.now(), context.vaccines)
  if (!line.ok) return line
  const content = { person: line.value.person, entry: line.value.entry }
  const known = await readDocument(context.database, id)
  if (known) return asSent(known, account, content)
  const free = await throttle(context.database, context, { what: 'health-document', who: account, most: 20 })
  if (!free.ok) return free
  const bytes = Buffer.from(sent.picture, 'base64')
  if (bytes.length === 0 || bytes.length > mostBytes)
    return refuse('attachment.damaged', { cause: bytes.length === 0 ? 'empty' : 'file' })
  const picture = await reEncode(bytes)
  if (!picture.ok) return picture
  return context.database.transaction().execute(async (tx) => {
    const isNew = await insertDocument(tx, {
      id,
      account_id: account,
      mission,
      content: JSON.stringify(content),
      picture: Buffer.from(picture.value.bytes),
      state: 'waiting',
      confirmed_by: null,
      decided_by: null,
      reason: null,
      record_id: null,
      created_at: context.now().toString(),
      decided_at: null,
    })
    if (isNew) await note(tx, context, sent)
    const stored = await readDocument(tx, id)
    return stored ? asSent(stored, account, content) : refuse('record.id-taken')
  })
}

const note = (tx: Tx, context: Context, { id, account, mission }: SentDocument): Promise<void> =>
  record(tx, context, {
    action: 'document.sent',
    actor: { kind: 'citizen', id: account },
    account,
    mission,
    outcome: 'done',
    data: { document: id },
  })

/** A paper that is here: it answers whoever sent it, and the same alone. */
const asSent = (stored: StoredDocument, account: string, content: object): Result<DocumentView> =>
  stored.account === account && canonicalJson(stored.content) === canonicalJson(content)
    ? ok(documentView(stored))
    : refuse('record.id-taken')

/** The papers that an account has sent. */
export async function listDocumentsOf(
  context: Context,
  account: string,
): Promise<Result<{ documents: DocumentView[] }>> {
  return ok({ documents: (await documentsOfAccount(context.database, account)).map(documentView) })
}
