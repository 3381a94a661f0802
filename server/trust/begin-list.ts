import { createHash } from 'node:crypto'
import type { BodyOf, beginTrustList, TrustListFile } from '@consular/api'
import { noTrust, saveTrust } from '@consular/certificate/trust'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { actOf, mayManage } from './manager.ts'
import { contentOf, type FileTerms, findList, findSource, insertList, type ListRow, type NewList } from './store.ts'
import { viewList } from './view.ts'

/** The most bytes of all files of a list together. */
export const mostBytes = 16 * 1024 * 1024

/** SHA-256 over the digests of some files in any order: the same files are the same list. */
export const digestOf = (files: readonly FileTerms[]): Buffer =>
  createHash('sha256')
    .update(
      files
        .map(({ sha256 }) => sha256)
        .toSorted()
        .join('\n'),
    )
    .digest()

interface Request {
  readonly session: OfficerSession
  readonly list: string
  readonly body: BodyOf<typeof beginTrustList>
}

type Beginning = Pick<NewList, 'state' | 'content' | 'about' | 'files' | 'digest' | 'returns_to'>

const ended = { proven: true, at: null, skipped: [], unchained: 0 }

/** What a list begins with: files that are announced, those of an earlier list, or nothing at all. */
async function beginningOf(tx: Tx, { source, origin, returnsTo, files }: Request['body']): Promise<Result<Beginning>> {
  if (origin === 'end')
    return ok({
      state: 'waiting',
      content: saveTrust(noTrust),
      about: ended,
      files: [],
      digest: digestOf([]),
      returns_to: null,
    })
  if (origin === 'file') {
    if (files.length === 0) return refuse('trust.file-missing')
    if (files.reduce((sum, { size }) => sum + size, 0) > mostBytes)
      return refuse('trust.too-large', { most: mostBytes })
    return ok({ state: 'receiving', content: null, about: null, files, digest: digestOf(files), returns_to: null })
  }
  const earlier = returnsTo === undefined ? null : await findList(tx, returnsTo)
  if (!earlier || earlier.source_id !== source || earlier.state !== 'approved' || earlier.origin === 'end')
    return refuse('trust.list-unknown')
  return ok({
    state: 'waiting',
    content: await contentOf(tx, earlier.id),
    about: earlier.about,
    files: earlier.files,
    digest: earlier.digest,
    // The one whose files they are: the list returned to may itself have been a return.
    returns_to: earlier.returns_to ?? earlier.id,
  })
}

const isSame = (list: ListRow, { source, origin, files }: Request['body']): boolean =>
  list.source_id === source && list.origin === origin && (origin !== 'file' || list.digest.equals(digestOf(files)))

/** Announces the files of a list, or prepares to go back to an earlier one, or to end the trust in a source. Repeated, it tells how much has arrived. */
export async function beginList(context: Context, { session, list, body }: Request): Promise<Result<TrustListFile>> {
  const may = mayManage(session)
  if (!may.ok) return may
  return context.database.transaction().execute(async (tx): Promise<Result<TrustListFile>> => {
    const source = await findSource(tx, body.source)
    if (!source) return refuse('trust.source-unknown')
    const known = await findList(tx, list)
    if (known) return isSame(known, body) ? ok(await viewList(tx, known, source)) : refuse('trust.id-taken')
    const beginning = await beginningOf(tx, body)
    if (!beginning.ok) return beginning
    await insertList(tx, {
      ...beginning.value,
      id: list,
      source_id: body.source,
      origin: body.origin,
      refusal: null,
      received_by: session.officer.id,
      received_at: context.now().toString(),
    })
    await record(tx, context, actOf(session, 'trust.list-begun', { list, source: body.source, origin: body.origin }))
    const begun = await findList(tx, list)
    return begun ? ok(await viewList(tx, begun, source)) : refuse('trust.id-taken')
  })
}
