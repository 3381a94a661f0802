import { read, verify } from '@consular/certificate'
import { accept, parseRules } from '@consular/certificate/rules'
import { acceptancesOf, present } from '@consular/certificate/sdjwt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { context } from '../../application/testing-stage.ts'
import { currentMaterial } from '../publish-trust.ts'
import { twoDoses } from '../testing-rules.ts'
import { holder, issued, lines, partnerTrust } from './testing-issuing.ts'

const before = context.border
const written = [twoDoses]
beforeAll(() => {
  const rules = parseRules(written)
  if (!rules.ok) throw new Error(rules.refusal.code)
  Object.assign(context, { border: { ...before, book: { rules: rules.value, written, valueSets: {} } } })
})
afterAll(() => {
  Object.assign(context, { border: before })
})

const country = twoDoses.Country
const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
const holderKey = { kty, crv, x, y }
const sign = async (bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes as BufferSource))

/** What somebody with such a dose can show of the rules. */
async function certificateOf(change: object) {
  const { who, records } = await holder((person) => [lines.dose(person, change)])
  return (await issued(who, records, 'sd-jwt-vc', { holderKey })).text
}

/** What a border of that country says to a text, `days` from now. */
async function answerTo(text: string, days = 0) {
  const { book } = await currentMaterial(context)
  const now = context.now().epochMilliseconds + days * 86_400_000
  const certificate = read(text)
  if ('fault' in certificate) throw new Error(certificate.fault.code)
  const report = await verify(certificate, await partnerTrust(), now)
  const { answer } = accept(certificate, { ...book, country, now, issuerCountry: report.trustedCountry })
  return { certificate, verdict: report.verdict, answer }
}

test('a holder shows that she meets the rules of a country, and her name, and nothing of what was done to her', async () => {
  const text = await certificateOf({ dose: 2, doses: 2 })
  const shown = await present(text, {
    disclose: [['standard_family_name'], ['birth_year'], ['acceptance', 0]],
    keyBinding: { audience: 'border', nonce: 'n-1', issuedAt: context.now().epochMilliseconds, sign },
  })
  if (!shown.ok) throw new Error(shown.refusal.code)
  const { certificate, verdict, answer } = await answerTo(shown.value)
  expect([verdict, answer]).toEqual(['valid', 'accepted'])
  expect(certificate.entries).toEqual([])
  expect(JSON.stringify(certificate.payload)).not.toMatch(/vaccination|EU\/1|840539006|EX-1/)
  const [met] = acceptancesOf(certificate.payload)
  expect(met).toMatchObject({ ruleSet: country, on: context.now().toString().slice(0, 10) })
  // What was found counts for a month at the most.
  expect((await answerTo(shown.value, 40)).answer).toBe('open')
})

test('who does not meet them has nothing of the kind to show', async () => {
  const { certificate, answer } = await answerTo(await certificateOf({ dose: 1, doses: 2 }))
  expect(answer).toBe('not-accepted')
  expect(acceptancesOf(certificate.payload)).toEqual([])
})
