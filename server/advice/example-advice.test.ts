import { existsSync, globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packPath } from '../mission/index.ts'
import { ensureExampleOfficers } from '../officer/index.ts'
import { ensureExampleAdvice } from './index.ts'
import { context, database, read } from './testing-advice.ts'

test('a demonstration begins with the fictional advice of its pack, once, by two example officers', async () => {
  await ensureExampleOfficers(context)
  for (const _ of [1, 2]) await ensureExampleAdvice(context)
  const rows = await database.selectFrom('advice_version').select(['state', 'authors', 'decided_by']).execute()
  expect(rows.map(({ state }) => state)).toEqual(['PUBLISHED', 'PUBLISHED'])
  for (const { authors, decided_by } of rows) expect(authors).not.toContain(decided_by)
  expect((await read('/advice')).text).toContain('(Demonstration) The metro of Rome stands still')
})

test('no advice is invented for a real state', () => {
  const packs = globSync('*/advice.json', { cwd: packPath('.', '.') }).map((path) => path.split('/')[0])
  expect(packs).toEqual(['uto'])
  expect(existsSync(packPath('cn', 'advice.json'))).toBe(false)
})
