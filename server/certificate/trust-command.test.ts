import { mkdirSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { issuer, keySet, newFolder, run } from './testing-cards.ts'
import { trustCommand } from './trust-command.ts'

const folder = newFolder()
afterAll(() => folder.end())
const keys = folder.put('jwks.json', keySet)

test('shows sources, issuers and what was passed over', async () => {
  folder.put('notes.txt', 'hello')
  const { status, out } = await run(trustCommand, ['show', folder.path])
  expect(status).toBe(0)
  expect(out).toMatch(/^jwks +no proof checked +- +\S+jwks\.json\n/)
  expect(out).toContain(`1 key  ${issuer}`)
  expect(out).toMatch(/passed over +\S+notes\.txt\n/)
})

test('tells the same as JSON', async () => {
  const { out } = await run(trustCommand, ['show', keys, '--json'])
  expect(JSON.parse(out)).toMatchObject({
    issuers: [{ id: issuer, keys: 1 }],
    countries: [],
    revocations: { dcc: 0, shc: 0, crl: 0, status: 0 },
    ageInDays: null,
    skipped: [],
  })
})

test('speaks Chinese', async () => {
  const { out } = await run(trustCommand, ['show', keys, '--language', 'zh-Hans'])
  expect(out).toContain('未核验签名')
})

test('contexts are found by their index, beside the material too', async () => {
  mkdirSync(`${folder.path}/contexts`)
  folder.put('contexts/index.json', '{"https://example.org/v1":"one.json"}')
  folder.put('contexts/one.json', '{"@context":{}}')
  const { out } = await run(trustCommand, ['show', keys, '--json'])
  expect(JSON.parse(out)).toMatchObject({ contexts: ['https://example.org/v1'] })
})

test('a file that signs no list is refused as an anchor', async () => {
  const { status, err } = await run(trustCommand, ['show', keys, '--anchor', folder.put('a.txt', 'hello')])
  expect([status, err]).toEqual([2, expect.stringMatching(/a\.txt signs no list: .*\n$/)])
})

test.each([[[]], [['list']], [['show']], [['show', '--colour']]])('bad usage %j ends with 2', async (args) => {
  const { status, err } = await run(trustCommand, args)
  expect([status, err]).toEqual([2, expect.stringContaining('consular trust show PATH')])
})

test('a path that is not there is said in one line', async () => {
  const { status, err } = await run(trustCommand, ['show', 'nowhere'])
  expect([status, err]).toEqual([2, expect.stringMatching(/^nowhere cannot be read: .*\n$/)])
})
