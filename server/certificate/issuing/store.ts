import type { IssuedFamily } from '@consular/api'
import { type CertifiedRecord, RecordLine } from '@consular/domain/record'
import { type Selectable, sql } from 'kysely'
import * as z from 'zod/mini'
import type { Tx } from '../../database/connection.ts'
import type { Tables } from '../../database/tables.ts'
import type { HolderKey, SignedCertificate } from './sign-certificate.ts'

const Content = z.object({ person: RecordLine.shape.person, entry: RecordLine.shape.entry })
const StoredKey = z.nullable(z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() }))

/** A record as issuing needs it. */
export interface RecordOfIssue {
  readonly id: string
  readonly state: 'held' | 'superseded' | 'withdrawn'
  readonly source: string | null
  readonly account: string | null
  readonly content: CertifiedRecord
}

/** Records by their ids, whosever they are: who may see them, the caller decides. */
export async function readRecords(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, RecordOfIssue>> {
  const rows = await tx
    .selectFrom('health_record')
    .select(['id', 'state', 'source_id', 'account_id', 'content'])
    .where(sql<boolean>`id = ANY(${[...ids]}::uuid[])`)
    .execute()
  return new Map(
    rows.map(({ id, state, source_id, account_id, content }) => [
      id,
      { id, state, source: source_id, account: account_id, content: Content.parse(content) },
    ]),
  )
}

/** A certificate with the records it was made of. */
export type StoredCertificate = Omit<Selectable<Tables['health_certificate']>, 'holder_key' | 'family'> & {
  readonly family: IssuedFamily
  readonly holder_key: HolderKey | null
  readonly records: readonly string[]
}

const linked = sql<
  string[]
>`ARRAY(SELECT record_id::text FROM health_certificate_record l WHERE l.certificate_id = c.id ORDER BY record_id)`

const stored = (row: Selectable<Tables['health_certificate']> & { records: string[] }): StoredCertificate => ({
  ...row,
  family: row.family as IssuedFamily,
  holder_key: StoredKey.parse(row.holder_key),
})

/** One certificate, locked until the transaction ends. */
export async function lockCertificate(tx: Tx, id: string): Promise<StoredCertificate | null> {
  const row = await tx
    .selectFrom('health_certificate as c')
    .selectAll('c')
    .select(linked.as('records'))
    .where('c.id', '=', id)
    .forUpdate('c')
    .executeTakeFirst()
  return row ? stored(row) : null
}

/** Certificates of an account with whether a new one waits, the newest first. */
export async function certificatesOf(tx: Tx, account: string) {
  const rows = await tx
    .selectFrom('health_certificate as c')
    .selectAll('c')
    .select(linked.as('records'))
    .select(sql<boolean>`EXISTS (SELECT 1 FROM health_delivery d WHERE d.certificate_id = c.id)`.as('delivery'))
    .where('c.account_id', '=', account)
    .orderBy('c.issued_at', 'desc')
    .orderBy('c.id', 'desc')
    .execute()
  return rows.map((row) => ({ ...stored(row), delivery: row.delivery }))
}

/** Certificates of records that count at `now`, locked, with the account of each: its own, or of who claimed the record since. */
export async function liveCertificatesOf(tx: Tx, records: readonly string[], now: Temporal.Instant) {
  const rows = await tx
    .selectFrom('health_certificate as c')
    .selectAll('c')
    .select(linked.as('records'))
    .select(holder.as('holder'))
    .where(
      sql<boolean>`c.id IN (SELECT certificate_id FROM health_certificate_record WHERE record_id = ANY(${[...records]}::uuid[]))`,
    )
    .where('c.revoked_at', 'is', null)
    .where(sql<boolean>`c.expires_at > ${now.toString()}`)
    .orderBy('c.id')
    .forUpdate('c')
    .execute()
  return rows.map((row) => ({ ...stored(row), holder: row.holder }))
}

const holder = sql<
  string | null
>`COALESCE(c.account_id, (SELECT r.account_id FROM health_certificate_record l JOIN health_record r ON r.id = l.record_id
  WHERE l.certificate_id = c.id AND r.account_id IS NOT NULL ORDER BY r.id LIMIT 1))`

/** The next certificate that counts, was signed by one of these keys, and comes after `after`; locked, and passed over where somebody else has it. */
export async function nextOfKeys(
  tx: Tx,
  keys: readonly string[],
  { after, now }: { readonly after: string | null; readonly now: Temporal.Instant },
) {
  const row = await tx
    .selectFrom('health_certificate as c')
    .selectAll('c')
    .select(linked.as('records'))
    .select(holder.as('holder'))
    .where(sql<boolean>`c.key_id = ANY(${[...keys]}::text[])`)
    .where('c.revoked_at', 'is', null)
    .where(sql<boolean>`c.expires_at > ${now.toString()}`)
    .where(sql<boolean>`(${after}::uuid IS NULL OR c.id > ${after}::uuid)`)
    .orderBy('c.id')
    .limit(1)
    .forUpdate('c')
    .skipLocked()
    .executeTakeFirst()
  return row ? { ...stored(row), holder: row.holder } : null
}

/** A certificate that is to be written. */
export interface NewCertificate {
  readonly id: string
  readonly signed: SignedCertificate
  readonly records: readonly string[]
  readonly account: string | null
  readonly holderKey: HolderKey | null
  readonly purpose: string
}

const asJson = ({ id, signed, records, account, holderKey, purpose }: NewCertificate) => ({
  id,
  family: signed.family,
  key_id: signed.keyId,
  uvci_hash: signed.listHash?.toString('hex') ?? null,
  rid: signed.rid,
  status_index: signed.place,
  salt: signed.salt.toString('hex'),
  digest: signed.digest.toString('hex'),
  account_id: account,
  holder_key: holderKey,
  purpose,
  issued_at: signed.issuedAt.toString(),
  expires_at: signed.expiresAt.toString(),
  records,
})

/** Whose records they must be at this moment: of an account, or of a source while nobody has claimed them; null where that was decided already. */
export type Owner = { readonly account: string } | { readonly source: string } | null

const ownedBy = (owner: Owner) => {
  if (owner === null) return sql`true`
  return 'account' in owner
    ? sql`account_id = ${owner.account}`
    : sql`source_id = ${owner.source} AND account_id IS NULL`
}

/**
 * Writes certificates with one statement, each for itself: those whose records are all held, by this owner, at this moment, and whose id is free. Answers the ids of those that were written. The records are locked
 * against a correction that comes at the same time: it waits, and then finds the certificate.
 */
export async function insertCertificates(
  tx: Tx,
  all: readonly NewCertificate[],
  owner: Owner,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    WITH wanted AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(all.map(asJson))}::jsonb) AS w(id uuid, family text, key_id text, uvci_hash text, rid text, status_index integer,
        salt text, digest text, account_id uuid, holder_key jsonb, purpose text, issued_at timestamptz, expires_at timestamptz, records uuid[])),
    held AS MATERIALIZED (
      SELECT id FROM health_record WHERE id = ANY(ARRAY(SELECT DISTINCT unnest(records) FROM wanted)) AND state = 'held' AND ${ownedBy(owner)} ORDER BY id FOR SHARE),
    fit AS (SELECT * FROM wanted w WHERE NOT EXISTS (SELECT 1 FROM unnest(w.records) AS r(id) WHERE r.id NOT IN (SELECT id FROM held))),
    made AS (
      INSERT INTO health_certificate (id, family, key_id, uvci_hash, rid, status_index, salt, digest, account_id, holder_key, purpose, issued_at, expires_at)
      SELECT id, family, key_id, decode(uvci_hash, 'hex'), rid, status_index, decode(salt, 'hex'), decode(digest, 'hex'), account_id,
        NULLIF(holder_key, 'null'::jsonb), purpose, issued_at, expires_at FROM fit
      ON CONFLICT (id) DO NOTHING RETURNING id),
    linked AS (
      INSERT INTO health_certificate_record (certificate_id, record_id) SELECT f.id, r.id FROM fit f JOIN made USING (id), unnest(f.records) AS r(id))
    SELECT id FROM made`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Are all of these records held by this owner at this moment? They stay so until the transaction ends. */
export async function lockHeld(tx: Tx, records: readonly string[], owner: Owner): Promise<boolean> {
  const { rows } = await sql`
    SELECT id FROM health_record WHERE id = ANY(${[...records]}::uuid[]) AND state = 'held' AND ${ownedBy(owner)} ORDER BY id FOR SHARE`.execute(
    tx,
  )
  return rows.length === new Set(records).size
}

/** Puts a certificate in the place of one of the same id, which is kept under the id `aside` as revoked. */
export async function remakeCertificate(
  tx: Tx,
  old: StoredCertificate,
  next: NewCertificate,
  aside: string,
): Promise<void> {
  const { records, holder_key, ...columns } = old
  const { signed, holderKey } = next
  const at = signed.issuedAt.toString()
  await deleteDelivery(tx, old.id)
  const free = { uvci_hash: null, rid: null, status_index: null }
  await tx.updateTable('health_certificate').set(free).where('id', '=', old.id).execute()
  await tx
    .insertInto('health_certificate')
    .values({
      ...columns,
      id: aside,
      holder_key: jsonOf(holder_key),
      revoked_at: at,
      reason: 'lost',
      superseded_by: old.id,
    })
    .execute()
  const links = records.map((record_id) => ({ certificate_id: aside, record_id }))
  await tx.insertInto('health_certificate_record').values(links).execute()
  const made = {
    family: signed.family,
    key_id: signed.keyId,
    uvci_hash: signed.listHash,
    rid: signed.rid,
    status_index: signed.place,
    salt: signed.salt,
    digest: signed.digest,
    holder_key: jsonOf(holderKey),
    issued_at: at,
    expires_at: signed.expiresAt.toString(),
  }
  await tx.updateTable('health_certificate').set(made).where('id', '=', old.id).execute()
}

const jsonOf = (key: HolderKey | null): string | null => key && JSON.stringify(key)

/** Names the certificate that took the place of a revoked one. */
export async function nameSuccessor(tx: Tx, id: string, successor: string): Promise<void> {
  await tx.updateTable('health_certificate').set({ superseded_by: successor }).where('id', '=', id).execute()
}

/** Why and when certificates are revoked. */
export interface Revoking {
  readonly reason: NonNullable<StoredCertificate['reason']>
  readonly at: Temporal.Instant
}

/** Revokes certificates by their ids, with what waits of them; those that are revoked stay as they are. */
export async function revokeByIds(tx: Tx, ids: readonly string[], { reason, at }: Revoking): Promise<number> {
  const { rows } = await sql<{ revoked: number }>`
    WITH revoked AS (UPDATE health_certificate SET revoked_at = ${at.toString()}, reason = ${reason} WHERE id = ANY(${[...ids]}::uuid[]) AND revoked_at IS NULL RETURNING id),
    gone AS (DELETE FROM health_delivery WHERE certificate_id IN (SELECT id FROM revoked))
    SELECT count(*)::int AS revoked FROM revoked`.execute(tx)
  return rows[0]?.revoked ?? 0
}

/** Revokes every certificate that counts of any of these records, with what waits of them. The records are the caller's to lock. */
export async function revokeByRecords(tx: Tx, records: readonly string[], { reason, at }: Revoking): Promise<number> {
  const { rows } = await sql<{ revoked: number }>`
    WITH revoked AS (UPDATE health_certificate SET revoked_at = ${at.toString()}, reason = ${reason}
      WHERE id IN (SELECT certificate_id FROM health_certificate_record WHERE record_id = ANY(${[...records]}::uuid[])) AND revoked_at IS NULL RETURNING id),
    gone AS (DELETE FROM health_delivery WHERE certificate_id IN (SELECT id FROM revoked))
    SELECT count(*)::int AS revoked FROM revoked`.execute(tx)
  return rows[0]?.revoked ?? 0
}

/** Of a record, locked against a certificate that is issued at the same time. */
export async function lockRecord(tx: Tx, id: string): Promise<void> {
  await sql`SELECT id FROM health_record WHERE id = ${id} FOR UPDATE`.execute(tx)
}

/** The places of a list that nobody has. */
export async function freePlaces(tx: Tx, places: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ place: number }>`
    SELECT p AS place FROM unnest(${[...places]}::integer[]) AS p WHERE NOT EXISTS (SELECT 1 FROM health_certificate WHERE status_index = p)`.execute(
    tx,
  )
  return rows.map(({ place }) => place)
}

/** The highest place that was given; null where none was. */
export async function highestPlace(tx: Tx): Promise<number | null> {
  const { most } = await tx
    .selectFrom('health_certificate')
    .select((query) => query.fn.max('status_index').as('most'))
    .executeTakeFirstOrThrow()
  return most
}

/** Lays a certificate down for its holder's phone. */
export async function insertDelivery(tx: Tx, row: Selectable<Tables['health_delivery']>): Promise<void> {
  await tx.insertInto('health_delivery').values(row).execute()
}

/** A certificate of an account that waits for the phone. */
export async function readDelivery(
  tx: Tx,
  { account, certificate }: { readonly account: string; readonly certificate: string },
) {
  const row = await tx
    .selectFrom('health_delivery as d')
    .innerJoin('health_certificate as c', 'c.id', 'd.certificate_id')
    .selectAll('c')
    .select(linked.as('records'))
    .select('d.text')
    .where('d.certificate_id', '=', certificate)
    .where('d.account_id', '=', account)
    .executeTakeFirst()
  return row ? { ...stored(row), text: row.text } : null
}

/** Forgets the text of a certificate that was fetched. */
export async function deleteDelivery(tx: Tx, certificate: string): Promise<void> {
  await tx.deleteFrom('health_delivery').where('certificate_id', '=', certificate).execute()
}

/** Forgets texts that nobody fetched in their days. */
export async function deleteOldDeliveries(tx: Tx, now: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('health_delivery').where(sql<boolean>`until < ${now.toString()}`).execute()
}

/** Whether a certificate of this account is known, whatever has become of it. */
export async function ownsCertificate(
  tx: Tx,
  { account, certificate }: { readonly account: string; readonly certificate: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('health_certificate')
    .select('id')
    .where('id', '=', certificate)
    .where('account_id', '=', account)
    .executeTakeFirst()
  return row !== undefined
}
