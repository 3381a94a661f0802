import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import type { HealthRecord, Signer } from '@consular/certificate'
import { issueShc } from '@consular/certificate/shc'
import { calculateJwkThumbprint, exportJWK } from 'jose'
import type { CommandIo } from './command-io.ts'

/** For tests: a folder, cards of an issuer that is invented, the key set that trusts it, and what a command says. */

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = await exportJWK(keys.publicKey)
const kid = await calculateJwkThumbprint(jwk)
export const issuer = 'https://shc.example/issuer'

export const signer: Signer = {
  algorithm: 'ES256',
  keyId: kid,
  country: 'XA',
  issuer,
  sign: (bytes) =>
    Promise.resolve(new Uint8Array(sign('sha256', bytes, { key: keys.privateKey, dsaEncoding: 'ieee-p1363' }))),
}

export const keySet = JSON.stringify({ [issuer]: { keys: [{ ...jwk, kid, use: 'sig', alg: 'ES256' }] } })

export const now = Temporal.Instant.from('2026-03-10T09:00:00Z')

export const record: HealthRecord = {
  person: { familyName: 'Lindqvist', givenName: 'Maja', birthDate: '1984-02-29' },
  entries: [
    {
      kind: 'vaccination',
      disease: { code: '840539006' },
      vaccine: { code: '1119349007' },
      product: { code: 'EU/1/20/1528' },
      manufacturer: { code: 'ORG-100030215' },
      dose: 2,
      doses: 2,
      date: '2025-05-16',
      country: 'XA',
      lot: 'L1',
      centre: 'Clinic 1',
    },
  ],
}

/** A card that is valid from a day before `now` for a year. */
export async function issueCard(): Promise<{ readonly text: string; readonly jws: string }> {
  const from = now.epochMilliseconds - 86_400_000
  const issued = await issueShc(record, signer, { issuedAt: from, expiresAt: from + 366 * 86_400_000, id: 'A1' })
  if (!issued.ok) throw new Error(issued.refusal.code)
  return issued.value
}

/** A new folder for files of a test; `end` takes it away. */
export function newFolder(): {
  readonly path: string
  put(name: string, content: string | Uint8Array): string
  end(): void
} {
  const path = mkdtempSync(join(tmpdir(), 'consular-certificate-'))
  return {
    path,
    put: (name, content) => {
      writeFileSync(join(path, name), content)
      return join(path, name)
    },
    end: () => rmSync(path, { recursive: true }),
  }
}

/** Runs a command: its exit status, and what it wrote. */
export async function run(
  command: (args: readonly string[], io: CommandIo) => Promise<number>,
  args: readonly string[],
  { stdin = '', env = {} }: { readonly stdin?: string | Uint8Array; readonly env?: CommandIo['env'] } = {},
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const written = { out: '', err: '' }
  const into = (stream: keyof typeof written): Writable =>
    new Writable({
      write: (chunk: Buffer, _, done) => {
        written[stream] += chunk.toString()
        done()
      },
    })
  const input = Readable.from([Buffer.from(stdin)])
  const status = await command(args, { stdin: input, stdout: into('out'), stderr: into('err'), now, env })
  return { status, ...written }
}
