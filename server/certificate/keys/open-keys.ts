import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../../context.ts'
import type { KeyWork } from './ceremony.ts'
import { type CertificateKeys, certificateKeys } from './certificate-keys.ts'
import { quickly } from './encrypt.ts'
import { FileVault } from './file-vault.ts'
import { KeyFolder } from './key-folder.ts'
import { Pkcs11Vault } from './pkcs11-vault.ts'

/** What is needed to find the keys. */
export type KeyContext = Pick<Context, 'config' | 'database' | 'now' | 'random'>

/** A key store, opened. */
export interface OpenKeys {
  readonly work: KeyWork
  readonly keys: CertificateKeys
  /** null: only public parts can be used. */
  readonly passphrase: string | null
}

/** The file of the passphrase that a demonstration makes for itself. */
export const demonstrationPassphrase = 'demonstration-passphrase'

async function passphraseOf({
  mode,
  certificateKeys: folder,
  certificatePassphrase: given,
}: Context['config']): Promise<string | null> {
  if (given !== null || mode === 'production') return given
  const text = await readFile(join(folder, demonstrationPassphrase), 'utf8').catch(() => null)
  return text?.trim() ?? null
}

/** Opens the keys of the settings; `asked` is a passphrase that was typed. */
export async function openKeys(context: KeyContext, asked: string | null = null): Promise<OpenKeys> {
  const folder = new KeyFolder(context.config.certificateKeys)
  const passphrase = asked ?? (await passphraseOf(context.config))
  const { certificateModule: module } = context.config
  const ownPassphrase = context.config.mode === 'demonstration' && context.config.certificatePassphrase === null
  const work = asked === null && ownPassphrase ? quickly : undefined
  const vault = module === null ? new FileVault(folder.path, passphrase, work) : new Pkcs11Vault(module)
  return { work: { context, folder, vault }, keys: certificateKeys(folder, vault, context), passphrase }
}

const opened = new WeakMap<object, Promise<OpenKeys>>()

/** The keys of the running service: opened once for a context, so that private keys stay open. */
export function keysOf(context: KeyContext): Promise<OpenKeys> {
  const known = opened.get(context) ?? openKeys(context)
  opened.set(context, known)
  return known
}

/** Makes the passphrase of a demonstration, once. Whoever can read the folder can use its keys: they are worth nothing. */
export async function makeDemonstrationPassphrase(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const text = `${randomBytes(24).toString('base64url')}\n`
  await writeFile(join(folder, demonstrationPassphrase), text, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
}
