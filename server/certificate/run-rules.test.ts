import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rulesCommand } from './run-rules.ts'
import { newFolder, run } from './testing-cards.ts'

const rule = {
  Identifier: 'VR-XA-0001',
  Type: 'Acceptance',
  Country: 'XA',
  Version: '1.0.0',
  SchemaVersion: '1.3.0',
  Engine: 'CERTLOGIC',
  EngineVersion: '1.0.0',
  CertificateType: 'Vaccination',
  Description: [{ lang: 'en', desc: 'The series has to be complete.' }],
  ValidFrom: '2026-01-01T00:00:00Z',
  ValidTo: '2030-01-01T00:00:00Z',
  AffectedFields: ['v.0.dn', 'v.0.sd'],
  Logic: { '>=': [{ var: 'payload.v.0.dn' }, { var: 'payload.v.0.sd' }] },
}
const complete = { name: 'a complete series', payload: { v: [{ dn: 2, sd: 2 }] }, external: {}, expected: true }
const begun = { name: 'a series that has begun', payload: { v: [{ dn: 1, sd: 2 }] }, external: {}, expected: false }

let folder = newFolder()
beforeEach(() => (folder = newFolder()))
afterEach(() => folder.end())

function put(path: string, content: unknown): void {
  const file = join(folder.path, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
}

test('every rule that passes its tests is a row, and the status is 0', async () => {
  put('XA/VR-XA-0001/rule.json', rule)
  put('XA/VR-XA-0001/tests/test001.json', complete)
  put('XA/VR-XA-0001/tests/test002.json', begun)
  put('XA/VR-XA-0001/README.md', 'not a test')
  const { status, out, err } = await run(rulesCommand, ['run', folder.path])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toMatch(/^XA\/VR-XA-0001 {2}VR-XA-0001 1\.0\.0 {2}Vaccination {2}2\/2\n {2,}1\/1 {2,}2\/2\n$/)
})

test('a test that fails is named by its file, with what it expects and what came', async () => {
  put('one/rule.json', rule)
  put('one/tests/test001.json', complete)
  put('one/tests/test002.json', { ...begun, expected: true })
  put('one/tests/test003.json', { name: 'no certificate', expected: false })
  put('one/tests/test004.json', '{"name": "broken"')
  const { status, out } = await run(rulesCommand, ['run', folder.path])
  expect(status).toBe(1)
  expect(out).toContain('1/4')
  expect(out).toContain('one/tests/test002.json: true ≠ false  "a series that has begun"\n')
  // An error is not `false`.
  expect(out).toContain('one/tests/test003.json: false ≠ certlogic.type  "no certificate"\n')
  expect(out).toContain('one/tests/test004.json: {"payload", "external", "expected"} ≠ -\n')
})

test('a rule that cannot be used is named with the reason, in the language of the terminal', async () => {
  put('one/rule.json', { ...rule, Version: '1' })
  put('one/tests/test001.json', complete)
  put('two/rule.json', 'nonsense')
  const { status, out } = await run(rulesCommand, ['run', folder.path])
  expect(status).toBe(1)
  expect(out).toMatch(/one\/rule\.json: .+ \(rule\.form Version\)\n/)
  expect(out).toMatch(/two\/rule\.json: .+ \(json\.syntax\)\n/)
  expect(out).toMatch(/0\/2 .*0\/1\n/)
  const chinese = await run(rulesCommand, ['run', folder.path], { env: { LANG: 'zh_CN.UTF-8' } })
  expect(chinese.out).toMatch(/one\/rule\.json: \p{Script=Han}/u)
})

test('a folder without rules and one that is not there are said in one line', async () => {
  put('notes.txt', 'hello')
  const empty = await run(rulesCommand, ['run', folder.path])
  expect(empty).toEqual({ status: 2, out: '', err: `There is no rule.json in ${folder.path}.\n` })
  const { status, err } = await run(rulesCommand, ['run', join(folder.path, 'nowhere')])
  expect([status, err]).toEqual([2, expect.stringMatching(/^\S+nowhere cannot be read: .*\n$/)])
})

test.each([[[]], [['list']], [['run']], [['run', 'a', 'b']], [['run', '--colour']]])(
  'bad usage %j ends with 2',
  async (args) => {
    const { status, err } = await run(rulesCommand, args)
    expect([status, err]).toEqual([2, expect.stringContaining('consular rules run FOLDER')])
  },
)
