import { sign } from 'node:crypto'
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
