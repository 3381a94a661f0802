import { newId } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'

/** An entry of the audit log: who did what to which file. `data` holds no content of an application, only what changed by name. */
export interface AuditEntry {
  /** A dotted name: `application.submit`, `access.file`, `account.sign-in`. Those under `access.` are shown to the person. */
  readonly action: string
  readonly actor: { readonly kind: 'citizen' | 'officer' | 'source' | 'system' | 'nobody'; readonly id: string | null }
  readonly account?: string | null
  readonly application?: string | null
  readonly mission?: string | null
  readonly purpose?: string | null
  readonly outcome: 'done' | 'read' | 'refused'
  readonly data?: { readonly [key: string]: unknown }
}

/** The row of an entry, for stores that write it in a statement of their own. */
export function auditRow(context: Pick<Context, 'now' | 'random'>, entry: AuditEntry) {
  const now = context.now()
  return {
    id: newId<'audit-event'>(now, context.random),
    at: now.toString(),
    action: entry.action,
    actor_kind: entry.actor.kind,
    actor_id: entry.actor.id,
    account_id: entry.account ?? null,
    application_id: entry.application ?? null,
    mission: entry.mission ?? null,
    purpose: entry.purpose ?? null,
    outcome: entry.outcome,
    data: JSON.stringify(entry.data ?? {}),
  }
}

/** Appends an entry to the audit log in the caller's transaction. */
export async function record(tx: Tx, context: Pick<Context, 'now' | 'random'>, entry: AuditEntry): Promise<void> {
  await tx.insertInto('audit_event').values(auditRow(context, entry)).execute()
}
