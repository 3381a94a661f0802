import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import * as api from '@consular/api'
import { beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from '../account/testing-browser.ts'
import { type Country, newCountry } from './testing-lists.ts'
import { approve, bring, context, gdhcn, id, type Manager, manager, register, trusted } from './testing-managers.ts'

let tia: Manager
let uri: Manager
let country: Country
beforeAll(async () => {
  tia = await manager('Tia')
  uri = await manager('Uri')
  country = await newCountry('XC', 5)
})

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bytesOf = (json: unknown): Buffer => Buffer.from(JSON.stringify(json))
/** A source of a kind, without an anchor unless one is given. */
const of = (kind: api.TrustSourceTerms['kind'], more: Partial<api.TrustSourceTerms> = {}): api.TrustSourceTerms => ({
  ...gdhcn('', { kind, ...more }),
  anchor: more.anchor ?? null,
})

/** A list as the gateway of the EU hands it out, in the form that Germany publishes: a line with the signature of all that follows. */
describe('a list of the gateway', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const anchor = publicKey.export({ type: 'spki', format: 'pem' })
  const entry = (certificateType: 'CSCA' | 'DSC', der: Uint8Array, at: number) => ({
    certificateType,
    country: 'XC',
    kid: base64(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, at)),
    rawData: base64(der),
    timestamp: '2026-11-20T00:00:00Z',
  })
  const list = () => {
    const certificates = [
      entry('CSCA', country.authority, 0),
      ...country.signers.map((der, at) => entry('DSC', der, at + 1)),
    ]
    const signed = bytesOf({ certificates })
    const signature = sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    return Buffer.concat([Buffer.from(`${base64(signature)}\n`), signed])
  }

  test('is trusted by the key that signed it, each signer chained to its authority', async () => {
    const file = await bring(tia, await register(tia, of('dgcg', { anchor })), [list()])
    expect(file.about).toMatchObject({ proven: true, skipped: [], unchained: 0, at: '2026-11-20T00:00:00Z' })
    await approve(tia, uri, file)
    expect(await trusted()).toMatchObject({ XC: 5 })
  })

  test('of which one byte was changed, or that somebody else signed, is refused whole', async () => {
    const source = await register(tia, of('dgcg', { anchor }))
    const changed = list()
    changed[changed.length - 40] = (changed[changed.length - 40] as number) ^ 1
    for (const bytes of [changed, bytesOf({ certificates: [entry('CSCA', country.authority, 0)] })]) {
      const file = await bring(tia, source, [bytes])
      expect(file.row).toMatchObject({ state: 'refused', refusal: { code: 'trust.proof' } })
    }
  })
})

test('certificates of a country’s authority and its signers, as files, are trusted for that country', async () => {
  const other = await newCountry('XD', 3)
  const file = await bring(tia, await register(tia, of('csca')), [other.authority, ...other.signers])
  expect(file.about).toMatchObject({ proven: false, skipped: [], unchained: 0 })
  await approve(tia, uri, file)
  expect(await trusted()).toMatchObject({ XD: 3 })
})

test('a file of keys where certificates are to come is another source’s to give', async () => {
  const file = await bring(tia, await register(tia, of('csca')), [bytesOf({ 'https://issuer.example': { keys: [] } })])
  expect(file.row).toMatchObject({ state: 'refused', refusal: { code: 'trust.wrong-kind' } })
})

test('the keys of an issuer of SMART Health Cards are trusted for what that issuer signs', async () => {
  const issuer = 'https://issuer.example/cards'
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }))
    .digest('base64url')
  const key = { ...jwk, kid, use: 'sig', alg: 'ES256' }
  const file = await bring(tia, await register(tia, of('smart')), [bytesOf({ [issuer]: { keys: [key] } })])
  expect(file.about).toMatchObject({ proven: false, skipped: [] })
  await approve(tia, uri, file)
  const { trust } = await context.approved()
  expect(trust.issuers.map(({ id: each, keys }) => [each, keys.length])).toContainEqual([issuer, 1])
})

test.each(['smart', 'csca'] as const)(
  'a source of %s, whose lists bear no proof, takes no anchor that would promise one',
  async (kind) => {
    const body = of(kind, { anchor: '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----' })
    expect(codeOf(await tia.browser.call(api.putTrustSource, { params: { trustSource: id() }, body }))).toBe(
      'trust.anchor',
    )
  },
)
