import { describe, expect, test } from 'vitest'
import { findIssuer, findIssuerKeys, findSigners, standingOf } from './find.ts'
import { makeKey, makeSigner, trustOf } from './testing.ts'
import type { Authority } from './trust-list.ts'

const authority: Authority = {
  country: 'XX',
  participant: null,
  subject: 'MAA=',
  subjectKeyId: null,
  key: makeKey().spki,
  from: 1000,
  until: 1800,
}

describe('signers', () => {
  test('that share a key id are all found, and their key stays the same object', () => {
    const trust = trustOf({ signers: [makeSigner({}), makeSigner({}), makeSigner({ keyId: 'other' })] })
    const found = findSigners(trust, 'AAAAAAAAAAA=')
    expect(found.map(({ signer }) => signer)).toEqual(trust.signers.slice(0, 2))
    expect(findSigners(trust, 'AAAAAAAAAAA=')[0]?.key).toBe(found[0]?.key)
    expect(findSigners(trust, 'nobody')).toEqual([])
  })

  test('whose key cannot be read are as not there', () => {
    expect(findSigners(trustOf({ signers: [makeSigner({ key: 'AAAA' })] }), 'AAAAAAAAAAA=')).toEqual([])
  })

  test('stand by themselves where the trust holds no authority', () => {
    const signer = makeSigner({})
    const trust = trustOf({ signers: [signer] })
    expect([999, 1000, 2000, 2001].map((now) => standingOf(trust, signer, now))).toEqual([
      'key.not-yet',
      'ok',
      'ok',
      'key.expired',
    ])
  })

  test('need an authority that is valid itself where the trust holds any', () => {
    const [chained, orphan] = [makeSigner({ issuedBy: [0] }), makeSigner({})]
    const trust = trustOf({ signers: [chained, orphan], authorities: [authority] })
    expect([1000, 1900].map((now) => standingOf(trust, chained, now))).toEqual(['ok', 'key.chain'])
    expect(standingOf(trust, orphan, 1500)).toBe('key.chain')
    expect(standingOf(trust, makeSigner({ issuedBy: [7] }), 1500)).toBe('key.chain')
  })

  test('are revoked by the list of the authority that their certificate names', () => {
    const signer = makeSigner({ issuer: 'MAA=', serial: '0a' })
    const list = { issuer: 'MAA=', thisUpdate: 0, nextUpdate: null, serials: ['0a'] }
    const trust = trustOf({ signers: [signer], certificateRevocations: [list] })
    expect(standingOf(trust, signer, 1500)).toBe('key.revoked')
    expect(standingOf(trust, makeSigner({ issuer: 'MAA=', serial: '0b' }), 1500)).toBe('ok')
  })
})

test('an issuer is found by its exact id, with its keys', () => {
  const key = { keyId: 'k', key: makeKey().spki, signs: true, algorithm: 'ES256' }
  const issuer = { id: 'https://issuer.example', name: null, country: null, keys: [key, { ...key, keyId: 'other' }] }
  const trust = trustOf({ issuers: [issuer] })
  const found = findIssuer(trust, 'https://issuer.example')
  expect(found?.issuer).toBe(issuer)
  expect(found && findIssuerKeys(found, 'k').map(({ signs, algorithm }) => [signs, algorithm])).toEqual([
    [true, 'ES256'],
  ])
  expect(findIssuer(trust, 'https://issuer.example/')).toBe(null)
  expect(findIssuer(trust, 'constructor')).toBe(null)
})
