import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { loadSigner } from '../keys.ts'
import { entryColumns, leafOf, type StoredEntry } from './entry.ts'
import { auditCommand, auditRow, record, sealAudit } from './index.ts'
import { verifyAudit } from './verify.ts'

const folder = await mkdtemp(join(tmpdir(), 'consular-audit-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const { database } = await testDatabase()
const context = {
  database,
  now: () => Temporal.Instant.from('2026-11-24T08:00:00.123456789Z'),
  random: (bytes: Uint8Array) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
  signer: await loadSigner({ mode: 'demonstration', signingKey: null }, folder),
}
const officer = '018f0000-0000-7000-8000-00000000000f'
const entry = (data: { readonly [key: string]: unknown } = {}) =>
  ({
    action: 'application.submit',
    actor: { kind: 'citizen', id: officer },
    outcome: 'done',
    data,
  }) as const

/** What someone does who owns the database and does not want to be seen. */
const tamper = (statement: string) =>
  database.transaction().execute(async (tx) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(tx)
    const { numAffectedRows } = await sql.raw(statement).execute(tx)
    return Number(numAffectedRows)
  })

/** A log of seven entries under two heads, of four and three leaves. */
beforeEach(async () => {
  await tamper('DELETE FROM audit_event; DELETE FROM audit_leaf; DELETE FROM audit_head; DELETE FROM audit_unsealed')
  for (let n = 0; n < 4; n++) await record(database, context, entry({ n, deep: { b: [1, 'two', null], a: 0.1 } }))
  await sealAudit(context)
  for (let n = 4; n < 7; n++) await record(database, context, entry({ n }))
  await sealAudit(context)
})

test('a log that nobody touched is whole, and says what it holds and what still waits', async () => {
  await record(database, context, entry())
  const report = await verifyAudit(context)
  expect(report).toMatchObject({ whole: true, fault: null, sealed: '7', heads: 2, headsOfOtherKeys: 0, unsealed: 1 })
  expect(report.unsealedSince).toBe('2026-11-24T08:00:00.123457Z')
  expect(report.head).toMatchObject({ size: '7', key: context.signer.key, at: '2026-11-24T08:00:00.123457Z' })
})

test('an empty log is whole', async () => {
  await tamper('DELETE FROM audit_event; DELETE FROM audit_leaf; DELETE FROM audit_head')
  expect(await verifyAudit(context)).toMatchObject({ whole: true, sealed: '0', head: null, unsealed: 0 })
  expect(await sealAudit(context)).toBe(0)
})

const thirdEvent = 'id = (SELECT event_id FROM audit_leaf WHERE index = 2)'

test.each([
  ['one character of an action', `UPDATE audit_event SET action = 'application.submis' WHERE ${thirdEvent}`],
  ['the actor', `UPDATE audit_event SET actor_id = NULL WHERE ${thirdEvent}`],
  ['a microsecond', `UPDATE audit_event SET at = at + interval '1 microsecond' WHERE ${thirdEvent}`],
  [
    'a digit beyond the precision of a double',
    `UPDATE audit_event SET data = jsonb_set(data, '{deep,a}', '0.1000000000000000001') WHERE ${thirdEvent}`,
  ],
  ['something added to the data', `UPDATE audit_event SET data = data || '{"more": null}' WHERE ${thirdEvent}`],
])('an entry is named by its index when it changed by %s', async (_, statement) => {
  expect(await tamper(statement)).toBe(1)
  const { whole, fault } = await verifyAudit(context)
  const { rows } = await sql<{
    event: string
    action: string
  }>`SELECT id AS event, action FROM audit_event WHERE ${sql.raw(thirdEvent)}`.execute(database)
  expect(whole).toBe(false)
  expect(fault).toMatchObject({ code: 'entry.changed', index: '2', ...rows[0] })
})

test.each([
  ['an entry that was deleted', `DELETE FROM audit_event WHERE ${thirdEvent}`, { code: 'entry.deleted', index: '2' }],
  [
    'a leaf whose hash was changed',
    `UPDATE audit_leaf SET hash = sha256('other') WHERE index = 2`,
    { code: 'leaf.changed', index: '2' },
  ],
  ['a leaf that was deleted', 'DELETE FROM audit_leaf WHERE index = 2', { code: 'leaf.missing', index: '2' }],
  ['the last leaf, deleted', 'DELETE FROM audit_leaf WHERE index = 6', { code: 'leaf.missing', index: '6' }],
  ['a leaf that was moved', 'UPDATE audit_leaf SET index = 9 WHERE index = 5', { code: 'leaf.missing', index: '5' }],
  ['the last head, deleted', 'DELETE FROM audit_head WHERE size = 7', { code: 'leaf.unsigned', index: '4' }],
  [
    'a head with another root',
    `UPDATE audit_head SET root = sha256('other') WHERE size = 4`,
    { code: 'head.changed', size: '4' },
  ],
  [
    'a head with another edge',
    `UPDATE audit_head SET edge = sha256('other') WHERE size = 4`,
    { code: 'head.changed', size: '4' },
  ],
  [
    'a head with another time',
    `UPDATE audit_head SET at = at - interval '1 day' WHERE size = 7`,
    { code: 'head.changed', size: '7' },
  ],
  [
    'a head with another signature',
    `UPDATE audit_head SET signature = set_byte(signature, 3, get_byte(signature, 3) # 1) WHERE size = 4`,
    { code: 'head.changed', size: '4' },
  ],
  [
    'a last head that names another key',
    `UPDATE audit_head SET key = 'theirs' WHERE size = 7`,
    { code: 'head.unknown-key', size: '7' },
  ],
])('%s is named', async (_, statement, fault) => {
  expect(await tamper(statement)).toBe(1)
  expect(await verifyAudit(context)).toMatchObject({ whole: false, fault })
})

test('the first of several changed entries is the one that is named', async () => {
  await tamper(
    `UPDATE audit_event SET mission = 'elsewhere' WHERE id IN (SELECT event_id FROM audit_leaf WHERE index IN (1, 3, 5))`,
  )
  expect((await verifyAudit(context)).fault).toMatchObject({ code: 'entry.changed', index: '1' })
})

test('an entry changed together with its leaf is found by the signed root of its batch', async () => {
  await tamper(
    `UPDATE audit_event SET mission = 'elsewhere' WHERE id = (SELECT event_id FROM audit_leaf WHERE index = 5)`,
  )
  const { rows } =
    await sql<StoredEntry>`SELECT ${entryColumns} FROM audit_event e JOIN audit_leaf l ON l.event_id = e.id WHERE index = 5`.execute(
      database,
    )
  const forged = rows.map(leafOf).map((hash) => hash.toString('hex'))
  await tamper(`UPDATE audit_leaf SET hash = '\\x${forged[0]}' WHERE index = 5`)
  expect((await verifyAudit(context)).fault).toEqual({ code: 'batch.changed', index: '4', size: '7' })
})

test('an entry that was deleted before it was sealed, and one that came past the triggers, are named', async () => {
  const row = auditRow(context, entry())
  await database.insertInto('audit_event').values(row).execute()
  await tamper(`DELETE FROM audit_event WHERE id = '${row.id}'`)
  expect((await verifyAudit(context)).fault).toEqual({ code: 'entry.deleted', event: row.id })
  await tamper(`DELETE FROM audit_unsealed`)
  await tamper(
    `INSERT INTO audit_event (id, at, action, actor_kind, outcome) VALUES ('${row.id}', now(), 'x', 'system', 'done')`,
  )
  expect((await verifyAudit(context)).fault).toMatchObject({ code: 'entry.outside', event: row.id, action: 'x' })
})

test('a log rolled back to an earlier day is found out by a head that was kept elsewhere', async () => {
  const { head } = await verifyAudit(context)
  const kept = { size: 7n, root: head?.root ?? '' }
  expect((await verifyAudit(context, kept)).whole).toBe(true)
  expect((await verifyAudit(context, { ...kept, root: '0'.repeat(64) })).fault).toEqual({
    code: 'head.other-history',
    size: '7',
  })
  await tamper(`DELETE FROM audit_event WHERE id IN (SELECT event_id FROM audit_leaf WHERE index > 3)`)
  await tamper('DELETE FROM audit_leaf WHERE index > 3; DELETE FROM audit_head WHERE size > 4')
  expect((await verifyAudit(context)).whole).toBe(true)
  expect((await verifyAudit(context, kept)).fault).toEqual({ code: 'leaf.missing', index: '4' })
})

test('heads of an earlier key are counted, and their roots still checked', async () => {
  const later = {
    ...context,
    signer: await loadSigner({ mode: 'demonstration', signingKey: null }, join(folder, 'later')),
  }
  expect((await verifyAudit(later)).fault).toMatchObject({ code: 'head.unknown-key', size: '7' })
  await record(database, later, entry())
  await sealAudit(later)
  expect(await verifyAudit(later)).toMatchObject({ whole: true, heads: 3, headsOfOtherKeys: 2 })
  await tamper(`UPDATE audit_head SET root = sha256('other') WHERE size = 4`)
  expect((await verifyAudit(later)).fault).toMatchObject({ code: 'batch.changed', index: '0', size: '4' })
})

test('an entry that commits late with an earlier id is sealed all the same', async () => {
  const early = { ...auditRow(context, entry()), id: '018f0000-0000-7000-8000-000000000001' }
  const { promise: committed, resolve: commit } = Promise.withResolvers<void>()
  const late = database.transaction().execute(async (tx) => {
    await tx.insertInto('audit_event').values(early).execute()
    await committed
  })
  await record(database, context, entry())
  expect(await sealAudit(context)).toBe(1)
  commit()
  await late
  expect(await sealAudit(context)).toBe(1)
  expect(await verifyAudit(context)).toMatchObject({ whole: true, sealed: '9', unsealed: 0 })
})

test('sealers side by side lose nothing, seal nothing twice, and leave no gap, over several batches', async () => {
  await sql`INSERT INTO audit_event (id, at, action, actor_kind, outcome)
    SELECT gen_random_uuid(), now(), 'test', 'system', 'done' FROM generate_series(1, 11000)`.execute(database)
  const sealed = await Promise.all([sealAudit(context), sealAudit(context), sealAudit(context)])
  expect(sealed.reduce((sum, count) => sum + count)).toBe(11000)
  expect(await verifyAudit(context)).toMatchObject({ whole: true, sealed: '11007', unsealed: 0 })
})

test('nothing is sealed on top of a head that was changed', async () => {
  await tamper(`UPDATE audit_head SET root = sha256('other') WHERE size = 7`)
  await record(database, context, entry())
  await expect(sealAudit(context)).rejects.toThrow('audit head of size 7 was changed')
})

test('the log of leaves and heads cannot be changed or emptied by the service', async () => {
  for (const table of ['audit_leaf', 'audit_head']) {
    await expect(sql.raw(`DELETE FROM ${table}`).execute(database)).rejects.toThrow('append-only')
    await expect(sql.raw(`TRUNCATE ${table}`).execute(database)).rejects.toThrow('append-only')
  }
})

test('the command says so in words and in JSON, by exit code 0, 1 or 2', async () => {
  const run = async (...args: string[]) => {
    let text = ''
    const write = (written: string) => void (text += written)
    const code = await auditCommand(args, context, { stdout: { write }, stderr: { write } })
    return { code, text }
  }
  const whole = await run('verify')
  expect(whole.code).toBe(0)
  expect(whole.text).toContain('7 sealed under 2 heads, 0 not sealed yet.')
  const [, kept = ''] = /that holds: (\S+)/.exec(whole.text) ?? []
  expect((await run('verify', '--head', kept)).code).toBe(0)
  expect((await run('verify', '--head', kept.replace(/.$/, kept.endsWith('0') ? '1' : '0'))).code).toBe(1)
  await tamper(`UPDATE audit_event SET outcome = 'read' WHERE ${thirdEvent}`)
  const broken = await run('verify')
  expect(broken.code).toBe(1)
  expect(broken.text).toMatch(
    /Entry 2, event [0-9a-f-]{36}, 2026-11-24T08:00:00.123457Z, application.submit: is not what was sealed/,
  )
  expect(JSON.parse((await run('verify', '--json')).text)).toMatchObject({
    whole: false,
    fault: { code: 'entry.changed', index: '2' },
  })
  for (const args of [[], ['seal'], ['verify', '--loud'], ['verify', '--head', 'x']])
    expect((await run(...args)).code).toBe(2)
})
