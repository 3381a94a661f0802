import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { access, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { encryptKey } from './encrypt.ts'
import { readKeyFile } from './passphrase-change.ts'
import { NotDone } from './refused.ts'
import type { KeyVault } from './vault.ts'

/** The name of the file of a private key. */
export const keyFileOf = (name: string): string => `${name}.key.pem`

/** Private keys in a folder, each a file encrypted with the passphrase; opened when it is first needed, and kept open while the process lives. */
export class FileVault implements KeyVault {
  readonly #folder: string
  readonly #passphrase: string | null
  readonly #open = new Map<string, KeyObject>()

  constructor(folder: string, passphrase: string | null) {
    this.#folder = folder
    this.#passphrase = passphrase
  }

  async make(name: string, algorithm: 'ES256' | 'EdDSA'): Promise<Uint8Array> {
    const { privateKey, publicKey } =
      algorithm === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = await encryptKey(privateKey.export({ type: 'pkcs8', format: 'der' }), this.#secret())
    const file = await open(this.#pathOf(name), 'wx', 0o600)
    try {
      await file.writeFile(pem)
      await file.sync()
    } finally {
      await file.close()
    }
    return new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  }

  async sign(name: string, bytes: Uint8Array): Promise<Uint8Array> {
    const key = await this.#privateKey(name)
    if (key.asymmetricKeyType === 'ed25519') return sign(null, bytes, key)
    return sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' })
  }

  async has(name: string): Promise<boolean> {
    return access(this.#pathOf(name)).then(
      () => true,
      () => false,
    )
  }

  /** Overwritten before it is taken away. What a disk or a backup keeps of it, is still encrypted. */
  async destroy(name: string): Promise<void> {
    this.#open.delete(name)
    const path = this.#pathOf(name)
    const file = await open(path, 'r+')
    try {
      await file.write(new Uint8Array((await stat(path)).size), 0)
      await file.sync()
    } finally {
      await file.close()
    }
    await rm(path)
  }

  #pathOf(name: string): string {
    return join(this.#folder, keyFileOf(name))
  }

  #secret(): string {
    if (this.#passphrase === null)
      throw new NotDone('The passphrase of the keys is missing: set CONSULAR_CERTIFICATE_PASSPHRASE.')
    return this.#passphrase
  }

  async #privateKey(name: string): Promise<KeyObject> {
    const known = this.#open.get(name)
    if (known) return known
    const passphrase = this.#secret()
    const pem = await readKeyFile(this.#folder, keyFileOf(name))
    if (pem === null) throw new NotDone(`The private part of ${name} is not in ${this.#folder}.`)
    try {
      const key = createPrivateKey({ key: pem, passphrase })
      this.#open.set(name, key)
      return key
    } catch (cause) {
      throw new NotDone(`${name} does not open: the passphrase is wrong, or the file was changed.`, { cause })
    }
  }
}
