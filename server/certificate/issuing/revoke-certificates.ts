import { record } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../database/connection.ts'
import { revokeByRecords } from './store.ts'

/** Revokes every certificate of records, in the caller's transaction, in which the records were changed or locked before. Answers how many. From the commit on they are on the published lists. */
export async function revokeCertificatesOf(
  tx: Tx,
  context: Context,
  { records, reason }: { readonly records: readonly string[]; readonly reason: 'withdrawn' | 'recalled' },
): Promise<number> {
  const revoked = await revokeByRecords(tx, records, { reason, at: context.now() })
  if (revoked > 0)
    await record(tx, context, {
      action: 'certificate.revoke',
      actor: { kind: 'system', id: null },
      outcome: 'done',
      data: { reason, records: records.length, certificates: revoked },
    })
  return revoked
}
