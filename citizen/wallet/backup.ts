import { ok, type Result, refuse } from '@consular/domain/shared'
import * as z from 'zod/mini'
import { fromBase64, toBase64 } from './base64.ts'
import { Held } from './held.ts'
import { holdings, keep, openHoldings } from './holdings.ts'

/** OWASP's number for PBKDF2 with SHA-256 (Password Storage Cheat Sheet, seen 2026-11): a guess costs a phone about half a second. */
const iterations = 600_000
/** A passphrase of fewer characters is guessed from a file that somebody found. */
export const leastPassphrase = 12

const Bytes = z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/))
/** The file, in the open: how its key is made of the passphrase, and what that key opens. */
const BackupFile = z.object({
  format: z.literal('consular-wallet/1'),
  kdf: z.object({
    name: z.literal('PBKDF2'),
    hash: z.literal('SHA-256'),
    // A file that asks for more would stop the phone that reads it.
    iterations: z.int().check(z.gte(100_000), z.lte(10_000_000)),
    salt: Bytes,
  }),
  nonce: Bytes,
  sealed: Bytes,
})
type BackupFile = z.infer<typeof BackupFile>

const Content = z.object({ certificates: z.array(Held) })

async function keyFrom(passphrase: string, { iterations: rounds, salt }: BackupFile['kdf']): Promise<CryptoKey> {
  const words = new TextEncoder().encode(passphrase.normalize('NFKC'))
  const secret = await crypto.subtle.importKey('raw', words, 'PBKDF2', false, ['deriveKey'])
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', iterations: rounds, salt: fromBase64(salt) }
  return crypto.subtle.deriveKey(derivation, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** The certificates of this phone as a file that only the passphrase opens. Keys of the phone are not in it: they cannot leave it. Refuses `wallet.passphrase-short`. */
export async function writeBackup(passphrase: string): Promise<Result<Uint8Array>> {
  if (passphrase.trim().length < leastPassphrase) return refuse('wallet.passphrase-short', { least: leastPassphrase })
  const certificates = [...(holdings.value ?? (await openHoldings()))]
  const salt = toBase64(crypto.getRandomValues(new Uint8Array(16)))
  const kdf = { name: 'PBKDF2', hash: 'SHA-256', iterations, salt } as const
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const content = new TextEncoder().encode(JSON.stringify({ certificates } satisfies z.infer<typeof Content>))
  const key = await keyFrom(passphrase, kdf)
  const bytes = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, content))
  const file: BackupFile = { format: 'consular-wallet/1', kdf, nonce: toBase64(nonce), sealed: toBase64(bytes) }
  return ok(new TextEncoder().encode(JSON.stringify(file)))
}

function parseFile(text: string): BackupFile | null {
  try {
    return BackupFile.parse(JSON.parse(text))
  } catch {
    return null
  }
}

async function openFile(file: BackupFile, passphrase: string): Promise<string | null> {
  try {
    const key = await keyFrom(passphrase, file.kdf)
    const bytes = fromBase64(file.sealed)
    return new TextDecoder().decode(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64(file.nonce) }, key, bytes),
    )
  } catch {
    return null
  }
}

/**
 * Takes the certificates of a file onto this phone; answers how many were not here yet. One that is here stays as it is, for it may know more. Refuses `wallet.backup-wrong` (no such file) and
 * `wallet.passphrase-wrong` (or a file that was changed).
 */
export async function readBackup(text: string, passphrase: string): Promise<Result<number>> {
  const file = parseFile(text)
  if (!file) return refuse('wallet.backup-wrong')
  const opened = await openFile(file, passphrase)
  if (opened === null) return refuse('wallet.passphrase-wrong')
  try {
    const { certificates } = Content.parse(JSON.parse(opened))
    const here = new Set((await openHoldings()).map(({ id }) => id))
    const fresh = certificates.filter(({ id }) => !here.has(id))
    for (const held of fresh) await keep(held)
    return ok(fresh.length)
  } catch {
    return refuse('wallet.backup-wrong')
  }
}
