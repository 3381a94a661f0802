import { createHash } from 'node:crypto'
import type { TrustListFile } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { actOf, mayManage } from './manager.ts'
import { readInThread } from './read-in-thread.ts'
import type { ListFile } from './read-list.ts'
import { sourceList } from './source-list.ts'
import {
  changeList,
  dropPieces,
  type FileTerms,
  filesOf,
  findList,
  findSource,
  type ListRow,
  type SourceRow,
} from './store.ts'
import { viewList } from './view.ts'

interface Request {
  readonly session: OfficerSession
  readonly list: string
}

type Arrival = 'whole' | 'missing' | 'damaged'

function arrivalOf(files: readonly ListFile[], terms: readonly FileTerms[]): Arrival {
  const found = files.map(({ bytes }, at): Arrival => {
    const expected = terms[at]
    if (bytes.length !== expected?.size) return 'missing'
    return createHash('sha256').update(bytes).digest('hex') === expected.sha256 ? 'whole' : 'damaged'
  })
  return found.find((each) => each === 'missing') ?? found.find((each) => each === 'damaged') ?? 'whole'
}

/** Reads a list against the anchor of its source, on a thread: a list that cannot be used is a value too. */
export async function readAs(context: Context, source: SourceRow, files: readonly ListFile[]) {
  const against = sourceList(source, files, context.now())
  return against.ok ? readInThread([against.value]) : against
}

async function viewNow(context: Context, list: ListRow, source: SourceRow): Promise<Result<TrustListFile>> {
  const now = await findList(context.database, list.id)
  return ok(await viewList(context.database, now ?? list, source))
}

/**
 * Reads the files of a list that have arrived: their proof by the anchor of the source, their entries. What cannot be used is refused whole and kept as that, without its bytes; the list that
 * counts stays. Nothing is locked while it is read. Repeated, it tells what became of the list.
 */
export async function examineList(context: Context, { session, list }: Request): Promise<Result<TrustListFile>> {
  const may = mayManage(session)
  if (!may.ok) return may
  const found = await findList(context.database, list)
  const source = found && (await findSource(context.database, found.source_id))
  if (!found || !source) return refuse('trust.list-unknown')
  if (found.state !== 'receiving') return viewNow(context, found, source)
  const files = await filesOf(context.database, found)
  const arrival = arrivalOf(files, found.files)
  if (arrival === 'missing') return refuse('trust.file-missing')
  if (arrival === 'damaged') {
    await dropPieces(context.database, list)
    return refuse('trust.file-damaged')
  }
  const read = await readAs(context, source, files)
  await context.database.transaction().execute(async (tx) => {
    const locked = await findList(tx, list, 'lock')
    if (locked?.state !== 'receiving') return
    const change = read.ok
      ? { state: 'waiting' as const, content: read.value.text, about: read.value.about }
      : { state: 'refused' as const, refusal: { data: {}, ...read.refusal } }
    await changeList(tx, list, change)
    if (!read.ok) await dropPieces(tx, list)
    const outcome = read.ok ? {} : { refusal: read.refusal.code }
    await record(tx, context, {
      ...actOf(session, 'trust.list-examined', { list, source: source.id, ...outcome }),
      outcome: read.ok ? 'done' : 'refused',
    })
  })
  return viewNow(context, found, source)
}
