import { newId } from '@consular/domain/shared'
import { record } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../database/connection.ts'
import { drawPlaces } from './draw-places.ts'
import { signCertificate } from './sign-certificate.ts'
import {
  insertCertificates,
  insertDelivery,
  liveCertificatesOf,
  lockRecord,
  nameSuccessor,
  readRecords,
  revokeByIds,
  type StoredCertificate,
} from './store.ts'

/** How long a new certificate waits for the phone. */
const deliveryDays = 30

/** What became of the certificates of a record that was corrected. */
export interface Replaced {
  readonly revoked: number
  /** Of these, for how many a new one waits. */
  readonly replaced: number
}

/**
 * Revokes every certificate that counts of a record that was corrected, in the caller's transaction, in which `by` was written before; and issues each anew, in the same family, of the correction and the records that stood
 * beside it. The new one waits for the holder's phone. Where the family cannot say what is now so, or nobody holds the record, the old one is revoked and nothing takes its place.
 */
export async function replaceCertificatesOf(
  tx: Tx,
  context: Context,
  { superseded, by }: { readonly superseded: string; readonly by: string },
): Promise<Replaced> {
  await lockRecord(tx, superseded)
  const live = await liveCertificatesOf(tx, [superseded], context.now())
  let replaced = 0
  for (const old of live) {
    const records = old.records.map((id) => (id === superseded ? by : id))
    if (await replaceCertificate(tx, context, { old, records, reason: 'corrected' })) replaced += 1
  }
  return { revoked: live.length, replaced }
}

/** A certificate that is to be replaced, and of what. */
export interface Replacing {
  readonly old: StoredCertificate & { readonly holder: string | null }
  readonly records: readonly string[]
  readonly reason: 'corrected' | 'key-compromised'
}

/** Revokes one certificate and lays the one that takes its place down for the holder. Answers whether there is one. */
export async function replaceCertificate(
  tx: Tx,
  context: Context,
  { old, records, reason }: Replacing,
): Promise<boolean> {
  const at = context.now()
  await revokeByIds(tx, [old.id], { reason, at })
  const successor = await succeed(tx, context, { old, records, reason })
  if (successor !== null) await nameSuccessor(tx, old.id, successor)
  await record(tx, context, {
    action: 'certificate.revoke',
    actor: { kind: 'system', id: null },
    account: old.holder,
    outcome: 'done',
    data: { certificate: old.id, reason, supersededBy: successor },
  })
  return successor !== null
}

/** The id of the new certificate; null where none could be made. */
async function succeed(tx: Tx, context: Context, { old, records }: Replacing): Promise<string | null> {
  if (old.holder === null) return null
  const found = await readRecords(tx, records)
  const signed = await signCertificate(context, {
    records: records.flatMap((id) => found.get(id)?.content ?? []),
    families: [old.family],
    holderKey: old.holder_key,
    place: drawPlaces(context, 1),
  })
  if (!signed.ok) return null
  const next = {
    id: newId<'certificate'>(context.now(), context.random),
    signed: signed.value,
    records,
    account: old.holder,
    holderKey: old.holder_key,
    purpose: old.purpose,
  }
  const written = await insertCertificates(tx, [next], null)
  if (!written.has(next.id)) return null
  const until = context
    .now()
    .add({ hours: deliveryDays * 24 })
    .toString()
  await insertDelivery(tx, { certificate_id: next.id, account_id: old.holder, text: signed.value.text, until })
  return next.id
}
