import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findCode, parseValueSet } from '@consular/certificate/rules'
import { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasOpenssl, Workshop } from '../../../certificate/signature/testing.ts'
import { run } from '../testing-cards.ts'
import { trustCommand } from '../trust-command.ts'
import { verifyCommand } from '../verify-command.ts'
import { wellKnownPages } from '../well-known.ts'
import { revokeKey, rotateKey } from './acts.ts'
import { backUpKeys, restoreKeys } from './backup.ts'
import { ensureDemonstrationKeys } from './demonstration.ts'
import { activeKey, type KeyUsage, keyUsages } from './key-record.ts'
import { keysOf } from './open-keys.ts'
import { ownTrust, trustOf } from './own-trust.ts'
import type { Published, PublishedFile } from './publish.ts'
import { publishedOf } from './published-now.ts'
import { cases, filesOf, issueOne, newService, pathOf, verdictOf } from './testing-keys.ts'

const by = ['Ada Example']
const passphrase = 'a passphrase of the tests'
const service = await newService({ certificatePassphrase: passphrase })
const active = async (usage: KeyUsage) => {
  const index = await (await keysOf(service)).keys.index()
  const key = index && activeKey(index, usage)
  if (!key) throw new Error(usage)
  return key
}
beforeAll(() => ensureDemonstrationKeys(service, () => undefined))

describe('what is published', () => {
  test('alone verifies a certificate of every family that these keys issue', async () => {
    const trust = await ownTrust(service)
    const verdicts = await Promise.all(
      cases.map(async ([family, entry]) => [
        family,
        await verdictOf(await issueOne(service, family, entry), trust, service.now()),
      ]),
    )
    expect(verdicts).toEqual(cases.map(([family]) => [family, 'valid']))
  })

  test('is proven by the key that signs lists, and holds no private part and no name of a person', async () => {
    const trust = await ownTrust(service)
    expect(trust.sources.find(({ kind }) => kind === 'gdhcn')).toMatchObject({ proof: 'verified' })
    expect(trust.signers.map(({ usages, issuedBy }) => [usages, issuedBy.length > 0])).toEqual([
      [['vaccination'], true],
      [['test'], true],
      [['recovery'], true],
    ])
    const all = [...(await publishedOf(service)).values()]
      .map(({ bytes }) => Buffer.from(bytes).toString('latin1'))
      .join('\n')
    expect(all).not.toMatch(/PRIVATE|"d":|Demonstration A/)
  })

  test('goes out over HTTP to everybody, cacheable, once for each change, with the digests that the index names', async () => {
    const app = new Hono().route('/', wellKnownPages(service))
    const index = await app.request('/.well-known/consular-health.json')
    expect(index.headers.get('cache-control')).toBe('public, max-age=60')
    const list = await app.request('/.well-known/did.json')
    expect(list.headers.get('cache-control')).toBe('public, max-age=3600')
    expect(index.headers.get('access-control-allow-origin')).toBe('*')
    const etag = index.headers.get('etag') ?? ''
    expect(
      (await app.request('/.well-known/consular-health.json', { headers: { 'if-none-match': etag } })).status,
    ).toBe(304)
    expect((await app.request('/.well-known/nothing')).status).toBe(404)
    const told = (await index.json()) as {
      files: { path: string; kind: string; sha256: string }[]
      demonstration: boolean
    }
    expect(told.demonstration).toBe(true)
    const fetched = new Map<string, PublishedFile>()
    for (const { path, kind, sha256 } of told.files) {
      const bytes = new Uint8Array(await (await app.request(path)).arrayBuffer())
      expect(Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')).toBe(sha256)
      fetched.set(path, { bytes, kind, type: '', until: null })
    }
    const partner = await trustOf(fetched, 'https://health.example')
    const [family, entry] = cases[0] as (typeof cases)[number]
    expect(await verdictOf(await issueOne(service, family, entry), partner, service.now())).toBe('valid')
  })

  test('tells the value sets of our certificates in the form of the EU, each under its digest', async () => {
    const published = await publishedOf(service)
    const jsonAt = (path: string): unknown =>
      JSON.parse(new TextDecoder().decode(published.get(`/.well-known/value-sets/${path}`)?.bytes))
    const index = jsonAt('index.json') as { id: string; hash: string }[]
    expect(index.map(({ id }) => id)).toContain('vaccines-covid-19-names')
    for (const { id, hash } of index) {
      const { bytes } = published.get(`/.well-known/value-sets/${id}.json`) as PublishedFile
      expect(Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')).toBe(hash)
      const set = parseValueSet(jsonAt(`${id}.json`))
      expect(set).toMatchObject({ ok: true, value: { id } })
    }
    const products = parseValueSet(jsonAt('vaccines-covid-19-names.json'))
    const [, dose] = cases[0] as (typeof cases)[number]
    const code = dose.kind === 'vaccination' ? dose.product?.code : undefined
    expect(products.ok && findCode([products.value], 'vaccines-covid-19-names', code ?? '')).toMatchObject({
      display: 'Comirnaty',
      active: true,
    })
  })

  test('a test that a vaccination key signed, and a card that the key of SD-JWT signed, are not believed', async () => {
    const { keys } = await keysOf(service)
    const trust = await ownTrust(service)
    const swapped = {
      ...keys,
      signerFor: async (family: (typeof cases)[number][0]) =>
        keys.signerFor(family === 'shc' ? 'sd-jwt-vc' : family, 'vaccination'),
    }
    const { issue } = await import('@consular/certificate/issue')
    const signer = await swapped.signerFor('eu-dcc')
    const card = await swapped.signerFor('shc')
    if (!signer.ok || !card.ok) throw new Error('no key')
    const terms = {
      issuedAt: service.now().epochMilliseconds,
      expiresAt: service.now().epochMilliseconds + 1e7,
      id: 'XA1',
    }
    const person = { familyName: 'Lindqvist', givenName: 'Maja', birthDate: '1984-02-29' }
    const [, sample] = cases[1] as (typeof cases)[number]
    const [, dose] = cases[0] as (typeof cases)[number]
    const wrong = await issue(
      { person, entries: [sample] },
      { families: ['eu-dcc'] },
      { signers: { 'eu-dcc': signer.value }, terms, ids: { 'eu-dcc': 'URN:UVCI:01:XX:1' } },
    )
    const other = await issue(
      { person, entries: [dose] },
      { families: ['shc'] },
      { signers: { shc: { ...card.value, issuer: 'https://health.example' } }, terms },
    )
    if (!wrong.ok || !other.ok) throw new Error('not issued')
    expect(await verdictOf(wrong.value.text, trust, service.now())).toBe('untrusted key.usage')
    expect(await verdictOf(other.value.text, trust, service.now())).toBe('untrusted key.unknown')
  })
})

test('a partner who keeps a copy of it as files verifies with the command, the list proven by the anchor', async () => {
  const folder = pathOf('copy')
  for (const [path, { bytes }] of await publishedOf(service)) {
    const file = join(folder, 'health.example', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
  const anchor = join(folder, 'health.example/.well-known/list-signing/did.json')
  for (const [family, entry] of cases.filter(([each]) => each !== 'divoc')) {
    const text = await issueOne(service, family, entry)
    const args = [
      text,
      '--trust',
      folder,
      '--anchor',
      anchor,
      '--at',
      service.now().toString(),
      '--language',
      'en',
      '--json',
    ]
    const { status, out } = await run(verifyCommand, args)
    expect([family, status, JSON.parse(out).verdict]).toEqual([family, 0, 'valid'])
  }
  const { status, out } = await run(trustCommand, ['show', folder, '--anchor', anchor, '--json'])
  expect(status).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ skipped: [], countries: [{ country: 'XX', signers: 3, chained: 3 }] })
})

describe.runIf(hasOpenssl)('OpenSSL', () => {
  test('verifies the chain with the revocation list, and after a revocation refuses the signer of seals', async () => {
    const shop = new Workshop()
    const check = async (certificate: string) => {
      const published: Published = await publishedOf(service)
      for (const [path, { bytes }] of published)
        if (path.endsWith('.cer') || path.endsWith('.crl'))
          shop.write(path.endsWith('.cer') ? 'top.der' : 'list.der', bytes)
      shop.write('signer.der', Buffer.from(certificate, 'base64'))
      for (const name of ['top', 'signer'])
        shop.run('x509', '-inform', 'DER', '-in', `${name}.der`, '-out', `${name}.pem`)
      shop.run('crl', '-inform', 'DER', '-in', 'list.der', '-out', 'list.pem')
      const at = String(Math.floor(service.now().epochMilliseconds / 1000) + 1)
      shop.run(
        'verify',
        '-x509_strict',
        '-attime',
        at,
        '-crl_check',
        '-CRLfile',
        'list.pem',
        '-CAfile',
        'top.pem',
        'signer.pem',
      )
    }
    for (const usage of keyUsages.filter((each) => ['vaccination', 'test', 'recovery', 'vds-nc'].includes(each)))
      await expect(active(usage).then(({ certificate }) => check(certificate ?? ''))).resolves.toBeUndefined()
    const lost = await active('vds-nc')
    expect(new X509Certificate(Buffer.from(lost.certificate ?? '', 'base64')).subject).toContain('C=XX')
    const [, entry] = cases[5] as (typeof cases)[number]
    const seal = await issueOne(service, 'vds-nc', entry)
    await revokeKey((await keysOf(service)).work, { id: lost.id, reason: 'key-compromise', days: 30 }, by)
    await expect(check(lost.certificate ?? '')).rejects.toThrow('certificate revoked')
    await check((await active('vds-nc')).certificate ?? '')
    expect(await verdictOf(seal, await ownTrust(service), service.now())).toBe('revoked key.revoked')
    expect(await verdictOf(await issueOne(service, 'vds-nc', entry), await ownTrust(service), service.now())).toBe(
      'valid',
    )
    shop.remove()
  })
})

describe('a key that is lost', () => {
  test.each([0, 4, 7, 8])('is revoked and replaced without stopping (case %i)', async (at) => {
    const [family, entry] = cases[at] as (typeof cases)[number]
    const usage = ({ 'eu-dcc': 'vaccination', shc: 'shc', 'sd-jwt-vc': 'sd-jwt', divoc: 'divoc' } as const)[
      family as 'shc'
    ]
    const before = await issueOne(service, family, entry)
    const { id } = await active(usage)
    await revokeKey((await keysOf(service)).work, { id, reason: 'key-compromise', days: 30 }, by)
    const after = await issueOne(service, family, entry)
    const trust = await ownTrust(service)
    expect(await verdictOf(before, trust, service.now())).toBe('untrusted key.unknown')
    expect(await verdictOf(after, trust, service.now())).toBe('valid')
    expect((await active(usage)).id).not.toBe(id)
  })

  test('is something else than one that was rotated, whose certificates go on verifying', async () => {
    const [family, entry] = cases[1] as (typeof cases)[number]
    const before = await issueOne(service, family, entry)
    const { id } = await active('test')
    await rotateKey((await keysOf(service)).work, { usage: 'test', days: 30 }, by)
    const trust = await ownTrust(service)
    expect((await active('test')).id).not.toBe(id)
    expect(await verdictOf(before, trust, service.now())).toBe('valid')
    expect(await verdictOf(await issueOne(service, family, entry), trust, service.now())).toBe('valid')
  })
})

describe('a backup', () => {
  const path = pathOf('backup')
  const old = cases.filter(([family]) => family !== 'icvp')

  test('restored on an empty machine verifies what was issued before, issues, and verifies again', async () => {
    const before = await Promise.all(old.map(([family, entry]) => issueOne(service, family, entry)))
    expect(await backUpKeys((await keysOf(service)).work, { path, passphrase, by })).toBeGreaterThanOrEqual(9)
    const empty = await newService({ certificatePassphrase: passphrase })
    await restoreKeys((await keysOf(empty)).work, { path, passphrase, by })
    const trust = await ownTrust(empty)
    for (const text of before) expect(await verdictOf(text, trust, empty.now())).toBe('valid')
    for (const [family, entry] of cases)
      expect(await verdictOf(await issueOne(empty, family, entry), trust, empty.now())).toBe('valid')
    await expect(restoreKeys((await keysOf(empty)).work, { path, passphrase, by })).rejects.toThrow(
      'holds keys already',
    )
  })

  test('with a changed byte, with another passphrase, or none of its kind is refused, and nothing is written', async () => {
    const good = await readFile(path)
    for (const [at, said] of [
      [0, 'no backup'],
      [30, 'does not open'],
      [60, 'does not open'],
      [good.length - 1, 'does not open'],
    ] as const) {
      const bad = Buffer.from(good)
      bad[at] = (bad[at] as number) ^ 1
      await writeFile(`${path}.bad`, bad)
      const empty = await newService({ certificatePassphrase: passphrase })
      const restored = restoreKeys((await keysOf(empty)).work, { path: `${path}.bad`, passphrase, by })
      await expect(restored).rejects.toThrow(said)
      await expect(filesOf(empty.config.certificateKeys)).rejects.toThrow('ENOENT')
    }
    const empty = await newService({ certificatePassphrase: passphrase })
    await expect(
      restoreKeys((await keysOf(empty)).work, { path, passphrase: 'another passphrase', by }),
    ).rejects.toThrow('passphrase is wrong')
    await expect(backUpKeys((await keysOf(service)).work, { path, passphrase, by })).rejects.toThrow(
      'a backup is a new file',
    )
  })
})
