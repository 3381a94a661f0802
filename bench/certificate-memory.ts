import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { findSigners } from '../certificate/trust/find.ts'
import { loadTrust, noTrust, saveTrust, type TrustList } from '../certificate/trust/index.ts'
import type { TrustedSigner } from '../certificate/trust/trust-list.ts'

const keys = 500
const copies = 60

function signer(): TrustedSigner {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    keyId: randomBytes(8).toString('base64'),
    country: 'XX',
    participant: 'XXA',
    key: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    usages: null,
    from: 0,
    until: 4_000_000_000_000,
    issuedBy: [0],
    issuer: randomBytes(90).toString('base64'),
    serial: randomBytes(8).toString('hex'),
  }
}

/** What is still referred to; buffers of what went before are given back a moment after the collector has run. */
async function used(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.()
    await wait(50)
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

/** Prints the time to load a saved list of 500 keys, and the memory that one takes with its index and its keys prepared, from the difference that sixty make. */
export async function benchCertificateMemory(): Promise<void> {
  const made: TrustList = { ...noTrust, signers: Array.from({ length: keys }, signer) }
  const saved = saveTrust(made)
  const load = (): TrustList => {
    const trust = loadTrust(saved)
    if (!trust.ok) throw new Error(trust.refusal.code)
    // The index is made at the first look, and every key is taken out of it once.
    for (const { keyId } of trust.value.signers)
      if (findSigners(trust.value, keyId).length === 0) throw new Error(keyId)
    return trust.value
  }
  load()
  const start = performance.now()
  load()
  const time = performance.now() - start
  const before = await used()
  const kept = Array.from({ length: copies }, load)
  const each = ((await used()) - before) / kept.length / 1024 / 1024
  const exact = globalThis.gc ? '' : ' (without --expose-gc: about)'
  process.stdout.write(
    `certificate-memory: a list of ${keys} keys: ${(saved.length / 1024).toFixed(0)} KB saved, loaded in ${time.toFixed(1)} ms, ${each.toFixed(2)} MB in memory${exact}\n`,
  )
}
