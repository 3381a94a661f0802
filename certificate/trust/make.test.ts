import { createHash, generateKeyPairSync, sign as signNode } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { material } from '../conformance/testing-material.ts'
import type { JsonObject } from '../encoding/json.ts'
import { thumbprintOf } from '../signature/jwk.ts'
import { makeCertificate, type Sign } from '../signature/make-x509.ts'
import { publicKeyFromSpki } from '../signature/spki.ts'
import { combineTrust } from './combine.ts'
import { makeIssuerDocument, makeTrustDocument } from './make-document.ts'
import { makeKeySet } from './make-keys.ts'
import { makeDccBatch, makeShcList, makeStatusToken } from './make-revocations.ts'
import { isDccRevoked, isShcRevoked, statusOf } from './revocation.ts'
import { checkSmartKey } from './smart-key.ts'
import { codeOf, partOf, trustFrom } from './testing.ts'

function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const sign: Sign = async (bytes) => signNode('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return { key: publicKeyFromSpki(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))), sign }
}

const now = Temporal.Instant.from('2026-11-24T00:00:00Z').epochMilliseconds
const [authority, signer, lister, other] = [newKey(), newKey(), newKey(), newKey()]
const did = 'did:web:health.example'
const anchorId = `${did}:lists`
const anchor = makeIssuerDocument(anchorId, [{ name: 'lists-1', key: lister.key }])
const folder = join(material, 'trust/contexts')
const there = existsSync(folder)
if (!there)
  process.stdout.write('Not run, because the material is not beside the repository: conformance/trust/contexts\n')

describe.runIf(there)('a trust list of the GDHCN that is made here', () => {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const read = (): { [url: string]: unknown } =>
    Object.fromEntries(Object.entries(json('index.json') as object).map(([url, name]) => [url, json(String(name))]))

  async function make(): Promise<JsonObject> {
    const name = { country: 'XX', organisation: 'Health', commonName: 'Authority' }
    const period = { issuer: name, issuerKey: authority.key, from: now, until: now + 1e10, crl: null }
    const own = { ...period, serial: Uint8Array.of(1), subject: name, key: authority.key }
    const top = await makeCertificate({ ...own, role: { kind: 'authority' } }, authority.sign)
    const usages = ['1.3.6.1.4.1.1847.2021.1.1']
    const below = { ...period, serial: Uint8Array.of(2), subject: { ...name, commonName: 'Signer' }, key: signer.key }
    const bottom = await makeCertificate(
      { ...below, role: { kind: 'signer', usages, documentTypes: [] } },
      authority.sign,
    )
    const terms = { id: did, domain: 'DCC', participant: 'XXX', created: now, nonce: 'n' }
    const entries = [
      { usage: 'CSCA', certificate: top, issuer: top },
      { usage: 'DSC', certificate: bottom, issuer: top },
    ] as const
    return makeTrustDocument({ ...terms, entries }, read(), { keyId: `${anchorId}#lists-1`, sign: lister.sign })
  }

  test('is accepted with its anchor, and its signer stands below its authority', async () => {
    const part = await partOf(await make(), 'did.json', { anchor, contexts: read() })
    expect(part.skipped).toEqual([])
    const trust = await combineTrust([part])
    expect(trust.sources).toMatchObject([{ kind: 'gdhcn', at: now, proof: 'verified' }])
    expect(trust.authorities).toMatchObject([{ country: 'XX', participant: 'XXX' }])
    expect(trust.signers).toMatchObject([{ country: 'XX', usages: ['test'], issuedBy: [0] }])
  })

  test('is refused with a changed entry, an entry less, and another anchor', async () => {
    const document = await make()
    const methods = document['verificationMethod'] as readonly JsonObject[]
    const options = { anchor, contexts: read() }
    const changed = [{ ...methods[0], keyusage: { code: '#DSC' } }, methods[1]]
    for (const verificationMethod of [changed, methods.slice(1)])
      expect(await codeOf({ ...document, verificationMethod }, 'did.json', options)).toBe('trust.proof')
    const stranger = makeIssuerDocument(anchorId, [{ name: 'lists-1', key: other.key }])
    expect(await codeOf(document, 'did.json', { ...options, anchor: stranger })).toBe('trust.proof')
  })
})

test('a key set satisfies what SMART Health Cards ask of one, and holds no private member', async () => {
  const keyId = thumbprintOf(signer.key)
  const set = makeKeySet([{ keyId, key: signer.key, algorithm: 'ES256', listVersion: 3 }])
  const [jwk] = set['keys'] as readonly JsonObject[]
  expect(await checkSmartKey(jwk, 'https://health.example')).toEqual([])
  expect(jwk).toMatchObject({ crlVersion: 3 })
  expect(jwk).not.toHaveProperty('d')
})

test('a batch of hashes, and an empty one, are read as what they are', async () => {
  const hash = new Uint8Array(createHash('sha256').update('URN:UVCI:01:XX:1#A').digest()).subarray(0, 16)
  const terms = { country: 'XX', keyId: null, kind: 'UCI', expires: now + 1000, hashes: [hash] } as const
  const ask = { keyId: 'k', country: 'XX', hashes: { UCI: () => hash } }
  expect(isDccRevoked(await trustFrom(makeDccBatch(terms)), ask, now)).toBe('listed')
  expect(isDccRevoked(await trustFrom(makeDccBatch({ ...terms, hashes: [] })), ask, now)).toBe('not-listed')
  expect(isDccRevoked(await trustFrom(makeDccBatch(terms)), ask, now + 2000)).toBe('no-data')
})

test('a list of cards is read as what it is, with and without an instant', async () => {
  const revoked = [
    { rid: 'always', before: null },
    { rid: 'older', before: now },
  ]
  const trust = await trustFrom(makeShcList({ keyId: 'k', version: 1, revoked }), { issuer: 'https://health.example' })
  const ask = (rid: string, notBefore: number) =>
    isShcRevoked(trust, { issuer: 'https://health.example', keyId: 'k', rid, notBefore })
  expect([ask('always', now), ask('older', now - 1000), ask('older', now), ask('none', now)]).toEqual([
    'listed',
    'listed',
    'not-listed',
    'not-listed',
  ])
})

test('a status token is verified with the key of its issuer, and tells every place', async () => {
  const [issuer, uri] = ['https://health.example/sd-jwt', 'https://health.example/.well-known/status/1']
  const terms = { issuer, uri, issuedAt: now, expiresAt: now + 1e6, size: 20, revoked: [3, 17] }
  const token = await makeStatusToken(terms, { keyId: 'k', sign: signer.sign })
  const keys = (key: typeof signer.key) => partOf({ [issuer]: makeKeySet([{ keyId: 'k', key, algorithm: 'ES256' }]) })
  const trust = await combineTrust([await keys(signer.key), await partOf(token)])
  const at = (index: number) => statusOf(trust, { uri, index, issuer }, now)
  expect([at(2), at(3), at(4), at(17), at(19), at(24)]).toEqual([0, 1, 0, 1, 0, 'out-of-range'])
  const refused: string[] = []
  await combineTrust([await keys(other.key), await partOf(token)], ({ code }) => refused.push(code))
  expect(refused).toEqual(['signature.mismatch'])
})
