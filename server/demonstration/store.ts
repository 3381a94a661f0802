import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'

/** A mission with an example reviewer and an example approver, each with a session of a given moment. */
export interface Desk {
  readonly mission: string
  readonly reviewer: (now: Temporal.Instant) => OfficerSession
  readonly approver: (now: Temporal.Instant) => OfficerSession
}

/** Are there applications already? Then a demonstration needs no samples. */
export const hasApplications = async (tx: Tx): Promise<boolean> =>
  (await tx.selectFrom('application').select('id').limit(1).executeTakeFirst()) !== undefined

/** An account of a sample applicant; nobody can read its mail. */
export async function addSampleAccount(
  tx: Tx,
  account: { id: string; email: string; language: 'zh-Hans' | 'en'; at: string },
): Promise<void> {
  const { id, email, language, at } = account
  await tx.insertInto('account').values({ id, email, language, created_at: at }).execute()
}

/** The missions at which two different example officers review and approve. */
export async function exampleDesks(tx: Tx): Promise<Desk[]> {
  const rows = await tx
    .selectFrom('officer')
    .innerJoin('officer_assignment', 'officer_assignment.officer_id', 'officer.id')
    .select(['officer.id', 'officer.number', 'officer.name', 'mission', 'role'])
    .where('example', '=', true)
    .where('active', '=', true)
    .orderBy('officer.number')
    .execute()
  const missions = Map.groupBy(rows, (row) => row.mission)
  return [...missions].flatMap(([mission, officers]) => {
    const reviewer = officers.find((row) => row.role === 'reviewer')
    const approver = officers.find((row) => row.role === 'approver' && row.id !== reviewer?.id)
    if (!reviewer || !approver) return []
    const session =
      (row: typeof reviewer) =>
      (now: Temporal.Instant): OfficerSession => ({
        kind: 'officer',
        id: row.id,
        steppedUpAt: now,
        officer: { id: row.id, number: row.number, name: row.name, example: true },
        assignments: [{ mission, role: row.role }],
      })
    return [{ mission, reviewer: session(reviewer), approver: session(approver) }]
  })
}

/** Are there laboratories or clinics already? */
export const hasSources = async (tx: Tx): Promise<boolean> =>
  (await tx.selectFrom('health_source').select('id').limit(1).executeTakeFirst()) !== undefined

/** The account of a sample applicant, or null. */
export async function sampleAccount(tx: Tx): Promise<string | null> {
  const row = await tx.selectFrom('account').select('id').where('email', '=', 'sample-1@example.org').executeTakeFirst()
  return row?.id ?? null
}

/** An example officer who administers a mission, or null. */
export async function exampleAdministrator(tx: Tx): Promise<Omit<OfficerSession, 'steppedUpAt'> | null> {
  const row = await tx
    .selectFrom('officer')
    .innerJoin('officer_assignment', 'officer_assignment.officer_id', 'officer.id')
    .select(['officer.id', 'officer.number', 'officer.name', 'mission', 'role'])
    .where('example', '=', true)
    .where('role', '=', 'mission-admin')
    .orderBy('officer.number')
    .executeTakeFirst()
  if (!row) return null
  const { id, number, name, mission, role } = row
  return { kind: 'officer', id, officer: { id, number, name, example: true }, assignments: [{ mission, role }] }
}
