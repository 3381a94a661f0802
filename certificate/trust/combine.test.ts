import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toBase64, toBase64url } from '../encoding/base64.ts'
import { hasOpenssl, issueCertificate, makeCertificate, Workshop } from '../signature/testing.ts'
import { combineTrust } from './combine.ts'
import { ageOf, compareTrust } from './compare.ts'
import { findAuthorities, findSigners, standingOf } from './find.ts'
import type { Skipped } from './part.ts'
import { statusOf } from './revocation.ts'
import { loadTrust, saveTrust } from './saved.ts'
import { codeOf, makeKey, makeSigner, partOf, signJws, trustFrom, trustOf } from './testing.ts'

describe.runIf(hasOpenssl)('signers and authorities that OpenSSL makes', () => {
  let shop: Workshop
  beforeAll(() => {
    shop = new Workshop()
    makeCertificate(shop, 'fr', {
      key: 'p384',
      subject: '/C=FR/CN=Authority',
      more: ['-addext', 'keyUsage=keyCertSign,cRLSign'],
    })
    makeCertificate(shop, 'de', {
      key: 'rsa',
      subject: '/C=DE/CN=Authority',
      more: ['-addext', 'keyUsage=keyCertSign,cRLSign'],
    })
    issueCertificate(shop, 'fr-dsc', { authority: 'fr', subject: '/C=FR/CN=Signer' })
    issueCertificate(shop, 're-dsc', { authority: 'fr', subject: '/C=RE/CN=Signer' })
    issueCertificate(shop, 'de-dsc', { authority: 'fr', subject: '/C=DE/CN=Signer' })
    shop.write('index.txt', '')
    shop.write(
      'crl.cnf',
      '[ca]\ndefault_ca = own\n[own]\ndatabase = index.txt\ndefault_md = sha256\ndefault_crl_days = 30\n',
    )
    const ca = ['ca', '-config', 'crl.cnf', '-keyfile', 'fr.key', '-cert', 'fr.pem']
    shop.run(...ca, '-revoke', 're-dsc.pem')
    shop.run(...ca, '-gencrl', '-out', 'fr.crl')
    shop.run('ca', '-config', 'crl.cnf', '-keyfile', 'de.key', '-cert', 'de.pem', '-gencrl', '-out', 'de.crl')
  })
  afterAll(() => shop.remove())

  const file = (name: string) => partOf(Buffer.from(shop.read(name)).toString(), name)
  const files = (...names: readonly string[]) => Promise.all(names.map(file))

  test('are chained within their country, a territory below its sovereign', async () => {
    const trust = await combineTrust(await files('de-dsc.pem', 'fr-dsc.pem', 're-dsc.pem', 'de.pem', 'fr.pem'))
    expect(trust.signers.map(({ country, issuedBy }) => [country, issuedBy])).toEqual([
      ['DE', []],
      ['FR', [1]],
      ['RE', [1]],
    ])
    const now = trust.signers[0]?.from ?? 0
    expect(trust.signers.map((signer) => standingOf(trust, signer, now))).toEqual(['key.chain', 'ok', 'ok'])
  })

  test('are chained within their participant where a list names it', async () => {
    const entry = (name: string, usage: string, participant: string) => ({
      id: name,
      publicKeyJwk: { x5c: [toBase64(shop.read(`${name}.der`))], kid: `${name} ${participant}` },
      participant: { code: participant },
      keyusage: { code: usage },
    })
    const trust = await trustFrom({
      verificationMethod: [
        entry('fr', '#CSCA', '#FRA'),
        entry('fr-dsc', '#DSC', '#FRA'),
        entry('fr-dsc', '#DSC', '#FRB'),
      ],
    })
    expect(trust.signers.map(({ keyId, issuedBy }) => [keyId, issuedBy])).toEqual([
      ['fr-dsc #FRA', [0]],
      ['fr-dsc #FRB', []],
    ])
  })

  test('that are given twice are kept once', async () => {
    const once = await combineTrust(await files('fr.pem', 'fr-dsc.pem'))
    const twice = await combineTrust(await files('fr.pem', 'fr-dsc.pem', 'fr-dsc.pem', 'fr.pem'))
    expect([twice.signers, twice.authorities]).toEqual([once.signers, once.authorities])
  })

  test('are the same after a way through a saved list, alone or beside others', async () => {
    const saved = await combineTrust(await files('de.pem', 'fr.pem', 'fr-dsc.pem', 're-dsc.pem', 'fr.crl'))
    const loaded = loadTrust(saveTrust(saved))
    expect(loaded).toEqual({ ok: true, value: saved })
    const beside = await combineTrust([...(await files('fr.pem')), await partOf(saveTrust(saved))])
    expect(beside.signers.map(({ issuedBy }) => issuedBy)).toEqual([[0], [0]])
    expect(beside.certificateRevocations).toEqual(saved.certificateRevocations)
    expect(beside.sources.map(({ name }) => name)).toEqual([
      'fr.pem',
      'de.pem',
      'fr.pem',
      'fr-dsc.pem',
      're-dsc.pem',
      'fr.crl',
    ])
  })

  test('are revoked by a list of their authority, which counts only if an authority of the trust signed it', async () => {
    const refused: Skipped[] = []
    const trust = await combineTrust(await files('fr.crl', 'de.crl', 'fr.pem', 'fr-dsc.pem', 're-dsc.pem'), (each) =>
      refused.push(each),
    )
    expect(refused).toEqual([{ code: 'crl.authority', at: 'de.crl 0' }])
    const now = trust.certificateRevocations[0]?.thisUpdate ?? 0
    expect(trust.signers.map((signer) => [signer.country, standingOf(trust, signer, now)])).toEqual([
      ['FR', 'ok'],
      ['RE', 'key.revoked'],
    ])
  })

  test('have their revocation list refused where another key of the same name signed it', async () => {
    makeCertificate(shop, 'false', { subject: '/C=FR/CN=Authority', more: ['-addext', 'keyUsage=keyCertSign,cRLSign'] })
    const refused: Skipped[] = []
    const trust = await combineTrust(await files('false.pem', 'fr.crl'), (each) => refused.push(each))
    expect(refused).toEqual([{ code: 'crl.signature', at: 'fr.crl 0' }])
    expect(trust.certificateRevocations).toEqual([])
  })

  test('are found by their key id, and authorities by their name', async () => {
    const trust = await combineTrust(await files('fr.pem', 'fr-dsc.pem'))
    const [signer] = trust.signers
    expect(findSigners(trust, signer?.keyId ?? '')[0]?.signer).toBe(signer)
    const name = Uint8Array.from(Buffer.from(signer?.issuer ?? '', 'base64'))
    expect(findAuthorities(trust, name)[0]?.authority).toBe(trust.authorities[0])
  })
})

describe('status lists', () => {
  const [own, other] = [makeKey(), makeKey()]
  const id = 'https://issuer.example'
  const uri = `${id}/status/1`
  const jwks = (spare: object = {}) => partOf({ [id]: { keys: [{ ...own.jwk, kid: 'k', ...spare }] } })
  const lst = toBase64url(deflateSync(Uint8Array.of(0b10)))
  const claims = { iss: id, sub: uri, iat: 1000, exp: 2000, status_list: { bits: 1, lst } }
  const header = { alg: 'ES256', typ: 'statuslist+jwt', kid: 'k' }

  async function accept(token: string, keys = jwks()) {
    const refused: string[] = []
    const parts = [await partOf({ uri, token }), await keys]
    const trust = await combineTrust(parts, ({ code }) => void refused.push(code))
    return { trust, refused: refused.join(' ') }
  }

  test('count once their issuer signed them', async () => {
    const { trust, refused } = await accept(signJws(header, claims, own.secret))
    expect(refused).toBe('')
    expect([0, 1].map((index) => statusOf(trust, { uri, index, issuer: id }, 2_000_000))).toEqual([0, 1])
    expect(statusOf(trust, { uri, index: 1 }, 2_000_001)).toBe('expired')
    const alone = await combineTrust([await partOf(signJws(header, claims, own.secret)), await jwks()])
    expect(alone.statusLists).toEqual(trust.statusLists)
  })

  test('without an issuer count if one of the same origin signed them', async () => {
    const { iss: _, ...rest } = claims
    expect((await accept(signJws(header, rest, own.secret))).refused).toBe('')
    const far = { ...rest, sub: 'https://far.example/1' }
    const parts = [await partOf({ uri: far.sub, token: signJws(header, far, own.secret) }), await jwks()]
    expect((await combineTrust(parts)).statusLists).toEqual([])
  })

  test.each([
    ['of another key', signJws(header, claims, other.secret), 'signature.mismatch'],
    ['of an unknown key', signJws({ ...header, kid: 'x' }, claims, own.secret), 'key.unknown'],
    ['of an unknown issuer', signJws(header, { ...claims, iss: 'https://x.example' }, own.secret), 'key.unknown'],
    ['for another address', signJws(header, { ...claims, sub: `${uri}0` }, own.secret), 'status-list.sub'],
    ['of three bits', signJws(header, { ...claims, status_list: { bits: 3, lst } }, own.secret), 'status-list.bits'],
    ['without a list', signJws(header, { ...claims, status_list: { bits: 1 } }, own.secret), 'status-list.lst'],
    [
      'with a cut list',
      signJws(header, { ...claims, status_list: { bits: 1, lst: lst.slice(0, 8) } }, own.secret),
      'inflate',
    ],
  ])('%s are refused', async (_, token, code) => {
    const { trust, refused } = await accept(token)
    expect(refused).toContain(code)
    expect(trust.statusLists).toEqual([])
  })

  test('signed with a key for encryption, or that are no status list, are refused', async () => {
    const { refused } = await accept(signJws(header, claims, own.secret), jwks({ use: 'enc' }))
    expect(refused).toBe('key.unknown')
    expect(await codeOf({ uri, token: signJws({ ...header, typ: 'jwt' }, claims, own.secret) })).toBe(
      'status-list.type',
    )
  })

  test('of one address are replaced by the newest', async () => {
    const newer = { ...claims, iat: 1500, status_list: { bits: 1, lst: toBase64url(deflateSync(Uint8Array.of(0b01))) } }
    const tokens = [signJws(header, newer, own.secret), signJws(header, claims, own.secret)]
    const parts = await Promise.all(tokens.map((token) => partOf({ uri, token })))
    const trust = await combineTrust([...parts, await jwks()])
    expect(trust.statusLists).toHaveLength(1)
    expect(statusOf(trust, { uri, index: 0 }, 0)).toBe(1)
  })
})

test('issuers of one id are merged with all their keys', async () => {
  const [first, second] = [makeKey(), makeKey()]
  const trust = await combineTrust([
    await partOf({ participating_issuers: [{ iss: 'i', name: 'Issuer' }] }),
    await partOf({ i: { keys: [first.jwk] } }),
    await partOf({ i: { keys: [second.jwk, first.jwk] } }),
  ])
  expect(trust.issuers.map(({ name, keys }) => [name, keys.map(({ key }) => key)])).toEqual([
    ['Issuer', [first.spki, second.spki]],
  ])
})

describe('a saved list', () => {
  test.each([
    ['no JSON', 'x'],
    ['another format', JSON.stringify(trustOf({})).replace('trust/1', 'trust/2')],
    ['a member of another type', JSON.stringify({ ...trustOf({}), signers: [{ keyId: 5 }] })],
    [
      'a source of a kind that there is not',
      JSON.stringify({ ...trustOf({}), sources: [{ name: 'x', kind: 'rumour', at: null, proof: 'none' }] }),
    ],
    ['a member that is missing', JSON.stringify({ format: 'consular-trust/1' })],
  ])('is refused: %s', async (_, text) => {
    expect(loadTrust(text)).toEqual({ ok: false, refusal: { code: 'trust.saved', data: {} } })
    if (text !== 'x') expect(await codeOf(text)).toBe('trust.saved')
  })

  test('of 500 signers is loaded in milliseconds and keeps under 5 MB', () => {
    const { key } = makeSigner({})
    const signers = Array.from({ length: 500 }, (_, at) =>
      makeSigner({ keyId: `${at}`, key, issuer: 'M'.repeat(120), serial: `${at}`, usages: ['test'] }),
    )
    const text = saveTrust(trustOf({ signers }))
    const start = performance.now()
    const loaded = loadTrust(text)
    expect(performance.now() - start).toBeLessThan(100)
    expect(loaded.ok && findSigners(loaded.value, '499')).toHaveLength(1)
    expect(text.length * 2).toBeLessThan(5_000_000)
  })
})

test('two lists differ by the keys that came and went, by country', () => {
  const [kept, gone, added] = [
    makeSigner({ country: 'BB' }),
    makeSigner({ country: 'BB', keyId: 'gone' }),
    makeSigner({ country: 'AA', keyId: 'new' }),
  ]
  const authority = {
    country: 'BB',
    participant: null,
    subject: '',
    subjectKeyId: '0a',
    key: kept.key,
    from: 0,
    until: 1,
  }
  const [before, after] = [
    trustOf({ signers: [kept, gone] }),
    trustOf({ signers: [added, kept], authorities: [authority] }),
  ]
  expect(compareTrust(before, after)).toEqual([
    { country: 'AA', added: [{ kind: 'signer', id: 'new' }], gone: [] },
    { country: 'BB', added: [{ kind: 'authority', id: '0a' }], gone: [{ kind: 'signer', id: 'gone' }] },
  ])
  expect(compareTrust(after, after)).toEqual([])
})

test('a list is as old as its oldest source that says when it was made', () => {
  const source = (at: number | null) => ({ name: '', kind: 'gdhcn', at, proof: 'none' }) as const
  expect(ageOf(trustOf({ sources: [source(500), source(null), source(700)] }), 1000)).toBe(500)
  expect(ageOf(trustOf({ sources: [source(null)] }), 1000)).toBe(null)
})
