import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { read } from './read.ts'
import { verdicts } from './report.ts'
import { toNumeric } from './shc/numeric.ts'
import { card } from './shc/testing.ts'
import { noTrust } from './trust/index.ts'
import { verify } from './verify.ts'

const now = 1_767_225_600_000

const familyOf = (text: string) => read(text).family

describe('a text is recognised by its shape', () => {
  test('as the family that it begins like, well formed or not', () => {
    expect(familyOf('HC1:NCF')).toBe('eu-dcc')
    expect(familyOf('shc:/567')).toBe('shc')
    expect(familyOf(card())).toBe('shc')
    expect(familyOf(toNumeric(card()))).toBe('shc')
    expect(familyOf(`${card()}\r\n`)).toBe('shc')
    expect(familyOf(JSON.stringify({ verifiableCredential: [card()] }))).toBe('shc')
    expect(familyOf('PK\x03\x04')).toBe('divoc')
    expect(familyOf('{"data":{"hdr":{"t":"icao.vacc","v":1,"is":"UTO"},"msg":{}},"sig":{}}')).toBe('vds-nc')
  })

  test('and as none where the prefix is not exact, or the text is another', () => {
    for (const text of [
      '',
      ' ',
      'HC2:NCF',
      'hc1:NCF',
      'https://example.org/',
      '{"type":"ticket"}',
      '[]',
      'PKG',
      'e.y.J',
    ])
      expect(read(text), text).toMatchObject({ family: null, fault: { verdict: 'unrecognised' } })
  })
})

test('no text makes reading or verifying throw, and each gets a verdict with a code', async () => {
  const starts = fc.constantFrom(
    '',
    'HC1:',
    'shc:/',
    'eyJ',
    '{"',
    '{"data":{"hdr":',
    'PK\x03\x04',
    card(),
    toNumeric(card()),
  )
  const texts = fc
    .tuple(starts, fc.string({ unit: 'binary' }), fc.nat(2000))
    .map(([start, rest, cut]) => start.slice(0, cut) + rest)
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const report = await verify(read(text), noTrust, now)
      expect(verdicts).toContain(report.verdict)
      expect(report.verdict).not.toBe('valid')
      expect(report.code).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+$/)
    }),
    { numRuns: 500 },
  )
})
