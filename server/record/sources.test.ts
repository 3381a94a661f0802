import { generateKeyPairSync } from 'node:crypto'
import * as api from '@consular/api'
import { describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { database, florence, id, milan, officer, stepUp } from '../application/testing-stage.ts'
import { admin, callerWith, signingKeys, sourceBody, testLine } from './testing-source.ts'

const { jwk, sign } = await signingKeys()
const milanese = await admin()

const register = (by = milanese, change: object = {}, source = id()) =>
  by.browser.call(api.registerSource, { params: { source }, body: { ...sourceBody(jwk), ...change } })

describe('a source', () => {
  test('is registered with its public key, and its API key is told once and stored as a hash', async () => {
    const source = id()
    const { source: view, apiKey } = valueOf(await register(milanese, {}, source))
    expect(view).toMatchObject({
      id: source,
      mission: milan,
      name: 'Laboratorio Esempio',
      active: true,
      records: 0,
      registeredBy: { id: milanese.id },
    })
    expect(Buffer.from(apiKey ?? '', 'base64url')).toHaveLength(32)
    const row = await database
      .selectFrom('health_source')
      .selectAll()
      .where('id', '=', source)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(apiKey)
    const again = valueOf(await register(milanese, { name: 'Laboratorio Nuovo' }, source))
    expect(again).toMatchObject({
      source: { name: 'Laboratorio Nuovo', keyThumbprint: view.keyThumbprint },
      apiKey: null,
    })
    const line = testLine()
    const call = await callerWith(apiKey ?? '').call(api.sendHealthRecord, {
      params: { record: line.id },
      body: { signed: await sign(line) },
    })
    expect(valueOf(call).outcome).toBe('accepted')
    const { sources } = valueOf(await milanese.browser.call(api.listSources, { query: { mission: milan } }))
    expect(sources.find((each) => each.id === source)).toMatchObject({ name: 'Laboratorio Nuovo', records: 1 })
    const said = await database
      .selectFrom('audit_event')
      .select(['action', 'actor_id'])
      .where('mission', '=', milan)
      .where('action', 'like', 'source.%')
      .execute()
    expect(said).toEqual([
      { action: 'source.registered', actor_id: milanese.id },
      { action: 'source.changed', actor_id: milanese.id },
    ])
  })

  test('signs by P-256 or Ed25519, as PEM or JWK; its private key is never taken', async () => {
    const pem = (kind: 'ed25519' | 'rsa') => {
      const { publicKey, privateKey } =
        kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519')
      return [
        publicKey.export({ type: 'spki', format: 'pem' }),
        privateKey.export({ type: 'pkcs8', format: 'pem' }),
      ] as const
    }
    const [open, secret] = pem('ed25519')
    expect(valueOf(await register(milanese, { signingKey: open })).apiKey).not.toBeNull()
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ type: 'spki', format: 'pem' })
    for (const [signingKey, cause] of [
      [secret, 'private'],
      [JSON.stringify({ ...jwk, d: 'AAAA' }), 'private'],
      [pem('rsa')[0], 'kind'],
      [p384, 'kind'],
      ['{"kty":"EC"}', 'form'],
      ['my key', 'form'],
    ]) {
      const call = await register(milanese, { signingKey })
      expect(call.ok ? null : call.refusal).toEqual({ code: 'source.key-unusable', data: { cause } })
    }
  })

  test('is its mission’s administrator’s alone, with her passkey shown just now', async () => {
    const source = id()
    valueOf(await register(milanese, {}, source))
    const flo = await admin(florence)
    const tired = await officer('Ti', ['mission-admin'])
    const reviewer = await officer('Re', ['reviewer', 'approver'])
    await stepUp(reviewer)
    const params = { source }
    expect(codeOf(await register(flo, {}, source))).toBe('access.other-mission')
    expect(codeOf(await register(flo, { mission: florence }, source))).toBe('source.other-mission')
    expect(codeOf(await register(tired))).toBe('access.step-up-needed')
    expect(codeOf(await register(reviewer))).toBe('access.role-missing')
    for (const [by, code] of [
      [flo, 'access.other-mission'],
      [tired, 'access.step-up-needed'],
      [reviewer, 'access.role-missing'],
    ] as const) {
      expect(codeOf(await by.browser.call(api.renewSourceKey, { params }))).toBe(code)
      expect(codeOf(await by.browser.call(api.setSourceActive, { params, body: { active: false } }))).toBe(code)
    }
    expect(codeOf(await milanese.browser.call(api.renewSourceKey, { params: { source: id() } }))).toBe('source.unknown')
    const row = await database
      .selectFrom('health_source')
      .selectAll()
      .where('id', '=', source)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ mission: milan, active: true })
  })
})
