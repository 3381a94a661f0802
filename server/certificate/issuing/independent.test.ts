import { createHash, createPublicKey, randomBytes, verify as verifyWith, X509Certificate } from 'node:crypto'
import { inflateRawSync, inflateSync } from 'node:zlib'
import { Sign1 } from '@auth0/cose'
import * as api from '@consular/api'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import base45 from 'base45'
import { decode } from 'cbor-x'
import { compactVerify, importJWK, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { hasOpenssl, Workshop } from '../../../certificate/signature/testing.ts'
import { valueOf } from '../../account/testing-browser.ts'
import { context } from '../../application/testing-stage.ts'
import { address, fetched, holder, issued, lines } from './testing-issuing.ts'

// What others have: our published files, by their addresses, and libraries of other people. Nothing of ours reads or verifies here.

/** The bytes that lie at an address of ours now. */
async function get(url: string): Promise<Uint8Array> {
  expect(url.startsWith(address)).toBe(true)
  const file = (await fetched()).get(url.slice(address.length))
  if (!file) throw new Error(`nothing at ${url}`)
  return file.bytes
}
const textAt = async (url: string): Promise<string> => Buffer.from(await get(url)).toString('utf8')
const jsonAt = async <T>(path: string): Promise<T> => JSON.parse(await textAt(address + path)) as T
const givenUp = (who: Awaited<ReturnType<typeof holder>>['who'], certificate: string) =>
  who.browser.call(api.giveUpCertificate, { params: { certificate } }).then(valueOf)

interface TrustDocument {
  readonly verificationMethod?: readonly Entry[]
  readonly trustlist?: readonly Entry[]
}
interface Entry {
  readonly publicKeyJwk: { readonly kid: string; readonly x5c: readonly [string, string] }
}

describe('@auth0/cose, cbor-x, base45 and zlib, with the trust list', () => {
  const read = (text: string) => Sign1.decode(inflateSync(base45.decode(text.slice(4))))
  async function signerOf(message: ReturnType<typeof read>): Promise<X509Certificate> {
    const kid = Buffer.from(
      (message.protectedHeaders.get(4) ?? message.unprotectedHeaders.get(4)) as Uint8Array,
    ).toString('base64')
    const document = JSON.stringify(await jsonAt<TrustDocument>('/.well-known/did.json'))
    const entries = JSON.parse(document) as { readonly trustlist?: Entry[]; verificationMethod?: Entry[] }
    const all = [...(entries.trustlist ?? []), ...(entries.verificationMethod ?? [])]
    const found = all.find(({ publicKeyJwk }) => publicKeyJwk.kid === kid)
    const [own = '', above = ''] = found?.publicKeyJwk.x5c ?? []
    const [certificate, authority] = [
      new X509Certificate(Buffer.from(own, 'base64')),
      new X509Certificate(Buffer.from(above, 'base64')),
    ]
    expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true)
    return certificate
  }

  test.each([
    ['eu-dcc', lines.dose, 1],
    ['eu-dcc', lines.test, 1],
    ['eu-dcc', lines.recovery, 1],
    ['ddcc', lines.dose, 3],
    ['ddcc', lines.test, 4],
    ['icvp', lines.yellowFever, -6],
  ] as const)('accept %s (%#), and find it on the hash list when it was given up', async (family, line, kind) => {
    const { who, records } = await holder((person) => [line(person)])
    const certificate = await issued(who, records, family)
    const message = read(certificate.text)
    await expect(message.verify((await signerOf(message)).publicKey)).resolves.toBeUndefined()
    const claims = decode(message.payload) as Record<string, Record<string, Record<string, unknown>>>
    expect(claims[1]).toBe('XX')
    const document = claims[-260]?.[kind] as Record<string, unknown>
    const id =
      family === 'eu-dcc' ? ((Object.values(document).find(Array.isArray) as { ci: string }[])[0]?.ci ?? '') : ''
    const hcid = family === 'ddcc' ? (document['certificate'] as { hcid: { value: string } }).hcid.value : ''
    const hashed = family === 'icvp' ? message.signature.subarray(0, 32) : Buffer.from(id || hcid)
    const hash = createHash('sha256').update(hashed).digest().subarray(0, 16).toString('base64')
    const list = family === 'icvp' ? 'signature' : 'uci'
    const listed = async () =>
      (await jsonAt<{ entries: { hash: string }[] }>(`/.well-known/dcc-revocation/${list}.json`)).entries.map(
        (each) => each.hash,
      )
    expect(await listed()).not.toContain(hash)
    await givenUp(who, certificate.id)
    expect(await listed()).toContain(hash)
  })
})

test('jose and zlib, with the key set, accept a SMART Health Card, and find its rid on the list of its key when it was given up', async () => {
  const { who, records } = await holder((person) => [lines.dose(person), lines.test(person)])
  const certificate = await issued(who, records, 'shc')
  const { verifiableCredential } = JSON.parse(certificate.file ?? '') as { verifiableCredential: [string] }
  const digits = certificate.text.slice('shc:/'.length).match(/\d\d/g) ?? []
  const [jws] = verifiableCredential
  expect(digits.map((pair) => String.fromCharCode(Number(pair) + 45)).join('')).toBe(jws)
  const claims = JSON.parse(inflateRawSync(Buffer.from(jws.split('.')[1] ?? '', 'base64url')).toString()) as {
    iss: string
    vc: { rid: string }
  }
  const { keys } = JSON.parse(await textAt(`${claims.iss}/.well-known/jwks.json`)) as {
    keys: (JWK & { crlVersion: number })[]
  }
  const { protectedHeader } = await compactVerify(jws, async ({ kid }) =>
    importJWK(keys.find((key) => key.kid === kid) ?? {}, 'ES256'),
  )
  const listed = async () => jsonAt<{ rids: string[]; ctr: number }>(`/.well-known/crl/${protectedHeader.kid}.json`)
  const before = await listed()
  expect([before.rids.includes(claims.vc.rid), before.ctr]).toEqual([false, keys[0]?.crlVersion])
  await givenUp(who, certificate.id)
  const after = await listed()
  expect(after.rids).toContain(claims.vc.rid)
  const { keys: now } = await jsonAt<{ keys: { crlVersion: number }[] }>('/.well-known/jwks.json')
  expect([after.ctr > before.ctr, after.ctr]).toEqual([true, now[0]?.crlVersion])
})

test('@sd-jwt, with the issuer’s metadata and the status list, accepts an SD-JWT VC, and refuses it when it was given up', async () => {
  const { who, records } = await holder((person) => [lines.dose(person)])
  const certificate = await issued(who, records, 'sd-jwt-vc')
  const payload = JSON.parse(Buffer.from(certificate.text.split('.')[1] ?? '', 'base64url').toString()) as {
    iss: string
  }
  const metadata = JSON.parse(await textAt(payload.iss.replace(address, `${address}/.well-known/jwt-vc-issuer`))) as {
    issuer: string
    jwks: { keys: JWK[] }
  }
  expect(metadata.issuer).toBe(payload.iss)
  const other = new SDJwtVcInstance({
    hasher: (data, algorithm) =>
      new Uint8Array(
        createHash(algorithm.replace('-', ''))
          .update(Buffer.from(data as string))
          .digest(),
      ),
    hashAlg: 'sha-256',
    saltGenerator: (length) => randomBytes(length).toString('base64url'),
    signAlg: 'ES256',
    verifier: (data, signature) =>
      metadata.jwks.keys.some((jwk) =>
        verifyWith(
          'sha256',
          Buffer.from(data),
          { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
          Buffer.from(signature, 'base64url'),
        ),
      ),
    statusListFetcher: textAt,
    statusValidator: async (status) => {
      if (status !== 0) throw new Error(`status ${status}`)
    },
  })
  const currentDate = Math.floor(context.now().epochMilliseconds / 1000)
  await expect(other.verify(certificate.text, { currentDate })).resolves.toMatchObject({
    payload: { issuing_country: 'XX' },
  })
  await givenUp(who, certificate.id)
  await expect(other.verify(certificate.text, { currentDate })).rejects.toThrow('status 1')
})

describe.runIf(hasOpenssl)('OpenSSL and node:crypto, with the authority and its revocation list', () => {
  /** RFC 8785 for what a seal holds: texts, whole numbers, members in order. */
  const canonical = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    const members = Object.entries(value).sort(([one], [two]) => (one < two ? -1 : 1))
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
  }

  test.each([
    ['vaccination', lines.dose],
    ['test', lines.test],
  ] as const)('accept a seal about a %s', async (_, line) => {
    const { who, records } = await holder((person) => [line(person)])
    const { text } = await issued(who, records, 'vds-nc')
    const { data, sig } = JSON.parse(text) as { data: unknown; sig: { cer: string; sigvl: string } }
    const certificate = new X509Certificate(Buffer.from(sig.cer, 'base64url'))
    const key = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' } as const
    expect(verifyWith('sha256', Buffer.from(canonical(data)), key, Buffer.from(sig.sigvl, 'base64url'))).toBe(true)
    const shop = new Workshop()
    for (const [path, { bytes }] of await fetched())
      if (path.endsWith('.cer') || path.endsWith('.crl'))
        shop.write(path.endsWith('.cer') ? 'top.der' : 'list.der', bytes)
    shop.write('signer.der', certificate.raw)
    for (const name of ['top', 'signer'])
      shop.run('x509', '-inform', 'DER', '-in', `${name}.der`, '-out', `${name}.pem`)
    shop.run('crl', '-inform', 'DER', '-in', 'list.der', '-out', 'list.pem')
    const at = String(Math.floor(context.now().epochMilliseconds / 1000) + 1)
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
    shop.remove()
  })
})
