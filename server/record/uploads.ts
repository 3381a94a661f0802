import type { UploadView } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { SourceSession } from '../http/source.ts'
import { insertUpload, readUploadOf, refusedLines } from './store.ts'

/** Refused lines that a view of an upload lists at the most. */
const mostRefusals = 1000

/** Begins an upload, or finds how far it has come: one of that id that another source began does not exist for this one. */
export async function beginUpload(
  context: Context,
  source: SourceSession,
  { upload, lines }: { readonly upload: string; readonly lines: number },
): Promise<Result<UploadView>> {
  return context.database.transaction().execute(async (tx): Promise<Result<UploadView>> => {
    await insertUpload(tx, { id: upload, source_id: source.id, lines, begun_at: context.now().toString() })
    const view = await uploadView(tx, source, upload)
    if (view.ok && view.value.lines !== lines) return refuse('upload.other-size', { lines: view.value.lines })
    return view
  })
}

/** How far an upload has come, with the lines that were refused. Refuses `upload.unknown`. */
export async function uploadView(tx: Tx, source: SourceSession, upload: string): Promise<Result<UploadView>> {
  const found = await readUploadOf(tx, source.id, upload)
  if (!found) return refuse('upload.unknown')
  const { lines, accepted, repeated, refused } = found
  const open = lines - accepted - repeated - refused
  const refusals = [...(await refusedLines(tx, upload, mostRefusals))]
  return ok({ id: upload, ...found, open, refusals })
}
