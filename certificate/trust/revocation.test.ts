import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../encoding/base64.ts'
import { joinBytes } from '../signature/der.ts'
import { isCertificateRevoked, isDccRevoked, isShcRevoked, statusOf } from './revocation.ts'
import { partOf, trustFrom, trustOf } from './testing.ts'

const hash16 = fc.uint8Array({ minLength: 16, maxLength: 16 })
const batch = (hashes: readonly Uint8Array[], more: object = {}) => ({
  country: 'XX',
  expires: '1970-01-01T00:00:05Z',
  kid: 'k',
  hashType: 'UCI',
  entries: hashes.map((hash) => ({ hash: toBase64(hash) })),
  ...more,
})

describe('batches of revoked DCCs', () => {
  const ask = { keyId: 'k', country: 'XX' }

  test('list every hash that they were made of, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hash16, { maxLength: 40 }), hash16, async (hashes, other) => {
        const trust = await trustFrom(batch(hashes))
        for (const hash of hashes)
          expect(isDccRevoked(trust, { ...ask, hashes: { UCI: () => hash } }, 0)).toBe('listed')
        const known = hashes.some((hash) => toBase64(hash) === toBase64(other))
        if (!known) expect(isDccRevoked(trust, { ...ask, hashes: { UCI: () => other } }, 0)).toBe('not-listed')
      }),
      { numRuns: 50 },
    )
  })

  const hash = new Uint8Array(16).fill(7)
  const hashes = { UCI: () => hash }

  test('concern the key that they name, or a whole country where they name none', async () => {
    const trust = await trustFrom(batch([hash]))
    expect(isDccRevoked(trust, { keyId: 'other', country: 'XX', hashes }, 0)).toBe('no-data')
    expect(isDccRevoked(trust, { keyId: 'k', country: 'YY', hashes }, 0)).toBe('no-data')
    const whole = await trustFrom(batch([hash], { kid: 'UNKNOWN_KID' }))
    expect(isDccRevoked(whole, { keyId: 'other', country: 'XX', hashes }, 0)).toBe('listed')
    expect(isDccRevoked(whole, { keyId: 'other', country: 'YY', hashes }, 0)).toBe('no-data')
  })

  test('are as gone once they expire', async () => {
    const trust = await trustFrom(batch([hash]))
    expect(isDccRevoked(trust, { ...ask, hashes }, 5000)).toBe('listed')
    expect(isDccRevoked(trust, { ...ask, hashes }, 5001)).toBe('no-data')
  })

  test('have only hashes of their own kind computed', async () => {
    const trust = await trustFrom(batch([hash]))
    const dear = (): never => {
      throw new Error('computed')
    }
    expect(isDccRevoked(trust, { ...ask, hashes: { ...hashes, SIGNATURE: dear, COUNTRYCODEUCI: dear } }, 0)).toBe(
      'listed',
    )
    expect(isDccRevoked(trustOf({}), { ...ask, hashes: { UCI: dear } }, 0)).toBe('no-data')
  })

  test('say nothing of a certificate that has no such hash', async () => {
    expect(isDccRevoked(await trustFrom(batch([hash])), { ...ask, hashes: {} }, 0)).toBe('not-listed')
  })

  test('keep their hashes in order', async () => {
    const [first, second] = [new Uint8Array(16), hash]
    const { dccRevocations } = await partOf(batch([second, first]))
    expect(fromBase64(dccRevocations[0]?.hashes ?? '')).toEqual(joinBytes([first, second]))
  })
})

describe('revoked health cards', () => {
  const card = { issuer: 'https://i.example', keyId: 'k', rid: 'abc', notBefore: 5000 }
  const list = (rids: readonly string[], options = {}) => trustFrom({ kid: 'k', method: 'rid', ctr: 1, rids }, options)

  test('are listed for good, or from before an instant', async () => {
    expect(isShcRevoked(await list(['abc']), card)).toBe('listed')
    expect(isShcRevoked(await list(['abc.5']), card)).toBe('not-listed')
    expect(isShcRevoked(await list(['abc.6']), card)).toBe('listed')
    expect(isShcRevoked(await list(['abc.6']), { ...card, notBefore: null })).toBe('listed')
    expect(isShcRevoked(await list(['abc.6', 'abc.4']), card)).toBe('listed')
    expect(isShcRevoked(await list(['abc', 'abc.4']), card)).toBe('listed')
    expect(isShcRevoked(await list(['abd']), card)).toBe('not-listed')
  })

  test('are asked of the list of their own key and issuer', async () => {
    expect(isShcRevoked(await list(['abc']), { ...card, keyId: 'other' })).toBe('no-data')
    expect(isShcRevoked(await list(['abc'], { issuer: 'https://other.example' }), card)).toBe('no-data')
    expect(isShcRevoked(await list(['abc'], { issuer: card.issuer }), card)).toBe('listed')
    expect(isShcRevoked(trustOf({}), card)).toBe('no-data')
  })
})

test('a revocation list past its next update still says who is on it, but not who is not', () => {
  const list = { issuer: 'MAA=', thisUpdate: 1000, nextUpdate: 2000, serials: ['0a'] }
  const trust = trustOf({ certificateRevocations: [list] })
  const issuer = fromBase64('MAA=')
  const ask = (serial: string, now: number) => isCertificateRevoked(trust, { issuer, serial }, now)
  expect([999, 1000, 2000, 2001].map((now) => ask('0b', now))).toEqual([
    'no-data',
    'not-listed',
    'not-listed',
    'no-data',
  ])
  expect([999, 1500, 2001].map((now) => ask('0a', now))).toEqual(['listed', 'listed', 'listed'])
  expect(isCertificateRevoked(trust, { issuer: fromBase64('MQA='), serial: '0a' }, 1500)).toBe('no-data')
})

describe('status lists', () => {
  const uri = 'https://i.example/status'
  const make = (bits: 1 | 2 | 4 | 8, expires: number | null = null) =>
    trustOf({
      statusLists: [{ uri, issuer: 'i', bits, list: toBase64(Uint8Array.of(0b1100_1001, 0b0001_0010)), expires }],
    })

  test.each([
    [1, [1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0]],
    [2, [1, 2, 0, 3, 2, 0, 1, 0]],
    [4, [9, 12, 2, 1]],
    [8, [201, 18]],
  ] as const)('of %i bits for each token count from the least bit', (bits, statuses) => {
    expect(statuses.map((_, index) => statusOf(make(bits), { uri, index }, 0))).toEqual(statuses)
    expect(statusOf(make(bits), { uri, index: statuses.length }, 0)).toBe('out-of-range')
    expect(statusOf(make(bits), { uri, index: -1 }, 0)).toBe('out-of-range')
  })

  test('say nothing once they expire, for another address, or for another issuer', () => {
    expect(statusOf(make(1, 500), { uri, index: 0 }, 500)).toBe(1)
    expect(statusOf(make(1, 500), { uri, index: 0 }, 501)).toBe('expired')
    expect(statusOf(make(1), { uri: 'https://other.example', index: 0 }, 0)).toBe('no-data')
    expect(statusOf(make(1), { uri, index: 0, issuer: 'other' }, 0)).toBe('no-data')
  })
})
