import * as api from '@consular/api'
import { newReference } from '@consular/domain/shared'
import { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { valueOf } from '../account/testing-browser.ts'
import { context, database, id, officer } from '../application/testing-stage.ts'
import { protectionPages } from '../plain/index.ts'

type Desk = Awaited<ReturnType<typeof officer>>
let zed: Desk
let dao: Desk
const [bangkok, rome] = ['uto-th-embassy', 'uto-it-embassy']
const opened = Temporal.Instant.from('2025-03-10T20:00:00Z')
const query = { year: '2025', purpose: 'annual-report' } as const
const pages = new Hono().route('/', protectionPages(context))

interface Kept {
  readonly mission?: string
  readonly type?: 'DETAINED' | 'MISSING' | 'TRAFFICKING'
  readonly sealed?: boolean
  readonly at?: Temporal.Instant
}

/** Cases of one kind at one mission, read after 1, 2, 3 … minutes. */
async function cases(count: number, { mission = bangkok, type = 'DETAINED', sealed = false, at = opened }: Kept = {}) {
  const rows = Array.from({ length: count }, () => ({ id: id(), reference: newReference('SOS', context.random) }))
  await database
    .insertInto('assistance_case')
    .values(
      rows.map((row) => ({
        ...row,
        mission,
        type,
        state: 'REPORTED' as const,
        suggested: 'P2' as const,
        reasons: [],
        opened_at: at.toString(),
        sealed_at: sealed ? at.toString() : null,
        sealed_by: sealed ? dao.id : null,
      })),
    )
    .execute()
  await database
    .insertInto('assistance_report')
    .values(
      rows.map((row, place) => ({
        id: id(),
        case_id: row.id,
        phone_id: row.id,
        secret_hash: Buffer.alloc(32),
        content_hash: Buffer.alloc(32),
        channel: 'app' as const,
        language: 'en' as const,
        situation: 'detained' as const,
        silent: false,
        words: '',
        words_length: 0,
        flags: [],
        stored_at: at.toString(),
        read_at: at.add({ minutes: place + 1, seconds: 20 }).toString(),
        read_by: dao.id,
      })),
    )
    .execute()
}

beforeAll(async () => {
  context.clock.now = Temporal.Instant.from('2026-11-24T08:00:00Z')
  zed = await officer('Zed', ['ministry-analyst'], 'ministry')
  dao = await officer('Dao', ['duty'], bangkok)
  await cases(20)
  await cases(11, { mission: rome })
  await cases(4, { mission: rome, type: 'MISSING' })
  await cases(30, { type: 'TRAFFICKING', sealed: true })
  await cases(12, { at: Temporal.Instant.from('2026-11-05T00:00:00Z') })
})

const read = (desk: Desk, asked: api.QueryOf<typeof api.readProtectionStatistics> = query) =>
  desk.browser.call(api.readProtectionStatistics, { query: asked })

test('an analyst sees how long half and nine of ten cases took; what is small, and what would betray it, is hidden', async () => {
  const { least, until, cells } = valueOf(await read(zed))
  expect([least, until]).toEqual([10, '2026-01-01'])
  // The eleven of Rome would tell the four missing of whoever knows what Rome had in all; and then Bangkok’s are those of the kind.
  expect(cells.map(({ type, place, count }) => `${type} ${place} ${count}`)).toEqual([
    `DETAINED ${rome} null`,
    `MISSING ${rome} null`,
    `DETAINED ${bangkok} null`,
  ])
  const missing = await database.selectFrom('assistance_case').select('id').where('type', '=', 'MISSING').execute()
  await database
    .updateTable('assistance_case')
    .set({ type: null })
    .where(
      'id',
      'in',
      missing.map((each) => each.id),
    )
    .execute()
  const shown = valueOf(await read(zed)).cells
  expect(shown).toEqual([
    {
      type: 'DETAINED',
      place: rome,
      count: 11,
      measures: { read: { median: 6, ninetieth: 10 }, contact: null, resolve: null },
    },
    {
      type: 'DETAINED',
      place: bangkok,
      count: 20,
      measures: { read: { median: 10, ninetieth: 18 }, contact: null, resolve: null },
    },
  ])
})

test('a sealed case is in no number: what is told is the same, however many there are', async () => {
  const before = valueOf(await read(zed))
  await cases(25, { type: 'TRAFFICKING', sealed: true })
  await cases(25, { sealed: true })
  expect(valueOf(await read(zed))).toEqual(before)
  expect(JSON.stringify(before)).not.toContain('TRAFFICKING')
})

test('a month that is not over is not counted', async () => {
  const { until, cells } = valueOf(await read(zed, { ...query, year: '2026' }))
  expect([until, cells]).toEqual(['2026-11-01', []])
})

test('whoever is no analyst of the ministry is refused; each look stands in the log with its purpose, and so does each refusal', async () => {
  const elsewhere = await officer('Ana', ['ministry-analyst'], bangkok)
  for (const desk of [dao, elsewhere])
    expect(await read(desk)).toMatchObject({ refusal: { code: 'access.other-mission' } })
  valueOf(await read(zed, { ...query, purpose: 'staffing' }))
  const log = await database
    .selectFrom('audit_event')
    .select(['actor_id', 'purpose', 'outcome', 'data'])
    .where('action', '=', 'access.protection-statistics')
    .execute()
  expect(log.filter(({ actor_id: actor }) => actor === dao.id)).toMatchObject([
    { purpose: 'denied', outcome: 'refused', data: { year: 2025 } },
  ])
  expect(log.findLast(({ actor_id: actor }) => actor === zed.id)).toMatchObject({
    purpose: 'counting-staffing',
    outcome: 'read',
  })
})

test('everybody may read the table of a year that is over, as a page under 14 KB and as a file; of no other year', async () => {
  const page = await pages.request('/protection/2025?language=en')
  const text = await page.text()
  expect([page.status, page.headers.get('set-cookie')]).toEqual([200, null])
  expect(new TextEncoder().encode(text).length).toBeLessThan(14 * 1024)
  expect(text).toContain('Detained, arrested, imprisoned')
  const file = await pages.request('/protection/2025.csv')
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect((await file.text()).split('\r\n')).toEqual([
    'type,region,cases,read-median-minutes,read-90th-minutes,contact-median-minutes,contact-90th-minutes,resolve-median-minutes,resolve-90th-minutes',
    `DETAINED,asia,20,10,18,,,,`,
    `DETAINED,europe,11,6,10,,,,`,
    '',
  ])
  for (const year of ['2026', '2027', '2019', '2025.xml', 'all'])
    expect((await pages.request(`/protection/${year}`)).status, year).toBe(404)
})
