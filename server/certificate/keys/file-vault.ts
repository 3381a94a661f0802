import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { access, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { encryptKey } from './encrypt.ts'
import { readKeyFile } from './passphrase-change.ts'
import { NotDone } from './refused.ts'
import { signWith } from './sign-with.ts'
import type { KeyVault } from './vault.ts'

/** The name of the file of a private key. */
export const keyFileOf = (name: string): string => `${name}.key.pem`

/** Private keys in a folder, each a file encrypted with the passphrase; opened when it is first needed, and kept open while the process lives. */
export class FileVault implements KeyVault {
  readonly #folder: string
  readonly #passphrase: string | null
  readonly #open = new Map<string, Promise<KeyObject>>()

  readonly #work: number | undefined

  /** `work`: how much it shall be to open a key that is made here; as much as for a passphrase that a person chose, where nothing is said. */
  constructor(folder: string, passphrase: string | null, work?: number) {
    this.#folder = folder
    this.#passphrase = passphrase
    this.#work = work
  }

  async make(name: string, algorithm: 'ES256' | 'EdDSA'): Promise<Uint8Array> {
    const { privateKey, publicKey } =
      algorithm === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = await encryptKey(privateKey.export({ type: 'pkcs8', format: 'der' }), this.#secret(), this.#work)
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
    return signWith(await this.#privateKey(name), bytes)
  }

  held(name: string): Promise<KeyObject> {
    return this.#privateKey(name)
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

  /** Opening takes long on purpose: who asks meanwhile waits for the same. */
  #privateKey(name: string): Promise<KeyObject> {
    const known = this.#open.get(name)
    if (known) return known
    const opening = this.#openKey(name)
    this.#open.set(name, opening)
    opening.catch(() => this.#open.delete(name))
    return opening
  }

  async #openKey(name: string): Promise<KeyObject> {
    const passphrase = this.#secret()
    const pem = await readKeyFile(this.#folder, keyFileOf(name))
    if (pem === null) throw new NotDone(`The private part of ${name} is not in ${this.#folder}.`)
    try {
      return createPrivateKey({ key: pem, passphrase })
    } catch (cause) {
      throw new NotDone(`${name} does not open: the passphrase is wrong, or the file was changed.`, { cause })
    }
  }
}
