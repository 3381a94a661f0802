import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { loadApplicationRules } from './application/index.ts'
import { loadBorderMaterial } from './certificate/index.ts'
import { readConfig } from './config.ts'
import type { Context, Signer } from './context.ts'
import type { Database } from './database/connection.ts'
import { loadPack } from './mission/index.ts'
import { loadVaccines } from './record/index.ts'
import { approvedMaterial } from './trust/index.ts'

/** A context whose clock a test moves and whose nudges it can read. */
export interface TestContext extends Context {
  readonly clock: { now: Temporal.Instant }
  readonly nudges: string[]
}

/** The outside world of a test: the `uto` pack, a clock that stands still, a key in memory, a real database. */
export async function testContext(database: Database, overrides: Partial<Context> = {}): Promise<TestContext> {
  const clock = { now: Temporal.Instant.from('2026-11-24T08:00:00Z') }
  const nudges: string[] = []
  return {
    config: readConfig({ CONSULAR_PACK: 'uto' }),
    database,
    pack: await loadPack('uto'),
    rules: await loadApplicationRules('uto'),
    border: await loadBorderMaterial({ trust: null, trustAnchors: null, rules: null }),
    approved: approvedMaterial(database),
    vaccines: await loadVaccines(),
    origin: 'http://localhost:7010',
    now: () => clock.now,
    setClock: (now) => void (clock.now = now),
    random: (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
    signer: memorySigner(),
    secret: 'a secret of the tests, long enough to be one',
    nudge: (job) => void nudges.push(job),
    ...overrides,
    clock,
    nudges,
  }
}

function memorySigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    key: 'test-key',
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
    sign: async (bytes) => sign(null, bytes, privateKey),
    verify: async (bytes, signature) => verify(null, bytes, publicKey, signature),
  }
}
