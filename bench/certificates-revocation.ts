import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { loadTrust, noTrust, saveTrust, type TrustList } from '@consular/certificate'
import { makeStatusToken } from '@consular/certificate/publish'
import { isDccRevoked } from '../certificate/trust/revocation.ts'

const million = 1_000_000
const checks = 200_000

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/** The list that a verifier keeps, with so many hashes of revoked certificates. */
function listOf(hashes: readonly Buffer[]): TrustList {
  const sorted = hashes.toSorted((one, other) => Buffer.compare(one, other))
  const revocation = {
    country: 'XX',
    keyId: null,
    kind: 'UCI',
    expires: null,
    hashes: Buffer.concat(sorted).toString('base64'),
  } as const
  return { ...noTrust, dccRevocations: [revocation] }
}

/** Microseconds for each of many questions. */
function microseconds(trust: TrustList, hashes: readonly Uint8Array[], wanted: 'listed' | 'not-listed'): number {
  const ask = (hash: Uint8Array) => isDccRevoked(trust, { keyId: '', country: 'XX', hashes: { UCI: () => hash } }, 0)
  const start = performance.now()
  for (let at = 0; at < checks; at++)
    if (ask(hashes[at % hashes.length] as Uint8Array) !== wanted) throw new Error(`a certificate is not ${wanted}`)
  return ((performance.now() - start) * 1000) / checks
}

/** What a million revoked certificates cost: the check, opening the list, and what is shipped to a phone; beside a list of a thousand. */
export async function benchRevocations(print: (line: string) => void): Promise<void> {
  print('  revoked     listed     not listed   open the list   list.json   gzipped')
  for (const count of [1000, million]) {
    const hashes = Array.from({ length: count }, () => randomBytes(16))
    const saved = saveTrust(listOf(hashes))
    const start = performance.now()
    const opened = loadTrust(saved)
    if (!opened.ok) throw new Error(opened.refusal.code)
    const strangers = Array.from({ length: 1000 }, () => randomBytes(16))
    isDccRevoked(opened.value, { keyId: '', country: 'XX', hashes: { UCI: () => new Uint8Array(16) } }, 0)
    const opening = performance.now() - start
    const [hit, miss] = [
      microseconds(opened.value, hashes.slice(0, 1000), 'listed'),
      microseconds(opened.value, strangers, 'not-listed'),
    ]
    print(
      `  ${String(count).padStart(7)}   ${`${hit.toFixed(2)} µs`.padStart(8)}   ${`${miss.toFixed(2)} µs`.padStart(12)}   ${`${opening.toFixed(0)} ms`.padStart(13)}   ${megabytes(saved.length).padStart(9)}   ${megabytes(gzipSync(saved).length).padStart(7)}`,
    )
  }
  const places = new Set<number>()
  while (places.size < million) places.add(randomBytes(4).readUInt32BE() % (2 * 2 ** 24))
  const token = await makeStatusToken(
    {
      issuer: 'https://health.example',
      uri: 'https://health.example/.well-known/status/1',
      issuedAt: 0,
      expiresAt: 1e12,
      size: 2 * 2 ** 24,
      revoked: [...places],
    },
    { keyId: 'none', sign: async () => new Uint8Array(64) },
  )
  print(`  the status list with a million of ${2 ** 25} places: ${megabytes(token.length)}`)
}
