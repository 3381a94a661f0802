import { verify, X509Certificate } from 'node:crypto'
import canonicalizeByAnother from 'canonicalize'
import { expect, test } from 'vitest'
import type { Entry } from '../certificate.ts'
import type { HealthRecord, Signer } from '../record.ts'
import { issueVds } from './issue.ts'
import { readVds } from './read.ts'
import { newKeys, now, pcr, person, signerOf, terms, trustIn, vaccination } from './testing.ts'
import { verifyVds } from './verify.ts'

const byAnother = canonicalizeByAnother as unknown as (value: unknown) => string

const issue = async (
  entries: readonly Entry[],
  change: Partial<HealthRecord['person']> = {},
  signer = signerOf(),
): Promise<string> => {
  const made = await issueVds({ person: { ...person, ...change }, entries }, signer, terms)
  return made.ok ? made.value : made.refusal.code
}

interface Seal {
  readonly data: {
    readonly hdr: object
    readonly msg: { readonly pid: { readonly n: string; readonly dob?: string }; readonly ve?: readonly object[] }
  }
  readonly sig: { readonly cer: string; readonly sigvl: string; readonly alg: string }
}
const parse = (text: string): Seal => JSON.parse(text) as Seal

test('another canonical form and OpenSSL verify what is issued', async () => {
  for (const entries of [[vaccination], [pcr]]) {
    const { data, sig } = parse(await issue(entries))
    const { publicKey: key } = new X509Certificate(Buffer.from(sig.cer, 'base64url'))
    const signature = Buffer.from(sig.sigvl, 'base64url')
    expect(sig.alg).toBe('ES256')
    expect(verify('sha256', Buffer.from(byAnother(data)), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
  }
})

test('what is issued is read back and valid', async () => {
  const second = { ...vaccination, dose: 2, date: '2025-06-13', lot: 'L2' }
  const reading = readVds(await issue([vaccination, second]))
  if ('fault' in reading) throw new Error(reading.fault.code)
  expect(reading.holder).toMatchObject({ name: 'WANG  XIUYING', birthDate: '1990-06-18', documentNumber: 'E1234567' })
  expect(reading.entries).toMatchObject([
    { dose: 1, date: '2025-05-16', country: 'CHN', product: { code: 'CoronaVac' }, vaccine: { code: 'XM1NL1' } },
    { dose: 2, date: '2025-06-13', lot: 'L2', disease: { code: 'RA01.0' } },
  ])
  expect((await verifyVds(reading, trustIn(), now)).verdict).toBe('valid')
  const tested = readVds(await issue([pcr]))
  expect(tested).toMatchObject({
    entries: [{ kind: 'test', method: 'nucleic-acid', result: 'not-detected', country: 'CHN' }],
  })
})

test('doses of one vaccine stand together, of another apart', async () => {
  const other = { ...vaccination, product: { code: 'EU/1/20/1528' }, vaccine: { code: '1119349007' }, dose: 2 }
  const { msg } = parse(await issue([vaccination, { ...vaccination, dose: 2 }, other])).data
  expect(msg.ve).toMatchObject([
    { nam: 'CoronaVac', vd: [{ seq: 1 }, { seq: 2 }] },
    { nam: 'Comirnaty', des: 'XM0GQ8', vd: [{ seq: 2 }] },
  ])
})

test('the name is that of the passport, in its letters and its length', async () => {
  const nameOf = async (familyName: string, givenName: string): Promise<string> =>
    parse(await issue([vaccination], { latin: { familyName, givenName }, nationality: 'DE' })).data.msg.pid.n
  expect(await nameOf('Müller-Größe', 'Jürgen')).toBe('MUELLER GROESSE  JUERGEN')
  expect(await nameOf('Wulandari', '')).toBe('WULANDARI')
  expect(await nameOf('A'.repeat(36), 'Bcdef')).toBe(`${'A'.repeat(36)}  B`)
})

test('a partial birth date is left out where a document number tells the person, and refused where none does', async () => {
  expect(parse(await issue([vaccination], { birthDate: '1990-06' })).data.msg.pid).not.toHaveProperty('dob')
  const made = await issueVds(
    { person: { familyName: 'Wang', givenName: 'Xiuying', birthDate: '1990' }, entries: [vaccination] },
    signerOf(),
    terms,
  )
  expect(made).toMatchObject({ refusal: { code: 'record.birth-date' } })
})

test('what a seal cannot say is refused', async () => {
  const recovery: Entry = { kind: 'recovery', disease: null, firstPositiveOn: null, validFrom: null, validUntil: null }
  const refused: readonly (readonly [readonly Entry[], string])[] = [
    [[], 'record.no-entries'],
    [[recovery], 'record.kind'],
    [[vaccination, pcr], 'record.mixed'],
    [[pcr, pcr], 'record.one-entry'],
    [[{ ...vaccination, disease: { code: '14189004' } }], 'record.disease'],
    [[{ ...vaccination, product: { code: 'EU/1/99/1' } }], 'record.product'],
    [[{ ...vaccination, product: null }], 'record.product'],
    [[{ ...vaccination, lot: '' }], 'record.incomplete'],
    [[{ ...vaccination, dose: null }], 'record.incomplete'],
    [[{ ...vaccination, date: '2025-05' }], 'record.date'],
    [[{ ...vaccination, country: 'XX' }], 'record.country'],
    [[{ ...pcr, disease: null }], 'record.disease'],
    [[{ ...pcr, sampledAt: null }], 'record.incomplete'],
    [[{ ...pcr, country: 'XX' }], 'record.country'],
    [[{ ...pcr, method: 'other' }], 'record.test-type'],
    [[{ ...pcr, result: 'other' }], 'record.result'],
  ]
  for (const [entries, code] of refused) expect(await issue(entries)).toBe(code)
  expect(await issue([pcr], { documentNumber: '' })).toBe('record.incomplete')
})

test('a seal that would not be believed is not issued', async () => {
  const withSigner = (signer: Signer): Promise<string> => issue([vaccination], {}, signer)
  const { certificate: _, ...bare } = signerOf()
  expect(await withSigner(bare)).toBe('signer.certificate')
  expect(await withSigner({ ...signerOf(), certificate: new Uint8Array(9) })).toBe('signer.certificate')
  expect(await withSigner({ ...signerOf(), algorithm: 'ES384' })).toBe('signer.algorithm')
  expect(await withSigner({ ...signerOf({}, newKeys('P-384')) })).toBe('signer.algorithm')
  expect(await withSigner(signerOf({ usage: null }))).toBe('signer.usage')
  expect(await withSigner(signerOf({ types: ['NT'] }))).toBe('signer.usage')
  expect(await withSigner(signerOf({ until: now - 1000 }))).toBe('signer.period')
  expect(await withSigner({ ...signerOf(), issuer: 'https://x.example', country: 'XX' })).toBe('signer.issuer')
  expect(parse(await withSigner({ ...signerOf(), issuer: 'https://x.example', country: 'CN' })).data.hdr).toMatchObject(
    { is: 'CHN' },
  )
})
