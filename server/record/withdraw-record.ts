import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import { revokeCertificatesOf } from '../certificate/index.ts'
import type { Context } from '../context.ts'
import type { SourceSession } from '../http/source.ts'
import { lockRecordOf, lockSource, moveRecords } from './store.ts'

/** Takes back a record that should not have been sent, and revokes the certificates of it. Doing it again changes nothing. */
export async function withdrawRecord(
  context: Context,
  source: SourceSession,
  id: string,
): Promise<Result<{ certificatesRevoked: number }>> {
  return context.database.transaction().execute(async (tx): Promise<Result<{ certificatesRevoked: number }>> => {
    if (!(await lockSource(tx, source.id))) return refuse('session.needed')
    const held = await lockRecordOf(tx, source.id, id)
    if (!held) return refuse('record.unknown')
    if ((await moveRecords(tx, [id], ['held', 'withdrawn'])) === 0) return ok({ certificatesRevoked: 0 })
    const certificatesRevoked = await revokeCertificatesOf(tx, context, { records: [id], reason: 'withdrawn' })
    await record(tx, context, {
      action: 'record.withdrawn',
      actor: { kind: 'source', id: source.id },
      account: held.account,
      mission: held.mission,
      outcome: 'done',
      data: { record: id, certificatesRevoked },
    })
    return ok({ certificatesRevoked })
  })
}
