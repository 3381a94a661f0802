import type { OfficerRef } from '@consular/api'
import type { RuleTest } from '@consular/domain/trust'
import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A rule as it lies in the database. */
export interface RuleRecord {
  readonly id: string
  readonly identifier: string
  readonly version: string
  readonly country: string
  readonly content: { readonly [member: string]: unknown }
  readonly tests: readonly RuleTest[]
  readonly state: 'proposed' | 'approved' | 'rejected'
  readonly reason: string
  readonly proposed_by: OfficerRef
  readonly proposed_at: string
  readonly decided_by: OfficerRef | null
  readonly decided_at: string | null
}

/** A case as it lies in the database. */
export interface CaseRecord {
  readonly id: string
  readonly title: string
  readonly clock: string
  readonly facts: { readonly [member: string]: unknown }
  readonly made_by: OfficerRef
  readonly made_at: string
}

const officer = (column: string) =>
  sql.raw(
    `(SELECT json_build_object('id', o.id, 'number', o.number, 'name', o.name) FROM officer o WHERE o.id = ${column})`,
  )
const ruleColumns = sql`r.id, r.identifier, r.version, r.country, r.content, r.tests, r.state, r.reason, r.proposed_at, r.decided_at,
  ${officer('r.proposed_by')} AS proposed_by, ${officer('r.decided_by')} AS decided_by`
const caseColumns = sql`c.id, c.title, c.clock, c.facts, c.made_at, ${officer('c.made_by')} AS made_by`

/** All rules, by country and identifier, the newest first. */
export const allRules = async (tx: Tx): Promise<readonly RuleRecord[]> =>
  (
    await sql<RuleRecord>`SELECT ${ruleColumns} FROM acceptance_rule r
      ORDER BY (r.state = 'proposed') DESC, r.country, r.identifier, r.proposed_at DESC LIMIT 2000`.execute(tx)
  ).rows

/** One rule. `lock` keeps others from changing it until the transaction ends. */
export async function findRule(tx: Tx, id: string, lock: 'lock' | 'read' = 'read'): Promise<RuleRecord | null> {
  const { rows } = await sql<RuleRecord>`SELECT ${ruleColumns} FROM acceptance_rule r WHERE r.id = ${id}
    ${lock === 'lock' ? sql`FOR UPDATE OF r` : sql``}`.execute(tx)
  return rows[0] ?? null
}

/** The rules that were approved. */
export const approvedRules = async (tx: Tx): Promise<readonly RuleRecord[]> =>
  (
    await sql<RuleRecord>`SELECT ${ruleColumns} FROM acceptance_rule r WHERE r.state = 'approved'
      ORDER BY r.identifier, r.version`.execute(tx)
  ).rows

/** Keeps a proposal. False where there is one of that id already. */
export async function insertRule(
  tx: Tx,
  {
    content,
    tests,
    ...row
  }: Omit<Tables['acceptance_rule'], 'content' | 'tests' | 'state' | 'decided_by' | 'decided_at'> & {
    readonly content: unknown
    readonly tests: unknown
  },
): Promise<boolean> {
  const written = { content: JSON.stringify(content), tests: JSON.stringify(tests) }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('acceptance_rule')
    .values({ ...row, ...written, state: 'proposed', decided_by: null, decided_at: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Writes down the decision on a rule that the caller has locked. */
export const settleRule = (
  tx: Tx,
  id: string,
  change: Pick<Tables['acceptance_rule'], 'state' | 'decided_by' | 'decided_at'>,
) => tx.updateTable('acceptance_rule').set(change).where('id', '=', id).execute()

/** All cases, the newest first. */
export const allCases = async (tx: Tx): Promise<readonly CaseRecord[]> =>
  (
    await sql<CaseRecord>`SELECT ${caseColumns} FROM rule_case c ORDER BY c.made_at DESC, c.id DESC LIMIT 2000`.execute(
      tx,
    )
  ).rows

/** One case. */
export async function findCase(tx: Tx, id: string): Promise<CaseRecord | null> {
  const { rows } = await sql<CaseRecord>`SELECT ${caseColumns} FROM rule_case c WHERE c.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** Keeps a case, once. */
export async function insertCase(
  tx: Tx,
  { facts, ...row }: Omit<Tables['rule_case'], 'facts'> & { readonly facts: unknown },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('rule_case')
    .values({ ...row, facts: JSON.stringify(facts) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Removes a case. False where there is none. */
export const deleteCase = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.deleteFrom('rule_case').where('id', '=', id).executeTakeFirstOrThrow()).numDeletedRows > 0n
