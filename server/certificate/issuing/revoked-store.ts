import { sql } from 'kysely'
import type { Tx } from '../../database/connection.ts'
import { publishedPlaces } from './places.ts'

/** Certificates that were revoked and have not run out, by what the lists of their families name them. In the order of these names, which tells nothing of who or when. */
export interface Revocations {
  /** First 16 bytes of SHA-256 of an identifier (UVCI). */
  readonly identifiers: readonly Uint8Array[]
  /** The same of a signature (of ECDSA: its r), for the family that has no identifier. */
  readonly signatures: readonly Uint8Array[]
  /** `rid`s by the id of the key, with how often that list has changed. */
  readonly cards: ReadonlyMap<string, { readonly changes: number; readonly rids: readonly string[] }>
  readonly places: readonly number[]
  /** How many places the status list has. */
  readonly size: number
}

/** Changes with every revocation, whichever process committed it: counted whole while they are few, later those of the newest hour, for an instant may be written after a later one. Cheap: it is asked at every look at a list. */
export async function revocationVersion(tx: Tx): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    WITH newest AS (SELECT max(revoked_at) AS at FROM health_certificate WHERE revoked_at IS NOT NULL)
    SELECT concat_ws(' ', (SELECT at FROM newest),
      (SELECT count(*) FROM health_certificate, newest WHERE revoked_at > newest.at - interval '1 hour'),
      (SELECT count(*) FROM (SELECT 1 FROM health_certificate WHERE revoked_at IS NOT NULL LIMIT 10000) AS few),
      (SELECT max(status_index) FROM health_certificate)) AS version`.execute(tx)
  return rows[0]?.version ?? ''
}

/** Everything that is on a list at `now`. What has run out needs none: it is refused as expired. */
export async function readRevocations(tx: Tx, now: Temporal.Instant): Promise<Revocations> {
  const rows = await tx
    .selectFrom('health_certificate')
    .select(['family', 'key_id', 'uvci_hash', 'rid', 'status_index'])
    .select(sql<boolean>`expires_at >= ${now.toString()}`.as('counts'))
    .where('revoked_at', 'is not', null)
    .orderBy('uvci_hash')
    .orderBy('rid')
    .execute()
  const live = rows.filter(({ counts }) => counts)
  const hashes = (isIcvp: boolean): readonly Uint8Array[] =>
    live.flatMap(({ family, uvci_hash }) =>
      uvci_hash && (family === 'icvp') === isIcvp ? [new Uint8Array(uvci_hash)] : [],
    )
  const cards = new Map<string, { changes: number; rids: string[] }>()
  for (const { key_id, rid, counts } of rows) {
    if (rid === null) continue
    const card = cards.get(key_id) ?? { changes: 0, rids: [] }
    cards.set(key_id, card)
    card.changes += 1
    if (counts) card.rids.push(rid)
  }
  const { most } = await tx
    .selectFrom('health_certificate')
    .select((query) => query.fn.max('status_index').as('most'))
    .executeTakeFirstOrThrow()
  return {
    identifiers: hashes(false),
    signatures: hashes(true),
    cards,
    places: live.flatMap(({ status_index }) => (status_index === null ? [] : [status_index])),
    size: publishedPlaces(most),
  }
}
