import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseRules } from '@consular/certificate/rules'
import { loadTrust as loadSaved } from '@consular/certificate/trust'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { testContext } from '../testing.ts'
import { loadBorderMaterial, trustFiles, trustPages } from './publish-trust.ts'
import { issuer, keySet, newFolder } from './testing-cards.ts'
import { twoDoses } from './testing-rules.ts'

const folder = newFolder()
afterAll(() => folder.end())
mkdirSync(join(folder.path, 'trust'))
mkdirSync(join(folder.path, 'rules'))
folder.put('trust/keys.json', keySet)
folder.put('rules/rule.json', JSON.stringify(twoDoses))
folder.put('rules/sets.json', JSON.stringify({ 'sct-vaccines-covid-19': ['1119349007'] }))
const settings = { trust: join(folder.path, 'trust'), trustAnchors: null, rules: join(folder.path, 'rules') }

const textOf = (files: ReturnType<typeof trustFiles>, path: string) => new TextDecoder().decode(files.get(path)?.bytes)

describe('the files for verifiers', () => {
  test('are the trust and the rules of the folders, as a verifier reads them', async () => {
    const files = trustFiles(await loadBorderMaterial(settings))
    const saved = loadSaved(textOf(files, '/trust/list.json'))
    expect(saved.ok && saved.value.issuers.map(({ id }) => id)).toEqual([issuer])
    const book = JSON.parse(textOf(files, '/trust/rules.json')) as { rules: unknown; valueSets: unknown }
    expect(parseRules(book.rules)).toMatchObject({ ok: true, value: [{ identifier: twoDoses.Identifier }] })
    expect(book.valueSets).toEqual({ 'sct-vaccines-covid-19': ['1119349007'] })
  })

  test('trust nobody and know no rule without the settings', async () => {
    const files = trustFiles(await loadBorderMaterial({ trust: null, trustAnchors: null, rules: null }))
    const saved = loadSaved(textOf(files, '/trust/list.json'))
    expect(saved).toMatchObject({ ok: true, value: { signers: [], issuers: [] } })
    expect(JSON.parse(textOf(files, '/trust/rules.json'))).toEqual({ rules: [], valueSets: {} })
  })

  test('are kept by whoever has them, until they change', async () => {
    const { database } = await testDatabase()
    const app = trustPages(await testContext(database, { border: await loadBorderMaterial(settings) }))
    const first = await app.request('/trust/list.json')
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
    const tag = first.headers.get('etag') ?? ''
    expect((await app.request('/trust/list.json', { headers: { 'if-none-match': tag } })).status).toBe(304)
  })
})

test.each([
  ['CONSULAR_TRUST', { trust: join(folder.path, 'nowhere'), rules: null }],
  ['CONSULAR_RULES', { trust: null, rules: join(folder.path, 'trust') }],
  ['CONSULAR_TRUST', { trust: folder.put('strange.txt', 'no trust'), rules: null }],
  [
    'CONSULAR_RULES',
    { trust: null, rules: folder.put('broken.json', JSON.stringify([twoDoses, { ...twoDoses, Country: 'Italy' }])) },
  ],
])('material that cannot be used stops the start with a line that names %s', async (setting, given) => {
  const problem = await loadBorderMaterial({ trustAnchors: null, ...given }).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(Error)
  expect((problem as Error).message).toMatch(new RegExp(`^${setting}: [^\\n]+$`))
})
