import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BadSetting, readConfig } from './config.ts'

/** The one line that a bad setting is answered with. */
function lineFor(environment: Record<string, string | undefined>): string {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof BadSetting) return error.message
    throw error
  }
  throw new Error('Not refused.')
}

const production = {
  CONSULAR_MODE: 'production',
  CONSULAR_ORIGIN: 'https://consulate.example',
  CONSULAR_SECRET: 'thirty-two random characters or more of them',
  CONSULAR_SIGNING_KEY: '/etc/consular/key.pem',
  CONSULAR_MAIL_URL: 'smtps://post.example',
  CONSULAR_MAIL_FROM: 'consulate@example.org',
}

describe('settings', () => {
  test('are those of a demonstration when none is given, and an empty one counts as none', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      mode: 'demonstration',
      pack: 'cn',
      host: '127.0.0.1',
      port: 7010,
      origin: null,
      databaseUrl: null,
      mail: null,
      dataFolder: resolve('data'),
    })
    expect(readConfig({ CONSULAR_PORT: '', CONSULAR_MODE: '', DATABASE_URL: '' })).toEqual(config)
  })

  test('of others are not looked at', () => {
    expect(readConfig({ PATH: '/bin', PORT: 'abc', CONSULARPORT: 'abc' })).toEqual(readConfig({}))
  })

  test('keep of an address what passkeys are bound to', () => {
    expect(readConfig({ CONSULAR_ORIGIN: 'https://consulate.example:8443/app/' }).origin).toBe(
      'https://consulate.example:8443',
    )
  })
})

describe('a bad setting is one line that names it and says what it should be:', () => {
  test.each([
    ['CONSULAR_MODE', 'test', 'demonstration'],
    ['CONSULAR_PACK', '../cn', 'folder'],
    ['CONSULAR_PORT', 'abc', 'whole number'],
    ['CONSULAR_PORT', '65536', '65535'],
    ['CONSULAR_PORT', '80.5', 'whole number'],
    ['CONSULAR_PORT', '-1', '0'],
    ['CONSULAR_ORIGIN', 'consulate.example', 'https://'],
    ['CONSULAR_ORIGIN', 'ftp://consulate.example', 'https://'],
    ['CONSULAR_PROXIES', '6', '5'],
    ['DATABASE_URL', 'mysql://localhost/consular', 'postgres://'],
    ['CONSULAR_SECRET', 'short', '32'],
    ['CONSULAR_MAIL_URL', 'https://post.example', 'smtp://'],
    ['CONSULAR_MAIL_FROM', 'the consulate', 'e-mail'],
    ['CONSULAR_NOW', 'yesterday', '2026-'],
    ['CONSULAR_NOW', '2026-02-30T00:00:00Z', 'instant'],
    ['CONSULAR_LOG', 'loud', 'silent'],
    ['CONSULAR_PROT', '7010', 'no such setting'],
  ])('%s=%s', (name, value, said) => {
    const line = lineFor({ [name]: value })
    expect(line).toMatch(new RegExp(`^${name}: `))
    expect(line).toContain(said)
    expect(line).not.toContain('\n')
  })
})

describe('production', () => {
  test('starts with all that it needs', () => {
    expect(readConfig(production)).toMatchObject({ mode: 'production', mail: { from: 'consulate@example.org' } })
  })

  test.each([
    ['CONSULAR_ORIGIN', undefined],
    ['CONSULAR_ORIGIN', 'http://consulate.example'],
    ['CONSULAR_SECRET', undefined],
    ['CONSULAR_SIGNING_KEY', undefined],
    ['CONSULAR_MAIL_URL', undefined],
    ['CONSULAR_MAIL_FROM', undefined],
    ['CONSULAR_NOW', '2026-11-24T08:00:00Z'],
  ])('refuses to start with %s=%s', (name, value) => {
    const line = lineFor({ ...production, [name]: value })
    expect(line).toContain(name)
    expect(line).toContain('production')
    expect(line).not.toContain('\n')
  })
})
