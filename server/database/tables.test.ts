import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from './testing.ts'

const { database } = await testDatabase()

test('tables.ts names every table and column of the catalogue, and no other', async () => {
  const catalogue = await sql<{ table_name: string; column_name: string }>`
    SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'`.execute(database)
  const inDatabase = new Set(catalogue.rows.map((row) => `${row.table_name}.${row.column_name}`))
  const source = await readFile(new URL('./tables.ts', import.meta.url), 'utf8')
  const declared = new Set<string>()
  for (const [, table, columns] of source.matchAll(/^ {2}(\w+): \{([^}]*)\}/gm)) {
    for (const [, column] of (columns ?? '').matchAll(/(\w+): /g)) declared.add(`${table}.${column}`)
  }
  expect([...declared].sort()).toEqual([...inDatabase].sort())
})

test('instants travel as RFC 3339 text in UTC, dates as dates', async () => {
  const { rows } = await sql<{ at: string; day: string }>`
    SELECT '2026-11-24 03:07:00.5+07'::timestamptz AS at, '2026-11-24'::date AS day`.execute(database)
  expect(rows[0]).toEqual({ at: '2026-11-23T20:07:00.5Z', day: '2026-11-24' })
})

test('an entry of the audit log can be neither changed nor deleted', async () => {
  await sql`INSERT INTO audit_event (id, at, action, actor_kind, outcome)
    VALUES ('018f0000-0000-7000-8000-000000000001', now(), 'test', 'system', 'done')`.execute(database)
  await expect(sql`UPDATE audit_event SET action = 'other'`.execute(database)).rejects.toThrow('append-only')
  await expect(sql`DELETE FROM audit_event`.execute(database)).rejects.toThrow('append-only')
  await expect(sql`TRUNCATE audit_event`.execute(database)).rejects.toThrow('append-only')
})
