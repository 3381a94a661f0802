import type { CountRow } from '@consular/domain/issuing'
import { sql } from 'kysely'
import type { Tx } from '../../database/connection.ts'

/** Counts of a mission by month (UTC): records by kind, certificates by family, revocations by reason. Whole numbers, nothing suppressed: not for anyone's eyes. */
export async function countByMonth(tx: Tx, mission: string): Promise<readonly CountRow[]> {
  const { rows } = await sql<CountRow>`
    WITH of_mission AS (
      SELECT c.* FROM health_certificate c WHERE EXISTS (
        SELECT 1 FROM health_certificate_record l JOIN health_record r ON r.id = l.record_id WHERE l.certificate_id = c.id AND r.mission = ${mission}))
    SELECT month, kind, count(*)::int AS count FROM (
      SELECT to_char(received_at, 'YYYY-MM') AS month, 'record.' || kind AS kind FROM health_record WHERE mission = ${mission}
      UNION ALL SELECT to_char(issued_at, 'YYYY-MM'), 'certificate.' || family FROM of_mission
      UNION ALL SELECT to_char(revoked_at, 'YYYY-MM'), 'revocation.' || reason FROM of_mission WHERE revoked_at IS NOT NULL) AS counted
    GROUP BY month, kind ORDER BY month DESC, kind`.execute(tx)
  return rows
}
