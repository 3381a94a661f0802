import { generateKeyPairSync, sign as signNode, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { usagesOf } from '../trust/certificates.ts'
import { isCrlSignedBy, parseCrl } from './crl.ts'
import { type CrlTerms, makeCrl } from './make-crl.ts'
import { type CertificateTerms, makeCertificate, type Sign } from './make-x509.ts'
import { publicKeyFromSpki } from './spki.ts'
import { hasOpenssl, Workshop } from './testing.ts'
import { isSignedBy, parseX509 } from './x509.ts'

function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const sign: Sign = async (bytes) => signNode('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return { key: publicKeyFromSpki(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))), sign, publicKey }
}

const authority = newKey()
const signer = newKey()
const issuer = { country: 'XX', organisation: '卫生部 Health', commonName: 'Authority 1' }
const from = Temporal.Instant.from('2026-11-24T08:00:00Z').epochMilliseconds
const until = Temporal.Instant.from('2051-01-02T03:04:05Z').epochMilliseconds
const own: CertificateTerms = {
  serial: Uint8Array.of(0x81, 2, 3),
  subject: issuer,
  key: authority.key,
  issuer,
  issuerKey: authority.key,
  from,
  until,
  role: { kind: 'authority' },
  crl: null,
}
const below: CertificateTerms = {
  ...own,
  serial: Uint8Array.of(0, 0x7f),
  subject: { ...issuer, commonName: 'Signer 1' },
  key: signer.key,
  until: Temporal.Instant.from('2028-01-01T00:00:00Z').epochMilliseconds,
  role: { kind: 'signer', usages: ['1.3.6.1.4.1.1847.2021.1.2', '2.23.136.1.1.14.2'], documentTypes: ['NV', 'NT'] },
  crl: 'https://health.example/.well-known/crl/1.crl',
}
const list: CrlTerms = {
  issuer,
  issuerKey: authority.key,
  number: 300,
  thisUpdate: from,
  nextUpdate: from + 90 * 86_400_000,
  revoked: [
    { serial: '810203', at: from, reason: 'key-compromise' },
    { serial: '7f', at: from, reason: 'unspecified' },
  ],
}

describe('a certificate that is made here', () => {
  test('is read back as it was meant, and verifies with the key of its issuer alone', async () => {
    const [top, bottom] = [await makeCertificate(own, authority.sign), await makeCertificate(below, authority.sign)]
    expect(parseX509(top)).toMatchObject({
      serial: '810203',
      from,
      until,
      subjectCountry: 'XX',
      isAuthority: true,
      mayCertSign: true,
      mayCrlSign: true,
      maySign: false,
    })
    const read = parseX509(bottom)
    expect(read).toMatchObject({
      serial: '7f',
      isAuthority: false,
      maySign: true,
      mayCertSign: false,
      documentTypes: ['NV', 'NT'],
    })
    expect(read.authorityKeyId).toBe(parseX509(top).subjectKeyId)
    expect(usagesOf(read)).toEqual(['vaccination'])
    expect(await isSignedBy(read, authority.key)).toBe(true)
    expect(await isSignedBy(read, signer.key)).toBe(false)
  })

  test('is read by Node as it was meant', async () => {
    const top = new X509Certificate(await makeCertificate(own, authority.sign))
    const bottom = new X509Certificate(await makeCertificate(below, authority.sign))
    expect(bottom.verify(authority.publicKey)).toBe(true)
    expect(bottom.checkIssued(top)).toBe(true)
    expect([top.ca, bottom.ca]).toEqual([true, false])
    expect([top.validToDate.getTime(), bottom.validFromDate.getTime()]).toEqual([until, from])
    expect(top.subject).toBe('C=XX\nO=卫生部 Health\nCN=Authority 1')
  })
})

test('a revocation list names what is revoked, is its authority’s alone, and may be empty', async () => {
  const read = parseCrl(await makeCrl(list, authority.sign))
  expect(read).toMatchObject({ serials: ['810203', '7f'], thisUpdate: from, nextUpdate: list.nextUpdate })
  expect(await isCrlSignedBy(read, authority.key)).toBe(true)
  expect(await isCrlSignedBy(read, signer.key)).toBe(false)
  expect(parseCrl(await makeCrl({ ...list, revoked: [] }, authority.sign)).serials).toEqual([])
})

describe.runIf(hasOpenssl)('OpenSSL', () => {
  let shop: Workshop
  beforeAll(async () => {
    shop = new Workshop()
    shop.write('top.der', await makeCertificate(own, authority.sign))
    shop.write('signer.der', await makeCertificate(below, authority.sign))
    shop.write('none.der', await makeCrl({ ...list, revoked: [] }, authority.sign))
    shop.write('revoked.der', await makeCrl(list, authority.sign))
    for (const name of ['top', 'signer'])
      shop.run('x509', '-inform', 'DER', '-in', `${name}.der`, '-out', `${name}.pem`)
    for (const name of ['none', 'revoked'])
      shop.run('crl', '-inform', 'DER', '-in', `${name}.der`, '-out', `${name}.pem`)
  })
  afterAll(() => shop.remove())
  const verify = (crl: string): void =>
    shop.run(
      'verify',
      '-x509_strict',
      '-attime',
      String(from / 1000 + 60),
      '-crl_check',
      '-CRLfile',
      crl,
      '-CAfile',
      'top.pem',
      'signer.pem',
    )

  test('verifies the chain strictly, with the revocation list', () => {
    expect(() => verify('none.pem')).not.toThrow()
  })

  test('refuses the signer that the list names, and a signer that another key signed', async () => {
    expect(() => verify('revoked.pem')).toThrow('certificate revoked')
    shop.write('other.der', await makeCertificate(below, signer.sign))
    shop.run('x509', '-inform', 'DER', '-in', 'other.der', '-out', 'signer.pem')
    expect(() => verify('none.pem')).toThrow('signature')
  })

  test('sees the extensions as they were meant', () => {
    shop.run('x509', '-inform', 'DER', '-in', 'top.der', '-noout', '-text', '-out', 'top.txt')
    const text = new TextDecoder().decode(shop.read('top.txt'))
    expect(text).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/)
    expect(text).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign/)
    shop.run('crl', '-inform', 'DER', '-in', 'revoked.der', '-noout', '-text', '-out', 'crl.txt')
    expect(new TextDecoder().decode(shop.read('crl.txt'))).toMatch(/Key Compromise/)
  })
})
