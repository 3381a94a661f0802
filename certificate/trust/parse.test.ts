import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../encoding/base64.ts'
import { parseInstant } from '../encoding/time.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { sha256 } from '../signature/sha256.ts'
import { publicKeyFromSpki } from '../signature/spki.ts'
import { hasOpenssl, issueCertificate, makeCertificate, Workshop } from '../signature/testing.ts'
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

describe.runIf(hasOpenssl)('certificates that OpenSSL makes', () => {
  let shop: Workshop
  beforeAll(() => {
    shop = new Workshop()
    makeCertificate(shop, 'ca', { key: 'p384', more: ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'] })
    const extensions = [
      'keyUsage = critical, digitalSignature',
      'extendedKeyUsage = 1.3.6.1.4.1.0.1847.2021.1.1, 1.3.6.1.4.1.1847.2021.1.3',
    ]
    issueCertificate(shop, 'dsc', { authority: 'ca', extensions })
  })
  afterAll(() => shop.remove())

  const text = (name: string): string => Buffer.from(shop.read(name)).toString()
  const der = (name: string): string => toBase64(shop.read(name))

  test('are told apart as authority and signer, several in one file', async () => {
    const part = await partOf(`A comment.\r\n${text('ca.pem').replaceAll('\n', '\r\n')}\n\n${text('dsc.pem')}`)
    expect(part.authorities).toHaveLength(1)
    expect(part.signers.map(({ signer }) => signer.usages)).toEqual([['test', 'recovery']])
    expect(part.signers[0]?.signer.keyId).toBe(toBase64(sha256(shop.read('dsc.der')).subarray(0, 8)))
  })

  test('come as DER, and as its base64', async () => {
    const outcome = await parseTrust(shop.read('dsc.der'), 'dsc.der')
    expect(outcome).toEqual(await parseFile(der('dsc.der'), 'dsc.der'))
    expect(outcome.ok && outcome.value.signers).toHaveLength(1)
  })

  test('that may certify and sign are both, as some countries do', async () => {
    const more = ['-addext', 'keyUsage=critical,digitalSignature,keyCertSign']
    makeCertificate(shop, 'both', { more })
    const part = await partOf(text('both.pem'))
    expect([part.authorities.length, part.signers.length]).toEqual([1, 1])
  })

  test('that are broken are left out of their file, unless there is no other', async () => {
    const broken = text('ca.pem').replace(/\n[^-]{20}/, '\nAAAAAAAAAAAAAAAAAAA')
    const part = await partOf(broken + text('dsc.pem'))
    expect([part.signers.length, part.skipped.length]).toEqual([1, 1])
    expect(await codeOf(broken)).not.toBe('ok')
    expect(await codeOf(text('dsc.pem') + text('ca.key'))).toBe('trust.private-key')
  })

  const entry = (usage: string, x5c: readonly string[], more: object = {}) => ({
    id: `did:web:x#${usage}`,
    publicKeyJwk: { kty: 'EC', crv: 'UNKNOWN CURVE', x: 'AAAA', y: 'AAAA', kid: usage, x5c },
    participant: { code: '#XXA' },
    keyusage: { code: `#${usage}` },
    ...more,
  })

  test('of a GDHCN list are imported by their certificate, for the usages that are known', async () => {
    const document = {
      id: 'did:web:x',
      proof: { created: '2026-01-02T03:04:05Z' },
      verificationMethod: [
        entry('DSC', [der('dsc.der'), der('ca.der')]),
        entry('CSCA', [der('ca.der')]),
        entry('DECA', [der('ca.der')]),
        entry('DSC', []),
        entry('DSC', [der('dsc.der')], { participant: undefined, id: 5 }),
        'did:web:y',
      ],
    }
    const part = await partOf(document, 'did.json')
    expect(part.sources).toEqual([
      { name: 'did.json', kind: 'gdhcn', at: parseInstant('2026-01-02T03:04:05Z'), proof: 'none' },
    ])
    expect(part.signers.map(({ signer }) => [signer.keyId, signer.participant, signer.country])).toEqual([
      ['DSC', 'XXA', 'XX'],
    ])
    expect(part.authorities.map(({ participant }) => participant)).toEqual(['XXA'])
    expect(part.references).toEqual(['did:web:y'])
    expect(part.skipped.map(({ code, at }) => `${code} ${at}`)).toEqual([
      'trust.usage did:web:x#DECA',
      'trust.x5c did:web:x#DSC',
      'trust.participant 4',
    ])
    const refused = await parseFile(document, 'did.json', { anchor: { verificationMethod: [] } })
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'trust.proof', data: { name: 'did.json' } } })
  })

  describe('of a DGCG list', () => {
    const upload = (country: string): void => {
      if (!hasOpenssl) return
      makeCertificate(shop, `up-${country}`, { subject: `/C=${country}/CN=Upload` })
    }
    const signed = (content: string, country: string): string => {
      const who = ['-signer', `up-${country}.pem`, '-inkey', `up-${country}.key`]
      shop.run('cms', '-sign', '-binary', '-in', content, ...who, '-outform', 'DER', '-out', 'cms')
      return der('cms')
    }
    const row = (type: string, name: string, signature: string, more: object = {}) => {
      const rawData = der(name)
      return {
        kid: name,
        timestamp: '2026-01-02T03:04:05+01:00',
        country: 'XX',
        certificateType: type,
        rawData,
        signature,
        ...more,
      }
    }
    beforeAll(() => {
      upload('XX')
      upload('XY')
    })

    test('need a signature by an upload certificate of their own country, where such are given', async () => {
      const good = signed('dsc.der', 'XX')
      const list = [
        row('DSC', 'dsc.der', good),
        row('CSCA', 'ca.der', signed('ca.der', 'XX')),
        row('DSC', 'dsc.der', signed('dsc.der', 'XY'), { kid: 'foreign' }),
        row('DSC', 'dsc.der', signed('ca.der', 'XX'), { kid: 'other content' }),
        row('DSC', 'dsc.der', good, { kid: 'other country', country: 'XZ' }),
        row('DSC', 'dsc.der', good, { kid: 'thumb', thumbprint: '00' }),
        row('UPLOAD', 'dsc.der', good),
        { rawData: 'AAAA' },
      ]
      const uploadCertificates = ['XX', 'XY'].map((country) => shop.read(`up-${country}.der`))
      const part = await partOf(list, 'list.json', { uploadCertificates })
      expect([part.signers.length, part.authorities.length]).toEqual([1, 1])
      expect(part.sources).toEqual([
        { name: 'list.json', kind: 'dgcg', at: parseInstant('2026-01-02T02:04:05Z'), proof: 'verified' },
      ])
      expect(part.skipped.map(({ code, at }) => `${code}: ${at}`)).toEqual([
        'trust.upload-signature: foreign',
        'trust.upload-signature: other content',
        'trust.no-uploader: other country',
        'trust.thumbprint: thumb',
        'trust.usage: dsc.der',
        'trust.usage: 7',
      ])
      expect((await partOf(list)).signers).toHaveLength(4)
    })

    test('may have line ends inside of their base64', async () => {
      const whole = JSON.stringify({ certificates: [row('DSC', 'dsc.der', '')] })
      const raw = der('dsc.der')
      const broken = whole.replace(raw, `${raw.slice(0, 64)}\r\n${raw.slice(64)}`)
      expect((await partOf(broken)).signers).toHaveLength(1)
      expect((await partOf(whole.replace(raw, `${raw.slice(0, 64)}\\n${raw.slice(64)}`))).signers).toHaveLength(1)
    })

    test('may be signed as a whole, in a line before them', async () => {
      const [own, other] = [makeKey(), makeKey()]
      const body = JSON.stringify({ certificates: [row('DSC', 'dsc.der', '')] })
      const signature = toBase64(sign('sha256', toUtf8(body), { key: own.secret, dsaEncoding: 'ieee-p1363' }))
      const [right, wrong] = [own, other].map(({ spki }) => ({ listKey: publicKeyFromSpki(fromBase64(spki)) }))
      expect((await partOf(`${signature}\n${body}`, 'list', right)).sources[0]?.proof).toBe('verified')
      expect((await partOf(`${signature}\n${body}`)).sources[0]?.proof).toBe('none')
      expect(await codeOf(`${signature}\n${body}`, 'list', wrong)).toBe('trust.proof')
      expect(await codeOf(`${signature}\n${body} `, 'list', right)).toBe('trust.proof')
      expect(await codeOf(body, 'list', right)).toBe('trust.proof')
    })
  })

  test('never make the reader throw, with octets changed, cut off or put in', async () => {
    const certificate = shop.read('dsc.der')
    const mutation = fc.record({
      at: fc.nat(certificate.length - 1),
      byte: fc.nat(255),
      cut: fc.boolean(),
      more: fc.uint8Array({ maxLength: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        let bytes = Uint8Array.from(certificate)
        for (const { at, byte, cut, more } of mutations)
          bytes = cut
            ? Uint8Array.from([...bytes.subarray(0, at), ...more, ...bytes.subarray(at + 2)])
            : bytes.map((old, place) => (place === at ? byte : old))
        const outcome = await parseTrust(bytes, 'mutated')
        expect(outcome.ok || outcome.refusal.code).toBeTruthy()
        const list = { verificationMethod: [entry('DSC', [toBase64(bytes)])] }
        expect((await parseFile(list)).ok).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
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
