import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import {
  type ClaimPath,
  type Disclosable,
  disclosuresOf,
  issueSdJwt,
  present,
  readSdJwt,
  verifySdJwt,
} from './index.ts'
import { holder, now, random, record, signer, terms, trust } from './testing.ts'

let whole = ''
let bound = ''
let all: readonly Disclosable[] = []
const keyBinding = { audience: 'https://border.example', nonce: 'n-1' }

beforeAll(async () => {
  const acceptance = [{ ruleSet: 'FR', version: '1.0.3', on: '2026-11-24', until: null }]
  const outcome = await issueSdJwt(record, signer, terms, { random, holderKey: holder.jwk, acceptance })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  whole = outcome.value
  const shown = await present(whole, {
    disclose: [['family_name'], ['vaccinations', 0]],
    keyBinding: { ...keyBinding, issuedAt: now, sign: holder.sign },
  })
  if (!shown.ok) throw new Error(shown.refusal.code)
  bound = shown.value
  const list = disclosuresOf(whole)
  all = list.ok ? list.value : []
})

const leavesOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [String(value)]

/** All that anybody can read in a text. */
const readable = (text: string): string =>
  text
    .split(/[~.]/)
    .map((part) => Buffer.from(part, 'base64url').toString())
    .join('\n')

const isWithin = (path: ClaimPath, outer: ClaimPath): boolean =>
  outer.length <= path.length && outer.every((step, index) => step === path[index])

/** Values by which a claim can be told from all others, and which no salt holds by chance. */
const telling = (): readonly (readonly [ClaimPath, string])[] =>
  all
    .filter(({ path }) => !all.some((other) => other.path.length > path.length && isWithin(other.path, path)))
    .flatMap(({ path, value }) => leavesOf(value).map((leaf) => [path, leaf] as const))
    .filter(([, leaf]) => Buffer.byteLength(leaf) > 4 && readable(whole).split(leaf).length === 2)

test('every choice of claims verifies, shows them, and holds nothing of the others', async () => {
  const told = telling()
  expect(told.length).toBeGreaterThan(15)
  const choice = fc.subarray(all.map(({ path }) => path))
  await fc.assert(
    fc.asyncProperty(choice, async (disclose) => {
      const presented = await present(whole, {
        disclose,
        keyBinding: { ...keyBinding, issuedAt: now, sign: holder.sign },
      })
      if (!presented.ok) throw new Error(presented.refusal.code)
      const certificate = readSdJwt(presented.value)
      if ('fault' in certificate) throw new Error(certificate.fault.code)
      expect((await verifySdJwt(certificate, trust, now, { keyBinding })).code).toBe('ok')
      const seen = readable(presented.value)
      for (const [path, leaf] of told)
        expect([leaf, seen.includes(leaf)]).toEqual([leaf, disclose.some((each) => isWithin(path, each))])
    }),
    { numRuns: 100 },
  )
})

test('a changed text is never valid and never throws', async () => {
  const change = fc.record({
    text: fc.constantFrom('whole', 'bound'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(3),
    put: fc.string({ unit: fc.constantFrom(...Array.from('AZaz09-_.~={}"\n é')), maxLength: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(change, async ({ text, at, length, put }) => {
      const from = text === 'whole' ? whole : bound
      const start = Math.floor(at * from.length)
      const changed = from.slice(0, start) + put + from.slice(start + length)
      const certificate = readSdJwt(changed)
      if ('fault' in certificate) return
      const report = await verifySdJwt(certificate, trust, now, text === 'bound' ? { keyBinding } : {})
      expect(report.verdict === 'valid' && changed.trim() !== from).toBe(false)
      expect((await present(changed, { disclose: [['family_name']] })).ok).toBeTypeOf('boolean')
    }),
    { numRuns: 500 },
  )
})

test('no text at all makes it throw', () => {
  const piece = fc.constantFrom(
    '~',
    '.',
    'eyJ',
    'eyJhbGciOiJFUzI1NiIsInR5cCI6ImRjK3NkLWp3dCJ9',
    'e30',
    'WyJhIiwiYiJd',
    'AA',
    ' ',
    '{',
  )
  const text = fc.oneof(fc.string(), fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 12 }))
  fc.assert(
    fc.property(text, (made) => {
      const reading = readSdJwt(Array.isArray(made) ? made.join('') : made)
      expect('fault' in reading || reading.family === 'sd-jwt-vc').toBe(true)
    }),
    { numRuns: 1000 },
  )
})
