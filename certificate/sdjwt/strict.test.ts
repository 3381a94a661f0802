import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readSdJwt } from './index.ts'

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const digest = (encoded: string): string => createHash('sha256').update(encoded).digest('base64url')
const header = { alg: 'ES256', typ: 'dc+sd-jwt', kid: '1' }

const token = (payload: object, more: object = {}): string =>
  `${base64url({ ...header, ...more })}.${base64url({ iss: 'https://i.example', vct: 'x', ...payload })}.AAAA`

const read = (text: string) => {
  const reading = readSdJwt(text)
  return 'fault' in reading ? `${reading.fault.verdict} ${reading.fault.code}` : reading.payload
}

/** A token that hides these disclosures at its top, with them. */
const hiding = (disclosures: readonly unknown[], payload: object = {}) => {
  const encoded = disclosures.map(base64url)
  return `${token({ _sd: encoded.map(digest), ...payload })}~${encoded.map((each) => `${each}~`).join('')}`
}

test('disclosures are put into objects, arrays and each other', () => {
  const city = base64url(['s1', 'city', 'Uto'])
  const address = base64url(['s2', 'address', { _sd: [digest(city), 'decoy'], country: 'XX' }])
  const element = base64url(['s3', { deep: true }])
  const text = `${token({ _sd: [digest(address)], list: [1, { '...': digest(element) }, { '...': 'decoy2' }, 2] })}~${city}~${address}~${element}~`
  expect(read(text)).toEqual({
    iss: 'https://i.example',
    vct: 'x',
    list: [1, { deep: true }, 2],
    address: { country: 'XX', city: 'Uto' },
  })
})

test('the older name of the type, and its long form, are known', () => {
  expect(read(`${token({}, { typ: 'vc+sd-jwt' })}~`)).toMatchObject({ vct: 'x' })
  expect(read(`${token({}, { typ: 'application/dc+sd-jwt' })}~`)).toMatchObject({ vct: 'x' })
  expect(read(`${token({}, { typ: 'JWT' })}~`)).toBe('malformed sdjwt.type')
})

test.each([
  ['a digest twice', `${token({ _sd: ['a', 'a'] })}~`, 'sdjwt.digest-twice'],
  ['a digest in two places', `${token({ _sd: ['a'], deep: { _sd: ['a'] } })}~`, 'sdjwt.digest-twice'],
  ['digests that are no list', `${token({ _sd: 'a' })}~`, 'sdjwt.digest'],
  ['a digest that is no text', `${token({ _sd: [1] })}~`, 'sdjwt.digest'],
  ['a disclosure without a digest', `${token({})}~${base64url(['s', 'a', 1])}~`, 'sdjwt.disclosure-unknown'],
  [
    'a disclosure twice',
    `${token({ _sd: [digest(base64url(['s', 'a', 1]))] })}~${base64url(['s', 'a', 1])}~${base64url(['s', 'a', 1])}~`,
    'sdjwt.disclosure-twice',
  ],
  ['an element in an object', hiding([['s', 1]]), 'sdjwt.disclosure-kind'],
  [
    'a claim in a list',
    `${token({ list: [{ '...': digest(base64url(['s', 'a', 1])) }] })}~${base64url(['s', 'a', 1])}~`,
    'sdjwt.disclosure-kind',
  ],
  ['a claim that is there already', hiding([['s', 'open', 1]], { open: 2 }), 'sdjwt.claim-twice'],
  [
    'two claims of one name',
    hiding([
      ['s', 'a', 1],
      ['t', 'a', 1],
    ]),
    'sdjwt.claim-twice',
  ],
  ['a claim named _sd', hiding([['s', '_sd', []]]), 'sdjwt.claim-reserved'],
  ['a claim named ...', hiding([['s', '...', 1]]), 'sdjwt.claim-reserved'],
  ['a digest of an element beside others', `${token({ list: [{ '...': 'a', b: 1 }] })}~`, 'sdjwt.claim-reserved'],
  ['a digest of an element outside a list', `${token({ a: { '...': 'a' } })}~`, 'sdjwt.claim-reserved'],
  ['an expiry that is hidden', hiding([['s', 'exp', 1]]), 'sdjwt.claim-hidden'],
  ['a status that is hidden', hiding([['s', 'status', {}]]), 'sdjwt.claim-hidden'],
  ['a holder that is hidden', hiding([['s', 'cnf', {}]]), 'sdjwt.claim-hidden'],
  ['a hash that is hidden', hiding([['s', '_sd_alg', 'sha-256']]), 'sdjwt.claim-hidden'],
  ['another hash', `${token({ _sd_alg: 'sha-512' })}~`, 'sdjwt.hash'],
  ['no type of credential', `${token({ vct: undefined })}~`, 'sdjwt.claim'],
  ['a time that is no number', `${token({ exp: '2026' })}~`, 'sdjwt.claim'],
  ['an issuer that is no text', `${token({ iss: 7 })}~`, 'sdjwt.claim'],
  ['a holder that is no object', `${token({ cnf: 'key' })}~`, 'sdjwt.claim'],
  ['a status without a place', `${token({ status: { status_list: { uri: 'x', idx: -1 } } })}~`, 'sdjwt.claim'],
  ['algorithm none', `${token({}, { alg: 'none' })}~`, 'jws.algorithm'],
  ['a shared secret', `${token({}, { alg: 'HS256' })}~`, 'jws.algorithm'],
  ['no tilde', token({}), 'sdjwt.tilde'],
  ['an empty disclosure', `${token({})}~~`, 'sdjwt.disclosure'],
  ['a padded disclosure', `${token({})}~${base64url(['s', 'a', 1])}=~`, 'sdjwt.disclosure'],
  ['a disclosure of four parts', hiding([['s', 'a', 1, 2]]), 'sdjwt.disclosure'],
  ['a disclosure that is no list', hiding([{ a: 1 }]), 'sdjwt.disclosure'],
  ['a salt that is no text', hiding([[1, 'a', 1]]), 'sdjwt.disclosure'],
  ['a name that is no text', hiding([['s', 1, 1]]), 'sdjwt.disclosure'],
  ['a broken token of the holder', `${token({})}~a.b`, 'jws.parts'],
  ['a token of the holder without claims', `${token({})}~${base64url(header)}.${base64url([])}.AA`, 'binding.payload'],
])('%s is malformed', (_, text, code) => {
  expect(read(text)).toBe(`malformed ${code}`)
})

test('depth is limited through disclosures too', () => {
  let inner = base64url(['s', 'a', 1])
  const all = [inner]
  for (let level = 0; level < 70; level++) {
    inner = base64url(['s', 'a', { _sd: [digest(inner)] }])
    all.unshift(inner)
  }
  expect(read(`${token({ _sd: [digest(inner)] })}~${all.join('~')}~`)).toBe('malformed format.too-deep')
  const many = Array.from({ length: 1001 }, () => inner)
  expect(read(`${token({})}~${many.join('~')}~`)).toBe('malformed sdjwt.tilde')
})

test('a claim named __proto__ is a claim like any other', () => {
  const payload = read(hiding([['s', '__proto__', { admin: true }]])) as object
  expect(Object.hasOwn(payload, '__proto__')).toBe(true)
  expect((payload as { admin?: unknown }).admin).toBeUndefined()
})

test.each(['', '~', 'HC1:ABC~', 'a.b.c', 'https://www.example.org/~user/', `${base64url({ alg: 'ES256' })}.e30.AA`])(
  '%s is not of this family',
  (text) => {
    expect(read(text)).toBe('unrecognised text.unrecognised')
  },
)

test('a header that is written with blanks is known by its type', () => {
  const spaced = Buffer.from('{ "typ": "dc+sd-jwt", "alg": "ES256" }').toString('base64url')
  expect(
    read(
      token({})
        .replace(/^[^.]+/, spaced)
        .concat('~'),
    ),
  ).toMatchObject({ vct: 'x' })
})

test('a token that is cut off is malformed, blanks around a whole one do no harm', () => {
  expect(read(token({}).slice(0, -20))).toMatch(/^malformed/)
  expect(read(` ${token({})}~\r\n`)).toMatchObject({ vct: 'x' })
})

test('one vaccination under a name in the singular is an entry, bare texts are codes', () => {
  const reading = readSdJwt(
    `${token({ vaccination: { disease: 'RA01', product: 'Comirnaty', date: '2025-09-15', dose: 3, lot: 'SD2574' }, test: { method: 'x' }, recovery: { valid_from: '2025-01-01' } })}~`,
  )
  expect('fault' in reading ? reading.fault : reading.entries).toEqual([
    {
      kind: 'vaccination',
      disease: { code: 'RA01' },
      vaccine: null,
      product: { code: 'Comirnaty' },
      manufacturer: null,
      dose: 3,
      doses: null,
      date: '2025-09-15',
      lot: 'SD2574',
    },
    {
      kind: 'test',
      disease: null,
      method: 'other',
      type: null,
      device: null,
      sampledAt: null,
      result: 'other',
      resultCode: null,
    },
    { kind: 'recovery', disease: null, firstPositiveOn: null, validFrom: '2025-01-01', validUntil: null },
  ])
})
