import type { AttachmentView } from '@consular/api'
import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Picture } from './re-encode.ts'

/** Names one attachment: the application, then the attachment's own id. */
export interface AttachmentKey {
  readonly application: string
  readonly attachment: string
}

/** An attachment with what its applicant need not see. */
export interface StoredAttachment {
  readonly view: AttachmentView
  readonly sha256: string
}

/** Keeps an application from being submitted, returned or deleted until the transaction ends. */
export async function holdApplication(tx: Tx, application: string): Promise<void> {
  await tx.selectFrom('application').select('id').where('id', '=', application).forNoKeyUpdate().execute()
}

/** The attachment, locked until the transaction ends, or null. */
export async function lockAttachment(tx: Tx, key: AttachmentKey): Promise<StoredAttachment | null> {
  const row = await rowsOf(tx)
    .where('application_id', '=', key.application)
    .where('id', '=', key.attachment)
    .forUpdate()
    .executeTakeFirst()
  return row ? { view: viewOf(row), sha256: row.sha256 } : null
}

/** The attachments of some applications, the oldest first, without their content. */
export async function listAttachments(
  tx: Tx,
  applications: readonly string[],
): Promise<ReadonlyMap<string, readonly AttachmentView[]>> {
  const rows = await rowsOf(tx)
    .where(sql<boolean>`application_id = ANY(${[...applications]}::uuid[])`)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const views = Map.groupBy(rows, (row) => row.application_id)
  return new Map(applications.map((id) => [id, (views.get(id) ?? []).map(viewOf)]))
}

/** The stored picture (JPEG), or null where there is none yet. */
export async function pictureOf(
  tx: Tx,
  application: string,
  attachment: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await tx
    .selectFrom('attachment')
    .select('content')
    .where('application_id', '=', application)
    .where('id', '=', attachment)
    .executeTakeFirst()
  return row?.content ? new Uint8Array(row.content) : null
}

/** How many attachments an application has, refused ones left out. */
export async function countAttachments(tx: Tx, application: string): Promise<number> {
  const { count } = await tx
    .selectFrom('attachment')
    .select((build) => build.fn.countAll<string>().as('count'))
    .where('application_id', '=', application)
    .where('state', '<>', 'refused')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** A new attachment of which nothing has arrived. Earlier ones of its kind that were refused make room. */
export async function insertAttachment(
  tx: Tx,
  { application, attachment }: AttachmentKey,
  announced: { kind: string; size: number; sha256: string; at: string },
): Promise<AttachmentView> {
  await tx
    .deleteFrom('attachment')
    .where('application_id', '=', application)
    .where('kind', '=', announced.kind)
    .where('state', '=', 'refused')
    .execute()
  const { kind, size, sha256, at } = announced
  const row = await tx
    .insertInto('attachment')
    .values({ application_id: application, id: attachment, kind, state: 'receiving', size, sha256, created_at: at })
    .returning(shown)
    .executeTakeFirstOrThrow()
  return viewOf(row)
}

/** Appends a piece at `offset`. */
export async function appendPiece(
  tx: Tx,
  key: AttachmentKey,
  piece: { offset: number; bytes: Uint8Array },
): Promise<void> {
  await tx
    .insertInto('attachment_piece')
    .values({
      application_id: key.application,
      attachment_id: key.attachment,
      start_at: piece.offset,
      bytes: Buffer.from(piece.bytes),
    })
    .execute()
  await change(tx, key, { received: piece.offset + piece.bytes.length })
}

/** All bytes that have arrived, in order. */
export async function arrivedBytes(tx: Tx, key: AttachmentKey): Promise<Uint8Array> {
  const pieces = await tx
    .selectFrom('attachment_piece')
    .select('bytes')
    .where('application_id', '=', key.application)
    .where('attachment_id', '=', key.attachment)
    .orderBy('start_at')
    .execute()
  return Buffer.concat(pieces.map(({ bytes }) => bytes))
}

/** Puts the picture in the place of its pieces. */
export async function storePicture(tx: Tx, key: AttachmentKey, picture: Picture): Promise<void> {
  const { bytes, width, height } = picture
  await deletePieces(tx, key)
  await change(tx, key, { state: 'stored', content: Buffer.from(bytes), width, height })
}

/** Remembers why the file was refused; its bytes are not kept. */
export async function storeRefusal(tx: Tx, key: AttachmentKey, refusal: string): Promise<void> {
  await deletePieces(tx, key)
  await change(tx, key, { state: 'refused', refusal })
}

/** Forgets what has arrived: it starts again from the first byte. */
export async function startAgain(tx: Tx, key: AttachmentKey): Promise<void> {
  await deletePieces(tx, key)
  await change(tx, key, { received: 0 })
}

/** Deletes an attachment with its pieces. */
export async function deleteAttachment(tx: Tx, key: AttachmentKey): Promise<void> {
  await tx
    .deleteFrom('attachment')
    .where('application_id', '=', key.application)
    .where('id', '=', key.attachment)
    .execute()
}

const shown = [
  'application_id',
  'id',
  'kind',
  'state',
  'size',
  'sha256',
  'received',
  'refusal',
  'width',
  'height',
  'created_at',
] as const
const rowsOf = (tx: Tx) => tx.selectFrom('attachment').select(shown)

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>

const viewOf = ({ id, kind, state, size, received, refusal, width, height, created_at }: Row): AttachmentView => ({
  id,
  kind,
  state,
  size,
  received,
  refusal,
  width,
  height,
  createdAt: created_at,
})

async function deletePieces(tx: Tx, key: AttachmentKey): Promise<void> {
  await tx
    .deleteFrom('attachment_piece')
    .where('application_id', '=', key.application)
    .where('attachment_id', '=', key.attachment)
    .execute()
}

type Change = Partial<{
  state: 'stored' | 'refused'
  received: number
  refusal: string
  content: Buffer
  width: number
  height: number
}>

async function change(tx: Tx, { application, attachment }: AttachmentKey, columns: Change): Promise<void> {
  await tx
    .updateTable('attachment')
    .set(columns)
    .where('application_id', '=', application)
    .where('id', '=', attachment)
    .execute()
}

/** Writes a picture that is ready, without an upload: for the samples of a demonstration. */
export async function insertPicture(
  tx: Tx,
  key: AttachmentKey,
  picture: Picture & { kind: string; at: string },
): Promise<void> {
  await tx
    .insertInto('attachment')
    .values({
      application_id: key.application,
      id: key.attachment,
      kind: picture.kind,
      state: 'stored',
      size: picture.bytes.length,
      received: picture.bytes.length,
      sha256: '',
      content: Buffer.from(picture.bytes),
      width: picture.width,
      height: picture.height,
      created_at: picture.at,
    })
    .execute()
}
