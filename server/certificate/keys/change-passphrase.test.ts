import { createPrivateKey } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { TestContext } from '../../testing.ts'
import { createSigner, rotateKey } from './acts.ts'
import { encryptKey } from './encrypt.ts'
import { keysCommand } from './keys-command.ts'
import { openKeys } from './open-keys.ts'
import { NotDone } from './refused.ts'
import { filesOf, newService, pathOf, persons } from './testing-keys.ts'

// To derive a key from a passphrase is meant to be slow.
vi.setConfig({ testTimeout: 120_000 })

const [before, after] = ['a passphrase of the tests', 'another passphrase of the tests']
const two = persons.flatMap((name) => ['--by', name])
const one = persons.slice(0, 1)

async function run(context: TestContext, ...args: readonly string[]) {
  const said = { out: '', error: '' }
  const status = await keysCommand(args, context, {
    stdout: { write: (text) => void (said.out += text) },
    stderr: { write: (text) => void (said.error += text) },
  })
  return { status, ...said }
}

/** The same machine, with other settings. */
const withSettings = (context: TestContext, settings: Partial<TestContext['config']>): TestContext => ({
  ...context,
  config: { ...context.config, ...settings },
})

/** A store of country QZ with an authority and a signer, and settings that name the next passphrase. */
async function withKeys(): Promise<TestContext> {
  const plain = await newService({ certificatePassphrase: before, certificateNewPassphrase: after, mode: 'production' })
  await run(plain, 'create', 'csca', '--country', 'QZ', '--participant', 'QZZ', '--name', 'Ministry', ...two)
  const { folder } = (await openKeys(plain)).work
  const [{ id } = { id: '' }] = (await folder.read())?.keys ?? []
  await run(plain, 'activate', id, ...two)
  await rotateKey((await openKeys(plain)).work, { usage: 'vaccination', days: 700 }, one)
  return plain
}

/** Which of the two passphrases opens each key, as the service finds them. */
async function openWith(context: TestContext): Promise<Record<string, readonly boolean[]>> {
  const answers: Record<string, boolean[]> = {}
  for (const passphrase of [before, after]) {
    const { work } = await openKeys(withSettings(context, { certificatePassphrase: passphrase }))
    for (const { id, usage } of (await work.folder.read())?.keys ?? []) {
      const opened = await work.vault.sign(id, new Uint8Array(32)).then(
        () => true,
        (error: unknown) => !(error instanceof NotDone),
      )
      answers[usage] = [...(answers[usage] ?? []), opened]
    }
  }
  return answers
}
const old = { csca: [true, false], vaccination: [true, false] }
const changed = { csca: [false, true], vaccination: [false, true] }

test('the passphrase is changed for every key at once, by two persons, with a line in both logs', async () => {
  const context = await withKeys()
  expect(await openWith(context)).toEqual(old)
  expect(await run(context, 'passphrase', '--by', 'Ada Example')).toMatchObject({ status: 1, error: /two different/ })
  expect(await openWith(context)).toEqual(old)
  const done = await run(context, 'passphrase', ...two)
  expect([done.status, done.error]).toEqual([0, ''])
  expect(done.out).toMatch(/^2 private keys are encrypted with the new passphrase\.\n/)
  expect(done.out).toContain('Backups of before open with the passphrase of before')
  expect(await openWith(context)).toEqual(changed)
  expect((await run(context, 'log')).out.trim().split('\n').at(-1)).toContain('passphrase\t-\tAda Example, Ben Example')
  const [entry] = await context.database
    .selectFrom('audit_event')
    .select(['action', 'data'])
    .where('action', '=', 'keys.passphrase')
    .execute()
  expect(entry?.data).toEqual({ key: null, persons: 2 })
  // Nothing is left beside the keys, and no file holds either passphrase.
  const files = await filesOf(context.config.certificateKeys)
  expect([...files.keys()].filter((name) => !/\.key\.pem$|^index\.json$|^ceremony\.jsonl$/.test(name))).toEqual([])
  const all = [...files.values()].map((bytes) => bytes.toString('latin1')).join('\n')
  expect([all.includes(before), all.includes(after)]).toEqual([false, false])
})

test('the store goes on with the new one, and a backup of before opens with the old one', async () => {
  const context = await withKeys()
  const backup = pathOf('before-the-change')
  await run(context, 'backup', backup, ...two)
  await run(context, 'passphrase', ...two)
  expect(await run(context, 'rotate', '--usage', 'vaccination', ...two)).toMatchObject({ status: 1, error: /wrong/ })
  const next = withSettings(context, { certificatePassphrase: after })
  expect((await run(next, 'rotate', '--usage', 'vaccination', ...two)).status).toBe(0)
  const folder = pathOf('restored')
  const empty = withSettings(context, { certificateKeys: folder, certificatePassphrase: after })
  expect(await run(empty, 'restore', backup, ...two)).toMatchObject({ status: 1, error: /does not open/ })
  expect((await run(withSettings(empty, { certificatePassphrase: before }), 'restore', backup, ...two)).status).toBe(0)
  expect(await openWith(empty)).toEqual(old)
})

test('what is not safe is refused in one line, and nothing changes', async () => {
  const context = await withKeys()
  const files = await filesOf(context.config.certificateKeys)
  const line = async (settings: Partial<TestContext['config']>, ...more: readonly string[]) =>
    (await run(withSettings(context, settings), 'passphrase', ...two, ...more)).error
  expect(await line({ certificateNewPassphrase: 'too short' })).toBe('The passphrase needs at least 16 characters.\n')
  expect(await line({ certificateNewPassphrase: before })).toBe('This is the passphrase that the keys have.\n')
  expect(await line({ certificatePassphrase: 'a wrong one for these keys' })).toMatch(/does not open/)
  expect(await line({ certificateNewPassphrase: null })).toMatch(/type it on a terminal/)
  expect(await line({ certificateModule: { library: '/none', token: 'none', pin: null } })).toMatch(/PIN/)
  expect(await line({}, 'typed in the open')).toMatch(/never in a command/)
  expect(await filesOf(context.config.certificateKeys)).toEqual(files)
  // The authority lies in a safe: it would be left behind.
  const name = [...files.keys()].find((each) => each.startsWith('csca-')) ?? ''
  await rename(join(context.config.certificateKeys, name), pathOf('safe'))
  expect(await line({})).toMatch(/^The private part of csca-\S+ is not here: bring it back first/)
  await rename(pathOf('safe'), join(context.config.certificateKeys, name))
  // One file that was changed stops all of them.
  const signer = [...files.keys()].find((each) => each.startsWith('vaccination-')) ?? ''
  await writeFile(join(context.config.certificateKeys, signer), 'no key')
  expect(await line({})).toMatch(/^vaccination-\S+ does not open/)
  await writeFile(join(context.config.certificateKeys, signer), files.get(signer) ?? '')
  expect(await openWith(context)).toEqual(old)
})

test('a change that is broken off anywhere leaves all keys under one passphrase', async () => {
  const context = await withKeys()
  const folder = context.config.certificateKeys
  const aside = join(folder, 'new-passphrase')
  const names = [...(await filesOf(folder)).keys()].filter((name) => name.endsWith('.key.pem'))
  expect(names).toHaveLength(2)
  const anew = async (name: string) => {
    const key = createPrivateKey({ key: await readFile(join(folder, name), 'utf8'), passphrase: before })
    return encryptKey(key.export({ type: 'pkcs8', format: 'der' }), after)
  }
  const [first = '', second = ''] = names
  // Written in part: nothing has changed, and the next act takes it away.
  await mkdir(aside)
  await writeFile(join(aside, first), await anew(first))
  expect(await openWith(context)).toEqual(old)
  await createSigner((await openKeys(context)).work, { usage: 'test', days: 600 }, one)
  await expect(readFile(join(aside, first))).rejects.toThrow('ENOENT')
  expect(await openWith(context)).toEqual({ ...old, test: [true, false] })
  // Declared, and one file moved: everything has changed, and the next act moves the rest.
  const third = [...(await filesOf(folder)).keys()].find((name) => name.startsWith('test-')) ?? ''
  await mkdir(aside)
  for (const name of [first, second, third]) await writeFile(join(aside, name), await anew(name))
  await writeFile(join(aside, 'ready'), '')
  await rename(join(aside, first), join(folder, first))
  const whole = { ...changed, test: [false, true] }
  expect(await openWith(context)).toEqual(whole)
  const next = withSettings(context, { certificatePassphrase: after })
  await createSigner((await openKeys(next)).work, { usage: 'recovery', days: 600 }, one)
  expect(await openWith(context)).toEqual({ ...whole, recovery: [false, true] })
  expect([...(await filesOf(folder)).keys()]).toHaveLength(6)
})
