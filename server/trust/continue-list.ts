import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { mayManage } from './manager.ts'
import { appendPiece, arrivedOf, findList } from './store.ts'

interface Piece {
  readonly session: OfficerSession
  readonly list: string
  readonly file: number
  readonly offset: number
  readonly bytes: Uint8Array
}

/** Keeps the next bytes of a file. Bytes that are here already change nothing; others have to begin where the last ones ended. */
export async function continueList(
  context: Context,
  { session, list, file, offset, bytes }: Piece,
): Promise<Result<{ received: number }>> {
  const may = mayManage(session)
  if (!may.ok) return may
  return context.database.transaction().execute(async (tx): Promise<Result<{ received: number }>> => {
    const found = await findList(tx, list, 'lock')
    if (!found) return refuse('trust.list-unknown')
    const terms = found.files[file]
    if (!terms) return refuse('trust.file-missing')
    if (found.state !== 'receiving') return refuse('trust.already-decided', { state: found.state })
    const received = (await arrivedOf(tx, list)).get(file) ?? 0
    if (offset + bytes.length <= received) return ok({ received })
    if (offset !== received || received + bytes.length > terms.size) return refuse('trust.offset-wrong', { received })
    await appendPiece(tx, { list_id: list, file, start_at: offset, bytes: Buffer.from(bytes) })
    return ok({ received: received + bytes.length })
  })
}
