import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toBase64 } from '../encoding/base64.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { parseTrust } from './parse.ts'
import { codeOf, makeKey, parseFile, partOf } from './testing.ts'

describe('a file that is no trust material', () => {
  test.each([
    ['an empty one', ''],
    ['a sentence', 'The cat sat on the mat.'],
    ['a number', '07'],
    ['an array', '[]'],
    ['an object', '{"a": 1}'],
    ['a certificate of health', 'HC1:NCFOXN'],
  ])('is named with what was expected: %s', async (_, text) => {
    const outcome = await parseFile(text, 'folder/cat.txt')
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: 'trust.unknown-kind', data: { name: 'folder/cat.txt' } },
    })
    expect(!outcome.ok && outcome.refusal.data?.['expected']).toMatch(/pem.*gdhcn.*jwks/)
  })

  test('is refused with what is broken in it', async () => {
    expect(await codeOf('{"keys": [')).toBe('json.syntax')
    expect(await codeOf('{"keys": [], "keys": []}')).toBe('json.duplicate')
    expect(await codeOf('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toMatch(/^der\./)
    expect(await codeOf('-----BEGIN CERTIFICATE-----')).toBe('trust.pem')
    const picture = await parseTrust(Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'picture')
    expect(picture).toMatchObject({ ok: false, refusal: { code: 'trust.unknown-kind' } })
  })
})

describe('private keys are refused', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  test.each(['pkcs8', 'sec1'] as const)('in PEM and DER (%s)', async (type) => {
    expect(await codeOf(privateKey.export({ type, format: 'pem' }))).toBe('trust.private-key')
    const outcome = await parseTrust(new Uint8Array(privateKey.export({ type, format: 'der' })), 'key.der')
    expect(outcome).toEqual({ ok: false, refusal: { code: 'trust.private-key', data: { name: 'key.der', at: null } } })
  })

  test('under a passphrase', async () => {
    const lock = { type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' } as const
    expect(await codeOf(privateKey.export({ ...lock, format: 'pem' }))).toBe('trust.private-key')
    const der = new Uint8Array(privateKey.export({ ...lock, format: 'der' }))
    expect(await parseTrust(der, 'key')).toMatchObject({ ok: false, refusal: { code: 'trust.private-key' } })
  })

  test('as a JWK; beside public ones it is left out', async () => {
    const secret = privateKey.export({ format: 'jwk' })
    expect(await codeOf({ 'https://i.example': { keys: [secret] } })).toBe('trust.private-key')
    const part = await partOf({
      'https://i.example': { keys: [{ ...secret, kid: 'k' }, publicKey.export({ format: 'jwk' })] },
    })
    expect(part.issuers[0]?.keys).toHaveLength(1)
    expect(part.skipped).toEqual([{ code: 'jwk.private', at: 'https://i.example k' }])
  })

  test('and a bare public key says not whose it is', async () => {
    expect(await codeOf(publicKey.export({ type: 'spki', format: 'pem' }))).toBe('trust.public-key')
  })
})

describe('key sets', () => {
  const [first, second] = [makeKey(), makeKey()]

  test('by issuer keep what each key may do', async () => {
    const keys = [
      { ...first.jwk, kid: 'one', use: 'sig', alg: 'ES256' },
      { ...second.jwk, kid: 'two', use: 'enc' },
      { kty: 'EC', kid: 'three' },
    ]
    const part = await partOf({ 'https://i.example': { keys } })
    expect(part.issuers).toEqual([
      {
        id: 'https://i.example',
        name: null,
        country: null,
        keys: [
          { keyId: 'one', key: first.spki, signs: true, algorithm: 'ES256' },
          { keyId: 'two', key: second.spki, signs: false, algorithm: null },
        ],
      },
    ])
    expect(part.skipped).toEqual([{ code: 'jwk.crv', at: 'https://i.example three' }])
  })

  test('without an issuer need one from the caller or from where they lie', async () => {
    const plain = { keys: [first.jwk] }
    const issuerOf = async (name: string, options = {}) => (await partOf(plain, name, options)).issuers[0]?.id
    expect(await codeOf(plain, 'jwks.json')).toBe('trust.issuer')
    expect(await issuerOf('jwks.json', { issuer: 'https://i.example' })).toBe('https://i.example')
    expect(await issuerOf('trust/health.example.org/issuer/.well-known/jwks.json')).toBe(
      'https://health.example.org/issuer',
    )
  })

  test('with the certificate of another key are left out', async () => {
    const part = await partOf({ i: { keys: [{ ...first.jwk, kid: 'k', x5c: ['AAAA'] }] } })
    expect(part.skipped).toEqual([{ code: 'jwk.x5c', at: 'i k' }])
  })

  test('of a directory bring names, and keys where it is a snapshot', async () => {
    const part = await partOf({
      participating_issuers: [{ iss: 'https://a.example', name: 'A' }, { iss: 'https://b.example', name: 'B' }, {}],
      issuerInfo: [{ issuer: { iss: 'https://b.example' }, keys: [first.jwk] }],
    })
    expect(part.issuers.map(({ id, name, keys }) => [id, name, keys.length])).toEqual([
      ['https://a.example', 'A', 0],
      ['https://b.example', 'B', 1],
    ])
    expect(part.skipped).toEqual([{ code: 'trust.entry', at: '2' }])
  })
})

test('only assertion methods of an issuer sign, in whatever form the key comes', async () => {
  const { publicKey } = generateKeyPairSync('ed25519')
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
  const ec = makeKey()
  const part = await partOf({
    id: 'did:web:i.example',
    verificationMethod: [
      { id: 'did:web:i.example#jwk', publicKeyJwk: ec.jwk },
      { id: '#pem', publicKeyPem: rsa.export({ type: 'spki', format: 'pem' }) },
      { id: '#pkcs1', publicKeyPem: rsa.export({ type: 'pkcs1', format: 'pem' }) },
      { id: '#58', publicKeyBase58: base58(raw) },
      { id: '#multi', publicKeyMultibase: `z${base58(Buffer.concat([Uint8Array.of(0xed, 1), raw]))}` },
      { id: '#login', publicKeyJwk: makeKey().jwk },
      { id: '#broken', publicKeyMultibase: 'z0' },
    ],
    assertionMethod: [
      '#jwk',
      'did:web:i.example#pem',
      '#pkcs1',
      '#58',
      '#multi',
      { id: '#inside', publicKeyJwk: ec.jwk },
    ],
    authentication: ['#login'],
  })
  const [issuer] = part.issuers
  expect(issuer?.keys.map(({ keyId, signs }) => `${keyId.replace('did:web:i.example', '')} ${signs}`)).toEqual([
    '#jwk true',
    '#pem true',
    '#pkcs1 true',
    '#58 true',
    '#multi true',
    '#login false',
    '#inside true',
  ])
  expect(new Set(issuer?.keys.slice(1, 3).map(({ key }) => key)).size).toBe(1)
  expect(issuer?.keys[3]?.key).toBe(toBase64(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))))
  expect(issuer?.keys[4]?.key).toBe(issuer?.keys[3]?.key)
  expect(part.skipped).toEqual([{ code: 'base58.character', at: '#broken' }])
})

/** Written in another way than the reader's. */
function base58(bytes: Uint8Array): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let text = ''
  for (; value > 0n; value /= 58n) text = alphabet.charAt(Number(value % 58n)) + text
  return [...bytes].findIndex((byte) => byte > 0) > 0 ? `1${text}` : text
}

describe('revocation lists', () => {
  test('of DCCs are refused where nobody knows what they say; single hashes are left out', async () => {
    const good = { country: 'XX', expires: '2027-01-04T09:00:00Z', kid: 'k', hashType: 'UCI', entries: [] }
    expect(await codeOf(good)).toBe('ok')
    expect(await codeOf({ ...good, country: 'X1' })).toBe('revocation.country')
    expect(await codeOf({ ...good, hashType: 'OTHER' })).toBe('revocation.hash-type')
    expect(await codeOf({ ...good, expires: 'soon' })).toBe('revocation.expires')
    const part = await partOf({ ...good, entries: [{ hash: 'AAAA' }, { hash: 3 }, { hash: 'A'.repeat(22) }] })
    expect(part.skipped.map(({ code, at }) => `${code} ${at}`)).toEqual(['revocation.hash 0', 'revocation.hash 1'])
  })

  test('of health cards are refused with another method; single ids are left out', async () => {
    expect(await codeOf({ kid: 'k', method: 'rid', rids: [] })).toBe('ok')
    expect(await codeOf({ kid: 'k', method: 'other', rids: [] })).toBe('revocation.method')
    const part = await partOf({ kid: 'k', method: 'rid', rids: ['good', 'bad==', '$bad!', 'x'.repeat(25), 5] })
    expect(part.shcRevocations[0]?.revoked).toEqual([{ rid: 'good', before: null }])
    expect(part.skipped.map(({ at }) => at)).toEqual(['bad==', '$bad!', 'x'.repeat(25), '4'])
  })
})

test('contexts come by their URL', async () => {
  const contexts = { 'https://w3id.example/v1': { '@context': {} } }
  expect((await partOf(contexts)).contexts).toEqual(contexts)
  expect(await codeOf({ 'https://w3id.example/v1': 'v1.json' })).toBe('trust.unknown-kind')
})

test('any bytes and any JSON are read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), fc.json().map(toUtf8)), async (bytes) => {
      expect(typeof (await parseTrust(bytes, 'any')).ok).toBe('boolean')
    }),
  )
  const words = [
    'keys',
    'rids',
    'kid',
    'method',
    'rid',
    'id',
    'did:x',
    'verificationMethod',
    'keyusage',
    'x5c',
    'token',
    'format',
    'consular-trust/1',
    'certificates',
    'rawData',
    'publicKeyJwk',
    'entries',
    'hashType',
    'participating_issuers',
    'kty',
    'assertionMethod',
  ]
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(...words),
      fc.constant(null),
      fc.integer(),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('any'), { maxLength: 3 }),
    object: fc.dictionary(fc.constantFrom(...words), tie('any'), { maxKeys: 4 }),
  }))
  await fc.assert(
    fc.asyncProperty(value.object, async (json) => {
      expect(typeof (await parseFile(json)).ok).toBe('boolean')
    }),
    { numRuns: 500 },
  )
})
