import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { Sign1 } from '@auth0/cose'
import base45 from 'base45'
import { expect, test } from 'vitest'
import { issueTogether } from './issue-together.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signer = { algorithm: 'ES256', keyId: 'AQIDBAUGBwg=', country: 'XX', issuer: 'Demonstration' } as const
const vaccination = {
  kind: 'vaccination',
  disease: { code: '840539006', system: 'http://snomed.info/sct' },
  vaccine: { code: '1119349007', system: 'http://snomed.info/sct' },
  product: { code: 'EU/1/20/1528', text: 'Comirnaty' },
  manufacturer: { code: 'ORG-100030215' },
  dose: 2,
  doses: 2,
  date: '2026-02-18',
  country: 'XX',
} as const

/** A name of its own for each: letters alone, as names are. */
const nameOf = (at: number): string => `Lindqvist${'abcdefghij'[Math.trunc(at / 10)]}${'abcdefghij'[at % 10]}`

/** Asks for the certificate of somebody of this name, signed with this key. */
const ask = (
  familyName: string,
  { key = privateKey, entries = [vaccination] as readonly [] | [typeof vaccination] } = {},
) =>
  issueTogether({
    family: 'eu-dcc',
    health: { person: { familyName, givenName: 'Maja', birthDate: '1971-03-04' }, entries },
    terms: {
      issuedAt: 1_790_000_000_000,
      expiresAt: 1_800_000_000_000,
      id: `URN:UVCI:01:XX:${familyName.toUpperCase()}ABCDEFGHJK`,
    },
    signer,
    key,
  })

/** What another reader finds in it, its signature checked with a key. */
async function readBy(key: KeyObject, text: string): Promise<string> {
  const message = Sign1.decode(inflateSync(base45.decode(text.slice(4))))
  await message.verify(key)
  return Buffer.from(message.payload).toString('latin1')
}

test.each([1, 15, 16, 100])('%i asked for at once are each made for the person they are of', async (count) => {
  const names = Array.from({ length: count }, (_, at) => nameOf(at))
  const made = await Promise.all(names.map((name) => ask(name)))
  for (const [at, name] of names.entries()) {
    const outcome = made[at]
    if (!outcome?.ok) throw new Error(outcome?.refusal.code)
    expect(await readBy(publicKey, outcome.value.text)).toContain(name)
    expect(outcome.value.signature).toHaveLength(64)
  }
})

test('one of a batch that the family cannot say is refused with its reason, and stops none', async () => {
  const made = await Promise.all(
    Array.from({ length: 30 }, (_, at) => ask(nameOf(at), at === 7 ? { entries: [] } : {})),
  )
  expect(made.map(({ ok }) => ok)).toEqual(Array.from({ length: 30 }, (_, at) => at !== 7))
})

test('a thread that breaks fails what it had, and the next batch is made by a new one', async () => {
  const broken = await Promise.allSettled(Array.from({ length: 20 }, (_, at) => ask(nameOf(at), { key: publicKey })))
  expect(broken.every(({ status }) => status === 'rejected')).toBe(true)
  const next = await Promise.all(Array.from({ length: 20 }, (_, at) => ask(nameOf(at))))
  expect(next.every(({ ok }) => ok)).toBe(true)
})
