import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { NotDone } from './refused.ts'
import type { KeyVault } from './vault.ts'

/** A hardware module: its PKCS#11 library, the label of the token, and the user's PIN. */
export interface Module {
  readonly library: string
  readonly token: string
  readonly pin: string | null
}

interface Answer {
  readonly status: number | null
  readonly out: Buffer
  readonly error: string
}

/**
 * Private keys in a hardware module that speaks PKCS#11; they never leave it. OpenSC's `pkcs11-tool` is asked, a process for each signature: some twenty a second, and nothing has to be compiled on this
 * machine. The PIN goes by the environment, never by the words of a command, which others can list.
 */
export class Pkcs11Vault implements KeyVault {
  readonly #module: Module

  constructor(module: Module) {
    this.#module = module
  }

  async make(name: string, algorithm: 'ES256' | 'EdDSA'): Promise<Uint8Array> {
    if (algorithm === 'EdDSA') throw new NotDone('Keys of DIVOC (Ed25519) are not made in a module.')
    const id = idOf(name)
    const made = await this.#ask(['--keypairgen', '--key-type', 'EC:prime256v1', '--id', id, '--label', name])
    if (made.status !== 0) throw this.#trouble(made)
    const read = await this.#ask(['--read-object', '--type', 'pubkey', '--id', id])
    if (read.status !== 0 || read.out.length === 0) throw this.#trouble(read)
    return new Uint8Array(read.out)
  }

  async sign(name: string, bytes: Uint8Array): Promise<Uint8Array> {
    // Not every module hashes by itself; every one signs a digest.
    const digest = createHash('sha256').update(bytes).digest()
    const signed = await this.#ask(['--sign', '--mechanism', 'ECDSA', '--id', idOf(name)], digest)
    if (signed.status !== 0 || signed.out.length !== 64) throw this.#trouble(signed)
    return new Uint8Array(signed.out)
  }

  async held(): Promise<null> {
    return null
  }

  async has(name: string): Promise<boolean> {
    if (this.#module.pin === null) return false
    // The tool lists every key, whichever id it is asked for.
    const { status, out } = await this.#ask(['--list-objects', '--type', 'privkey'])
    return status === 0 && new RegExp(`^ +ID: +${idOf(name)}$`, 'm').test(out.toString('utf8'))
  }

  async destroy(name: string): Promise<void> {
    for (const type of ['privkey', 'pubkey']) {
      const gone = await this.#ask(['--delete-object', '--type', type, '--id', idOf(name)])
      if (gone.status !== 0) throw this.#trouble(gone)
    }
  }

  #ask(words: readonly string[], input: Uint8Array = new Uint8Array()): Promise<Answer> {
    const { library, token, pin } = this.#module
    if (pin === null) throw new NotDone('The PIN of the module is missing: set CONSULAR_CERTIFICATE_PIN.')
    const all = [
      '--module',
      library,
      '--token-label',
      token,
      '--login',
      '--pin',
      'env:CONSULAR_CERTIFICATE_PIN',
      ...words,
    ]
    return new Promise((done, fail) => {
      const child = spawn('pkcs11-tool', all, { env: { ...process.env, CONSULAR_CERTIFICATE_PIN: pin } })
      const [out, error]: [Buffer[], Buffer[]] = [[], []]
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
      child.stderr.on('data', (chunk: Buffer) => error.push(chunk))
      child.once('error', (cause) => fail(new NotDone('pkcs11-tool cannot be run: install opensc.', { cause })))
      child.once('close', (status) => done({ status, out: Buffer.concat(out), error: Buffer.concat(error).toString() }))
      // Whoever ends before reading is told of by its status.
      child.stdin.on('error', () => undefined)
      child.stdin.end(input)
    })
  }

  /** One line of what the tool says; it names neither the PIN nor a key's content. */
  #trouble({ error }: Answer): NotDone {
    const line = error.split('\n').find((each) => /error|fail|not found|CKR_/i.test(each))
    return new NotDone(`The module did not do it: ${line?.trim() ?? 'no reason given'}.`)
  }
}

/** The id by which the module finds a key. */
const idOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 16)
