import { createPrivateKey } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TestContext } from '../../testing.ts'
import { ensureDemonstrationKeys } from './demonstration.ts'
import { keepLists } from './keep-lists.ts'
import { KeyFolder } from './key-folder.ts'
import { keysCommand } from './keys-command.ts'
import { keysOf } from './open-keys.ts'
import { ownTrust } from './own-trust.ts'
import { publishedOf } from './published-now.ts'
import { cases, filesOf, issueOne, newService, pathOf, persons } from './testing-keys.ts'

const passphrase = 'a passphrase of the tests'
const two = persons.flatMap((name) => ['--by', name])
const one = two.slice(0, 2)

async function run(context: TestContext, ...args: readonly string[]) {
  const said = { out: '', error: '' }
  const status = await keysCommand(args, context, {
    stdout: { write: (text) => void (said.out += text) },
    stderr: { write: (text) => void (said.error += text) },
  })
  return { status, ...said, id: said.out.split(/[\t\n]/)[0] ?? '' }
}

const production = async (): Promise<TestContext> => {
  const context = await newService({ certificatePassphrase: passphrase })
  return { ...context, config: { ...context.config, mode: 'production' } }
}
const createCsca = ['create', 'csca', '--country', 'QZ', '--participant', 'QZZ', '--name', 'Ministry', ...two] as const

/** A store of country QZ with an active authority and one active signer. */
async function withKeys(): Promise<{ context: TestContext; csca: string; signer: string }> {
  const context = await production()
  const csca = (await run(context, ...createCsca)).id
  await run(context, 'activate', csca, ...two)
  const signer = (await run(context, 'create', 'signer', '--usage', 'vaccination', ...one)).id
  await run(context, 'activate', signer, ...one)
  return { context, csca, signer }
}

describe('a ceremony', () => {
  test('makes an authority and a signer in words, from prepared to active, and lists them', async () => {
    const { context, csca, signer } = await withKeys()
    expect(csca).toMatch(/^csca-2026-11-24-[0-9a-f]{8}$/)
    const { out, status } = await run(context, 'list')
    expect(status).toBe(0)
    expect(out.split('\n').map((line) => line.split('\t').slice(0, 3))).toEqual([
      [csca, 'csca', 'active'],
      [signer, 'vaccination', 'active'],
      [''],
    ])
    const log = (await run(context, 'log')).out
      .trim()
      .split('\n')
      .map((line) => line.split('\t').slice(1))
    expect(log).toEqual([
      ['create-csca', csca, 'Ada Example, Ben Example'],
      ['activate', csca, 'Ada Example, Ben Example'],
      ['create-signer', signer, 'Ada Example'],
      ['activate', signer, 'Ada Example'],
    ])
  })

  test('leaves an audit entry for every act, with the key and without the names of the persons', async () => {
    const { context, csca, signer } = await withKeys()
    const entries = await context.database
      .selectFrom('audit_event')
      .select(['action', 'actor_kind', 'data'])
      .where('action', 'like', 'keys.%')
      .orderBy('id')
      .execute()
    const own = entries.filter(
      ({ data }) => JSON.stringify(data).includes(csca) || JSON.stringify(data).includes(signer),
    )
    const told = own.map(({ action, data }) => `${action} ${JSON.stringify(data)}`)
    expect(told.toSorted()).toEqual([
      `keys.activate ${JSON.stringify({ key: csca, persons: 2 })}`,
      `keys.activate ${JSON.stringify({ key: signer, persons: 1 })}`,
      `keys.create-csca ${JSON.stringify({ key: csca, persons: 2 })}`,
      `keys.create-signer ${JSON.stringify({ key: signer, persons: 1 })}`,
    ])
    expect(JSON.stringify(entries)).not.toContain('Example')
  })

  test('takes two different persons for what an authority does and for destroying', async () => {
    const { context, csca, signer } = await withKeys()
    await run(context, 'rotate', '--usage', 'vaccination', ...one)
    const same = ['--by', 'Ada Example', '--by', ' ada  EXAMPLE ']
    for (const args of [
      ['create', 'csca', '--country', 'QZ', '--participant', 'QZZ', '--name', 'Ministry'],
      ['rotate', '--usage', 'csca'],
      ['revoke', csca, '--reason', 'authority-compromise'],
      ['destroy', signer, '--confirm', signer],
    ])
      for (const by of [one, same])
        expect(await run(context, ...args, ...by)).toMatchObject({
          status: 1,
          error: 'This takes two different persons: --by NAME --by NAME.\n',
        })
    expect(await run(context, 'rotate', '--usage', 'vaccination')).toMatchObject({
      status: 1,
      error: 'Say who does this: --by NAME.\n',
    })
  })

  test('refuses what is not safe in one line, and changes nothing', async () => {
    const { context, csca, signer } = await withKeys()
    const before = await filesOf(context.config.certificateKeys)
    for (const [args, line] of [
      [['destroy', signer, '--confirm', signer, ...two], `${signer} is active; it is not destroyed.`],
      [['activate', signer, ...one], `${signer} is active; only a prepared key can be activated.`],
      [['revoke', 'shc-1', '--reason', 'superseded', ...one], 'There is no key shc-1.'],
      [['create', 'signer', '--usage', 'test', '--days', '2000', ...one], /would outlive its authority/],
      [['create', 'csca', '--country', 'XX', '--name', 'Ministry', ...two], 'Country XX is for demonstrations.'],
      [['create', 'csca', '--country', 'QY', '--participant', 'QYY', '--name', 'M', ...two], /another folder/],
    ] as const) {
      const said = await run(context, ...args)
      expect(said).toMatchObject({ status: 1, out: '' })
      expect(said.error.trim().split('\n')).toEqual([expect.stringMatching(line)])
    }
    expect(await filesOf(context.config.certificateKeys)).toEqual(before)
    await run(context, 'rotate', '--usage', 'csca', ...two)
    expect((await run(context, 'destroy', csca, '--confirm', csca, ...two)).error).toContain('it alone can revoke')
  })

  test.each([
    ['nothing', []],
    ['another verb', ['sell']],
    ['an unknown usage', ['rotate', '--usage', 'sold', ...one]],
    ['no confirmation', ['destroy', 'csca-1', ...two]],
    ['no file', ['backup', ...one]],
    ['days that are none', ['rotate', '--usage', 'test', '--days', '-1', ...one]],
    ['an unknown option', ['list', '--all']],
    ['a country that is none', ['create', 'csca', '--country', 'qz', ...two]],
  ])('answers %s with its usage and status 2', async (_, args) => {
    expect(await run(await production(), ...args)).toMatchObject({
      status: 2,
      out: '',
      error: expect.stringContaining('consular keys create csca'),
    })
  })

  test('is a demonstration’s or a country’s, never both', async () => {
    const demonstration = await newService()
    expect(
      (
        await run(
          { ...demonstration, config: { ...demonstration.config, certificatePassphrase: passphrase } },
          ...createCsca,
        )
      ).error,
    ).toContain('XX alone')
  })
})

describe('a private key', () => {
  test('lies encrypted with scrypt and AES-256, opens with the passphrase alone, and for its owner alone', async () => {
    const { context, csca } = await withKeys()
    const path = join(context.config.certificateKeys, `${csca}.key.pem`)
    const pem = await readFile(path, 'utf8')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(createPrivateKey({ key: pem, passphrase }).asymmetricKeyType).toBe('ec')
    expect(() => createPrivateKey({ key: pem, passphrase: 'another one of them' })).toThrow()
    for (const [name, bytes] of await filesOf(context.config.certificateKeys))
      expect(`${name} ${bytes.toString('latin1')}`).not.toMatch(
        /BEGIN (EC )?PRIVATE KEY|"d":|a passphrase of the tests/,
      )
  })

  test('of a store is added with the passphrase of the store alone', async () => {
    const { context } = await withKeys()
    const other = { ...context, config: { ...context.config, certificatePassphrase: 'another one of them' } }
    const said = await run(other, 'create', 'signer', '--usage', 'test', ...one)
    expect(said).toMatchObject({
      status: 1,
      error: expect.stringMatching(/the passphrase is wrong, or the file was changed\.\n$/),
    })
  })

  test('that is destroyed is gone, cannot be used, and its certificate still verifies', async () => {
    const { context, signer } = await withKeys()
    await run(context, 'create', 'signer', '--usage', 'list-signing', ...one)
    const lister =
      (await run(context, 'list')).out
        .split('\n')
        .find((line) => line.includes('list-signing'))
        ?.split('\t')[0] ?? ''
    await run(context, 'activate', lister, ...one)
    await run(context, 'rotate', '--usage', 'vaccination', ...one)
    const said = await run(context, 'destroy', signer, '--confirm', signer, ...two)
    expect(said).toMatchObject({ status: 0, out: expect.stringContaining('is gone') })
    expect(await readdir(context.config.certificateKeys)).not.toContain(`${signer}.key.pem`)
    const { work } = await keysOf(context)
    await expect(work.vault.sign(signer, new Uint8Array(1))).rejects.toThrow('is not in')
    expect((await ownTrust(context)).signers).toHaveLength(2)
    expect(await run(context, 'destroy', signer, '--confirm', signer, ...two)).toMatchObject({
      status: 1,
      error: `${signer} is destroyed; it is not destroyed.\n`,
    })
  })
})

test('a ceremony log of which a line was changed stops every further act', async () => {
  const { context } = await withKeys()
  const path = join(context.config.certificateKeys, 'ceremony.jsonl')
  await writeFile(path, (await readFile(path, 'utf8')).replace('Ben Example', 'Bob Example'))
  expect(await run(context, 'log')).toMatchObject({ status: 1, error: 'The ceremony log was changed before line 2.\n' })
  expect((await run(context, 'rotate', '--usage', 'vaccination', ...one)).status).toBe(1)
})

test('with an authority fall all of its signers, and a new one issues again', async () => {
  const { context, csca } = await withKeys()
  const lister = (await run(context, 'create', 'signer', '--usage', 'list-signing', ...one)).id
  await run(context, 'activate', lister, ...one)
  expect((await ownTrust(context)).signers).toHaveLength(1)
  await run(context, 'revoke', csca, '--reason', 'authority-compromise', ...two)
  expect(await ownTrust(context)).toMatchObject({ signers: [], authorities: [] })
  const [family, entry] = cases[0] as (typeof cases)[number]
  await expect(issueOne(context, family, entry)).rejects.toThrow('keys.none')
  await run(context, 'rotate', '--usage', 'csca', ...two)
  await run(context, 'rotate', '--usage', 'vaccination', ...one)
  expect(await ownTrust(context)).toMatchObject({ signers: [{ country: 'QZ' }] })
  expect(await run(context, 'check')).toMatchObject({
    status: 0,
    out: expect.stringContaining('1 authorities, 1 signers'),
  })
})

test('production without keys, or without their passphrase, publishes and issues nothing', async () => {
  const [family, entry] = cases[0] as (typeof cases)[number]
  const empty = await production()
  expect((await publishedOf(empty)).size).toBe(0)
  await expect(issueOne(empty, family, entry)).rejects.toThrow('keys.none')
  const { context } = await withKeys()
  await run(context, 'rotate', '--usage', 'list-signing', ...one)
  expect((await publishedOf(context)).size).toBeGreaterThan(0)
  const locked = { ...context, config: { ...context.config, certificatePassphrase: null } }
  expect((await publishedOf(locked)).size).toBe(0)
  expect(await run(locked, 'check')).toMatchObject({
    status: 1,
    error: expect.stringContaining('Nothing is published'),
  })
  await expect(issueOne(locked, family, entry)).rejects.toThrow('keys.locked')
  expect(await run(locked, 'backup', pathOf('locked'), ...one)).toMatchObject({
    status: 1,
    error: expect.stringContaining('passphrase of the keys is missing'),
  })
})

test('keys of a demonstration are none in production, and those of a country none in a demonstration', async () => {
  const [family, entry] = cases[0] as (typeof cases)[number]
  const demonstration = await newService({ certificatePassphrase: passphrase })
  const said: string[] = []
  await ensureDemonstrationKeys(demonstration, (line) => said.push(line))
  await ensureDemonstrationKeys(demonstration, (line) => said.push(line))
  expect(said).toEqual(['Made keys for health certificates, of country XX.'])
  await expect(issueOne(demonstration, family, entry)).resolves.toMatch(/^HC1:/)
  const real = { ...demonstration, config: { ...demonstration.config, mode: 'production' as const } }
  await expect(issueOne(real, family, entry)).rejects.toThrow('keys.none')
  expect((await publishedOf(real)).size).toBe(0)
  const { context } = await withKeys()
  await expect(
    issueOne({ ...context, config: { ...context.config, mode: 'demonstration' } }, family, entry),
  ).rejects.toThrow('keys.none')
})

test('a demonstration whose keys somebody else changes starts all the same, and says so', async () => {
  const context = await newService({ certificatePassphrase: passphrase })
  const said: string[] = []
  await new KeyFolder(context.config.certificateKeys).alone(() =>
    ensureDemonstrationKeys(context, (line) => said.push(line)),
  )
  expect(said).toEqual([expect.stringContaining('Somebody else changes the keys.')])
  await ensureDemonstrationKeys(context, (line) => said.push(line))
  expect(said.at(-1)).toBe('Made keys for health certificates, of country XX.')
})

test('a revocation list is renewed when a third of its life is over, and stays as it is before', async () => {
  const { context, csca } = await withKeys()
  const list = async () => (await keysOf(context).then(({ keys }) => keys.index()))?.lists[csca]
  const number = (await list())?.number
  await keepLists(context)
  expect((await list())?.number).toBe(number)
  context.clock.now = context.clock.now.add({ hours: 24 * 31 })
  await keepLists(context)
  expect(await list()).toMatchObject({ number: (number ?? 0) + 1, at: context.now().toString() })
})

test('two that change the keys at once do not mix: one of them is told to wait', async () => {
  const { context } = await withKeys()
  const both = await Promise.all([
    run(context, 'rotate', '--usage', 'vaccination', ...one),
    run(context, 'rotate', '--usage', 'vaccination', ...one),
  ])
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([0, 1]))
  expect(both.map(({ error }) => error).join('')).toContain('Somebody else changes the keys.')
})
