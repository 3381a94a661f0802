import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BadSetting } from './config.ts'
import { loadSigner } from './keys.ts'

const folder = await mkdtemp(join(tmpdir(), 'consular-keys-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const demonstration = { mode: 'demonstration', signingKey: null } as const
const bytes = new TextEncoder().encode('a head')
const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })

test('a demonstration makes its key once, for its owner alone, also when two processes start together', async () => {
  const data = join(folder, 'data')
  const [one, other] = await Promise.all([loadSigner(demonstration, data), loadSigner(demonstration, data)])
  const later = await loadSigner(demonstration, data)
  expect(new Set([one?.key, other?.key, later.key]).size).toBe(1)
  expect(later.key).toMatch(/^[0-9a-f]{16}$/)
  expect((await stat(join(data, 'demonstration-signing-key.pem'))).mode & 0o777).toBe(0o600)
  expect(await later.verify(bytes, await one.sign(bytes))).toBe(true)
  expect(await later.verify(new TextEncoder().encode('another head'), await one.sign(bytes))).toBe(false)
})

test('a key is read from the setting itself, from one line with its breaks written out, and from a file', async () => {
  const path = join(folder, 'key.pem')
  await writeFile(path, pem)
  const settings = [pem, pem.replaceAll('\n', '\\n'), path]
  const signers = await Promise.all(
    settings.map((signingKey) => loadSigner({ mode: 'production', signingKey }, folder)),
  )
  expect(new Set(signers.map(({ publicKey }) => publicKey)).size).toBe(1)
})

test.each([
  [
    'a file that is not there',
    join(folder, 'nowhere.pem'),
    /^CONSULAR_SIGNING_KEY: the file .* cannot be read \(ENOENT\)$/,
  ],
  ['text that is no key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', /is not a private key/],
  [
    'a key of another kind',
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    /is a key of kind ec; Ed25519 is needed/,
  ],
])('%s gives one clear line', async (_, signingKey, line) => {
  const refused = loadSigner({ mode: 'production', signingKey }, folder)
  await expect(refused).rejects.toThrow(BadSetting)
  await expect(refused).rejects.toThrow(line)
})

test('production does not start without a key', async () => {
  await expect(loadSigner({ mode: 'production', signingKey: null }, folder)).rejects.toThrow('CONSULAR_SIGNING_KEY')
})
