import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isCmsSignedBy, parseCms } from './cms.ts'
import { hasOpenssl, makeCertificate, Workshop } from './testing.ts'
import { parseX509, type X509 } from './x509.ts'

const content = new TextEncoder().encode('Signed by a country.\n')

describe.runIf(hasOpenssl)('messages that OpenSSL signs', () => {
  let shop: Workshop
  beforeAll(() => {
    shop = new Workshop()
    shop.write('content', content)
    for (const key of ['p256', 'p384', 'rsa']) makeCertificate(shop, key, { key, subject: `/C=XX/CN=${key}` })
  })
  afterAll(() => shop.remove())

  const sign = (key: string, ...more: readonly string[]): Uint8Array => {
    const who = ['-signer', `${key}.pem`, '-inkey', `${key}.key`]
    shop.run('cms', '-sign', '-binary', '-in', 'content', ...who, '-outform', 'DER', '-out', 'message', ...more)
    return shop.read('message')
  }
  const signer = (key: string): X509 => parseX509(shop.read(`${key}.der`))

  test.each([
    ['detached, by P-256', 'p256', []],
    ['with the content inside', 'p256', ['-nodetach']],
    ['in pieces of indefinite length', 'p256', ['-nodetach', '-stream', '-indef']],
    ['without attributes', 'p256', ['-noattr']],
    ['without certificates', 'p256', ['-nocerts']],
    ['named by the identifier of the key', 'p256', ['-keyid']],
    ['by P-384 with SHA-256', 'p384', ['-md', 'sha256']],
    ['by P-384 with SHA-384', 'p384', ['-md', 'sha384']],
    ['by RSA', 'rsa', ['-md', 'sha512']],
    ['by RSA-PSS', 'rsa', ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:32', '-md', 'sha256']],
  ])('verify: %s', async (_, key, more) => {
    const message = parseCms(sign(key, ...more))
    expect(await isCmsSignedBy(message, content, [signer('p384'), signer('rsa'), signer('p256')])).toBe(true)
    expect(await isCmsSignedBy(message, content.slice(1), [signer(key)])).toBe(false)
    const others = ['p256', 'p384', 'rsa'].filter((each) => each !== key).map(signer)
    expect(await isCmsSignedBy(message, content, others)).toBe(false)
  })

  test('do not count with SHA-1', async () => {
    expect(await isCmsSignedBy(parseCms(sign('rsa', '-md', 'sha1')), content, [signer('rsa')])).toBe(false)
  })

  test('refuse or fail, and never throw, with any octet changed', async () => {
    const message = sign('p256', '-nocerts')
    for (let at = 0; at < message.length; at += 3) {
      const changed = message.map((byte, place) => (place === at ? byte ^ 0x41 : byte))
      let answer: boolean | string
      try {
        answer = await isCmsSignedBy(parseCms(changed), content, [signer('p256')])
      } catch (error) {
        answer = (error as { code?: string }).code ?? `${String(error)} at ${at}`
      }
      if (typeof answer === 'string') expect(answer).toMatch(/^(der|cms|x509|text)\./)
    }
  })
})
