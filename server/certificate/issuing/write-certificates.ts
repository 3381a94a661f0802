import { newId } from '@consular/domain/shared'
import { type AuditEntry, record } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../database/connection.ts'
import {
  insertCertificates,
  lockCertificate,
  lockHeld,
  type NewCertificate,
  type Owner,
  remakeCertificate,
  type StoredCertificate,
} from './store.ts'

/** Why a certificate was not written. */
export type Unwritten = 'certificate.id-taken' | 'record.not-held'

/**
 * Writes certificates in one transaction with the audit entry about those that were written. One whose id is there already is made anew if it still counts and was made of the same records for the same purpose: the one
 * before is revoked. Answers why each of the others was not written.
 */
export async function writeCertificates(
  context: Context,
  all: readonly NewCertificate[],
  {
    owner,
    audit,
  }: { readonly owner: Owner; readonly audit: (written: readonly NewCertificate[]) => readonly AuditEntry[] },
): Promise<ReadonlyMap<string, Unwritten>> {
  return context.database.transaction().execute(async (tx) => {
    const inserted = await insertCertificates(tx, all, owner)
    const refused = new Map<string, Unwritten>()
    for (const each of all) {
      if (inserted.has(each.id)) continue
      const why = await remake(tx, context, { next: each, owner })
      if (why) refused.set(each.id, why)
    }
    const written = all.filter(({ id }) => !refused.has(id))
    for (const entry of audit(written)) await record(tx, context, entry)
    return refused
  })
}

/** Why one that could not be inserted cannot be made anew either; null where it was. */
async function remake(
  tx: Tx,
  context: Context,
  { next, owner }: { readonly next: NewCertificate; readonly owner: Owner },
): Promise<Unwritten | null> {
  const isHeld = await lockHeld(tx, next.records, owner)
  const old = await lockCertificate(tx, next.id)
  if (old && !isSame(old, next)) return 'certificate.id-taken'
  if (!isHeld || !old) return 'record.not-held'
  await remakeCertificate(tx, old, next, newId(context.now(), context.random))
  return null
}

const isSame = (old: StoredCertificate, next: NewCertificate): boolean =>
  old.revoked_at === null &&
  old.account_id === next.account &&
  old.purpose === next.purpose &&
  old.records.toSorted().join() === next.records.toSorted().join()
