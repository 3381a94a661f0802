import { createHash, randomUUID } from 'node:crypto'
import { appendFile, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KeyIndex } from './key-record.ts'
import { settleChange } from './passphrase-change.ts'
import { NotDone } from './refused.ts'

/** A line of the ceremony log: what was done to which key, when, and by whom. Each names the digest of the line before. */
export interface CeremonyLine {
  readonly at: string
  readonly act: string
  readonly key: string | null
  readonly made: string | null
  readonly by: readonly string[]
  readonly previous: string
}

/** What a key store is besides its private keys: an index, and a log that only grows. */
export class KeyFolder {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** The index; null where there is none yet. */
  async read(): Promise<KeyIndex | null> {
    const text = await readFile(this.#file('index.json'), 'utf8').catch(absent)
    if (text === null) return null
    try {
      return KeyIndex.parse(JSON.parse(text))
    } catch (cause) {
      throw new NotDone(`${this.#file('index.json')} is not an index of keys, or of another version.`, { cause })
    }
  }

  /** When the index last changed, as a text to compare; null where there is none. */
  async version(): Promise<string | null> {
    const found = await stat(this.#file('index.json'), { bigint: true }).catch(absent)
    return found === null ? null : `${found.mtimeNs}-${found.ino}`
  }

  /** Writes the index whole or not at all. */
  async write(index: KeyIndex): Promise<void> {
    const draft = this.#file(`index.${randomUUID()}`)
    await writeFile(draft, `${JSON.stringify(KeyIndex.parse(index), null, 2)}\n`, { mode: 0o600, flush: true })
    await rename(draft, this.#file('index.json'))
  }

  /** The ceremony log; throws `NotDone` where a line was changed or taken out. */
  async log(): Promise<readonly CeremonyLine[]> {
    const text = await this.logText()
    const lines = text.split('\n').filter((line) => line !== '')
    let previous = ''
    return lines.map((line, at) => {
      const read = JSON.parse(line) as CeremonyLine
      if (read.previous !== previous) throw new NotDone(`The ceremony log was changed before line ${at + 1}.`)
      previous = digestOf(line)
      return read
    })
  }

  /** The log as it lies in its file. */
  async logText(): Promise<string> {
    return (await readFile(this.#file('ceremony.jsonl'), 'utf8').catch(absent)) ?? ''
  }

  async append(line: Omit<CeremonyLine, 'previous'>): Promise<void> {
    const before = (await this.logText()).trimEnd().split('\n').at(-1) ?? ''
    const previous = before === '' ? '' : digestOf(before)
    const text = `${JSON.stringify({ ...line, previous })}\n`
    await appendFile(this.#file('ceremony.jsonl'), text, { mode: 0o600, flush: true })
  }

  /** Does something while no other process changes the store. */
  async alone<T>(change: () => Promise<T>): Promise<T> {
    await mkdir(this.path, { recursive: true, mode: 0o700 })
    const lock = this.#file('lock')
    const file = await open(lock, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      throw new NotDone(`Somebody else changes the keys. If nobody does, remove ${lock}.`)
    })
    try {
      await settleChange(this.path)
      return await change()
    } finally {
      await file.close()
      await rm(lock, { force: true })
    }
  }

  #file(name: string): string {
    return join(this.path, name)
  }
}

const digestOf = (line: string): string => createHash('sha256').update(line).digest('hex')

/** Null for a file that is not there; any other trouble is one. */
function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}
