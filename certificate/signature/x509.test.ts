import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isCrlSignedBy, parseCrl } from './crl.ts'
import { compareForm } from './name.ts'
import { publicKeyFromSpki } from './spki.ts'
import { hasOpenssl, issueCertificate, keyOptions, makeCertificate, Workshop } from './testing.ts'
import { isIssuedBy, isSignedBy, parseX509 } from './x509.ts'

const hex = (serial: string): string => serial.toLowerCase().replace(/^(?:00)+(?=..)/, '')

describe.runIf(hasOpenssl)('certificates that OpenSSL makes', () => {
  let shop: Workshop
  beforeAll(() => {
    shop = new Workshop()
  })
  afterAll(() => shop.remove())

  test.each(Object.keys(keyOptions))('with a key of %s have the fields that Node reads, and verify', async (kind) => {
    makeCertificate(shop, 'own', { key: kind })
    const own = parseX509(shop.read('own.der'))
    const node = new X509Certificate(shop.read('own.der'))
    expect(own.serial).toBe(hex(node.serialNumber))
    expect(own.from).toBe(node.validFromDate.getTime())
    expect(own.until).toBe(node.validToDate.getTime())
    expect(own.isAuthority).toBe(node.ca)
    expect([own.subjectCountry, own.issuerCountry]).toEqual(['XX', 'XX'])
    expect(own.key.kind).toBe(kind.split(' ')[0])
    expect(await isSignedBy(own, own.key)).toBe(true)
    const changed = { ...own, tbs: own.tbs.map((byte, at) => (at === 60 ? byte ^ 1 : byte)) }
    expect(await isSignedBy(changed, own.key)).toBe(false)
  })

  test.each([
    ['ECDSA on P-256 with SHA-384', 'p256', ['-sha384']],
    ['ECDSA on P-384 with SHA-256', 'p384', ['-sha256']],
    ['RSA with SHA-512', 'rsa', ['-sha512']],
    [
      'RSA-PSS with SHA-256 and 32 octets of salt',
      'rsa',
      ['-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'],
    ],
    [
      'RSA-PSS with SHA-384 and 20 octets of salt',
      'rsa',
      ['-sha384', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:20'],
    ],
  ])('verify with %s', async (_, key, more) => {
    makeCertificate(shop, 'own', { key, more })
    const own = parseX509(shop.read('own.der'))
    expect(await isSignedBy(own, own.key)).toBe(true)
  })

  test('count with SHA-1 only where somebody else vouches for them', async () => {
    makeCertificate(shop, 'own', { key: 'rsa', more: ['-sha1'] })
    const own = parseX509(shop.read('own.der'))
    expect(await isSignedBy(own, own.key)).toBe(false)
    expect(await isIssuedBy(own, own.key)).toBe(true)
  })

  test('say what their extensions say', async () => {
    makeCertificate(shop, 'ca', { key: 'p384', subject: '/C=xx/O=Health/CN=Authority' })
    const extensions = [
      'basicConstraints = CA:FALSE',
      'keyUsage = critical, digitalSignature',
      'extendedKeyUsage = 1.3.6.1.4.1.1847.2021.1.2, 2.23.136.1.1.14.2',
      'subjectAltName = URI:https://issuer.example/shc, DNS:issuer.example',
      '2.23.136.1.1.6.2 = ASN1:SEQUENCE:types',
      '[types]\nversion = INTEGER:0\nlist = SET:codes\n[codes]\none = PRINTABLESTRING:NT\ntwo = PRINTABLESTRING:NV',
    ]
    issueCertificate(shop, 'dsc', { authority: 'ca', extensions })
    const [ca, dsc] = [parseX509(shop.read('ca.der')), parseX509(shop.read('dsc.der'))]
    expect(ca).toMatchObject({ isAuthority: true, mayCertSign: true, subjectCountry: 'XX' })
    expect(dsc).toMatchObject({
      isAuthority: false,
      mayCertSign: false,
      maySign: true,
      extendedKeyUsage: ['1.3.6.1.4.1.1847.2021.1.2', '2.23.136.1.1.14.2'],
      documentTypes: ['NT', 'NV'],
      subjectAltNames: [
        { kind: 'uri', value: 'https://issuer.example/shc' },
        { kind: 'dns', value: 'issuer.example' },
      ],
      authorityKeyId: ca.subjectKeyId,
    })
    expect(await isSignedBy(dsc, ca.key)).toBe(true)
    expect(await isSignedBy(ca, dsc.key)).toBe(false)
  })

  test('carry the same name in another type of string', () => {
    makeCertificate(shop, 'one', { subject: '/C=XX/O=Health  Office/CN=Authority' })
    shop.write('utf8.cnf', '[req]\ndistinguished_name = dn\nstring_mask = utf8only\n[dn]\n')
    shop.write('print.cnf', '[req]\ndistinguished_name = dn\nstring_mask = default\n[dn]\n')
    const subject = '/C=XX/O=HEALTH Office/CN=authority'
    makeCertificate(shop, 'two', { subject, more: ['-config', 'print.cnf'] })
    const [one, two] = [parseX509(shop.read('one.der')), parseX509(shop.read('two.der'))]
    expect(one.subject).not.toEqual(two.subject)
    expect(compareForm(one.subject)).toBe(compareForm(two.subject))
    makeCertificate(shop, 'other', { subject: '/C=XX/O=Health Office/CN=Authority 2' })
    expect(compareForm(parseX509(shop.read('other.der')).subject)).not.toBe(compareForm(one.subject))
  })

  test('of a short key or a foreign curve are refused', () => {
    shop.run('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024', '-out', 'weak.key')
    shop.run('pkey', '-in', 'weak.key', '-pubout', '-outform', 'DER', '-out', 'weak.der')
    expect(() => publicKeyFromSpki(shop.read('weak.der'))).toThrow('key.length')
    shop.run('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:brainpoolP256r1', '-out', 'pool.key')
    shop.run('pkey', '-in', 'pool.key', '-pubout', '-outform', 'DER', '-out', 'pool.der')
    expect(() => publicKeyFromSpki(shop.read('pool.der'))).toThrow('key.curve')
  })

  test('with one changed octet in the parameters of their curve are refused', () => {
    shop.run('genpkey', ...(keyOptions['p256 with its parameters'] ?? []), '-out', 'explicit.key')
    shop.run('pkey', '-in', 'explicit.key', '-pubout', '-outform', 'DER', '-out', 'explicit.der')
    const der = shop.read('explicit.der')
    expect(publicKeyFromSpki(der).kind).toBe('p256')
    // Within the base point, 30 octets before the order.
    const changed = der.map((byte, at) => (at === 190 ? byte ^ 1 : byte))
    expect(() => publicKeyFromSpki(changed)).toThrow('key.curve')
  })

  test('are revoked by a list that verifies', async () => {
    makeCertificate(shop, 'ca', { key: 'p384' })
    issueCertificate(shop, 'dsc', { authority: 'ca' })
    shop.write('index.txt', '')
    shop.write(
      'crl.cnf',
      '[ca]\ndefault_ca = own\n[own]\ndatabase = index.txt\ndefault_md = sha384\ndefault_crl_days = 30\n',
    )
    const ca = ['ca', '-config', 'crl.cnf', '-keyfile', 'ca.key', '-cert', 'ca.pem']
    shop.run(...ca, '-revoke', 'dsc.pem')
    shop.run(...ca, '-gencrl', '-out', 'crl.pem')
    shop.run('crl', '-in', 'crl.pem', '-outform', 'DER', '-out', 'crl.der')
    const [crl, authority, dsc] = [
      parseCrl(shop.read('crl.der')),
      parseX509(shop.read('ca.der')),
      parseX509(shop.read('dsc.der')),
    ]
    expect(crl.serials).toEqual([dsc.serial])
    expect(compareForm(crl.issuer)).toBe(compareForm(authority.subject))
    expect(await isCrlSignedBy(crl, authority.key)).toBe(true)
    expect(await isCrlSignedBy(crl, dsc.key)).toBe(false)
    expect((crl.nextUpdate ?? 0) - crl.thisUpdate).toBe(30 * 86_400_000)
  })
})
