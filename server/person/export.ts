import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { collectOwnData, type OwnData } from './own-data.ts'

/** Collects one's own data in one snapshot, and enters the export into the audit log with it. */
export function exportOwnData(context: Context, account: string, as: 'json' | 'pdf'): Promise<OwnData> {
  return context.database
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const actor = { kind: 'citizen', id: account } as const
      await record(tx, context, { action: 'person.export', actor, account, outcome: 'done', data: { as } })
      return collectOwnData(tx, context, account)
    })
}
