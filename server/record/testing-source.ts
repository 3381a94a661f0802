import * as api from '@consular/api'
import type { RecordLine } from '@consular/domain/record'
import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose'
import { TestBrowser, valueOf } from '../account/testing-browser.ts'
import { app, type Desk, id, milan, officer, stepUp } from '../application/testing-stage.ts'

/** A laboratory or clinic as it is outside: its API key, its signing key, and what it sends. */
export interface TestSource {
  readonly id: string
  readonly caller: TestBrowser
  readonly apiKey: string
  readonly jwk: JWK
  readonly sign: (content: unknown) => Promise<string>
}

/** Keys of a source, and how it signs with them. */
export async function signingKeys(algorithm: 'ES256' | 'EdDSA' = 'ES256') {
  const { publicKey, privateKey } = await generateKeyPair(algorithm)
  const sign = (content: unknown): Promise<string> =>
    new CompactSign(new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)))
      .setProtectedHeader({ alg: algorithm })
      .sign(privateKey)
  return { jwk: await exportJWK(publicKey), sign }
}

/** A body that registers a source. */
export const sourceBody = (jwk: JWK, mission = milan) => ({
  mission,
  kind: 'laboratory' as const,
  name: 'Laboratorio Esempio',
  country: 'XX',
  accreditation: 'ISO 15189 no. 4711',
  signingKey: JSON.stringify(jwk),
})

/** A caller with an API key, or with whatever stands in its place. */
export const callerWith = (apiKey: string): TestBrowser => new TestBrowser(app, { authorization: `Bearer ${apiKey}` })

let admins = 0
/** An administrator of a mission, with her passkey shown just now. */
export async function admin(mission = milan): Promise<Desk> {
  const desk = await officer(`Admin ${++admins}`, ['mission-admin'], mission)
  await stepUp(desk)
  return desk
}

/** A source that an administrator has registered. */
export async function source(mission = milan, algorithm: 'ES256' | 'EdDSA' = 'ES256'): Promise<TestSource> {
  const { jwk, sign } = await signingKeys(algorithm)
  const { browser } = await admin(mission)
  const made = id()
  const { apiKey } = valueOf(
    await browser.call(api.registerSource, { params: { source: made }, body: sourceBody(jwk, mission) }),
  )
  return { id: made, caller: callerWith(apiKey ?? ''), apiKey: apiKey ?? '', jwk, sign }
}

let people = 0
/** A line that may be believed: a test of somebody new. */
export function testLine(entry: Partial<Extract<RecordLine['entry'], { kind: 'test' }>> = {}): RecordLine {
  people += 1
  return {
    id: id(),
    person: {
      familyName: '林',
      givenName: '梅',
      latin: { familyName: 'LIN', givenName: 'MEI' },
      birthDate: '1990-05-17',
    },
    entry: {
      kind: 'test',
      disease: 'covid-19',
      method: 'nucleic-acid',
      sample: `S-${people}`,
      sampledAt: '2026-11-23T09:30:00Z',
      result: 'not-detected',
      country: 'XX',
      ...entry,
    },
  }
}

/** A line of a vaccination against yellow fever, of a person born on a day of her own. */
export function vaccinationLine(
  entry: Partial<Extract<RecordLine['entry'], { kind: 'vaccination' }>> = {},
): RecordLine {
  people += 1
  const birthDate = Temporal.PlainDate.from('1950-01-01').add({ days: people }).toString()
  return {
    id: id(),
    person: { familyName: 'Rossi', givenName: 'Anna', birthDate },
    entry: {
      kind: 'vaccination',
      disease: 'yellow-fever',
      product: 'stamaril',
      dose: 1,
      doses: 1,
      date: '2026-11-20',
      lot: 'YF-123',
      country: 'XX',
      ...entry,
    },
  }
}

/** Sends one line and answers what became of it. */
export async function send(by: TestSource, line: RecordLine): Promise<api.LineAnswer> {
  const params = { record: line.id }
  return valueOf(await by.caller.call(api.sendHealthRecord, { params, body: { signed: await by.sign(line) } }))
}
