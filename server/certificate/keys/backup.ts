import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { existing, type KeyWork, perform } from './ceremony.ts'
import { seal, unseal } from './encrypt.ts'
import { keyFileOf } from './file-vault.ts'
import { KeyIndex } from './key-record.ts'
import { NotDone } from './refused.ts'

const mark = new TextEncoder().encode('consular-keys-backup/1\n')

const Content = z.strictObject({
  index: KeyIndex,
  log: z.string(),
  /** Private keys by their name, still encrypted. */
  files: z.record(z.string().regex(/^[a-z0-9-]+$/), z.string()),
})

/** A backup, and what protects it. */
export interface BackupTerms {
  readonly path: string
  readonly passphrase: string
  readonly by: readonly string[]
}

/** Writes the whole store to one new file, encrypted with the passphrase of the keys. Answers how many private keys are in it. */
export async function backUpKeys(work: KeyWork, { path, passphrase, by }: BackupTerms): Promise<number> {
  let count = 0
  await perform(work, { name: 'back-up', by, persons: 1 }, async (before) => {
    const index = existing(before)
    const files: Record<string, string> = {}
    for (const { id } of index.keys) {
      const pem = await readFile(join(work.folder.path, keyFileOf(id)), 'utf8').catch(() => null)
      if (pem !== null) files[id] = pem
    }
    count = Object.keys(files).length
    const content = { index, log: await work.folder.logText(), files }
    const sealed = await seal(new TextEncoder().encode(JSON.stringify(content)), passphrase)
    await writeFile(path, Buffer.concat([mark, sealed]), { flag: 'wx', mode: 0o600, flush: true }).catch(
      (cause: NodeJS.ErrnoException) => {
        throw new NotDone(`${path} cannot be written (${cause.code ?? 'unknown'}); a backup is a new file.`, { cause })
      },
    )
    return { index, key: null }
  })
  return count
}

/** Brings a store back from a backup, into a folder that has none. Throws `NotDone` for a file that is none, was changed, or was made with another passphrase. */
export async function restoreKeys(work: KeyWork, { path, passphrase, by }: BackupTerms): Promise<KeyIndex> {
  if ((await work.folder.read()) !== null)
    throw new NotDone(`${work.folder.path} holds keys already; a backup is restored into an empty folder.`)
  const content = await openBackup(path, passphrase)
  await mkdir(work.folder.path, { recursive: true, mode: 0o700 })
  await chmod(work.folder.path, 0o700)
  for (const [name, pem] of Object.entries(content.files))
    await writeFile(join(work.folder.path, keyFileOf(name)), pem, { mode: 0o600, flag: 'wx', flush: true })
  await writeFile(join(work.folder.path, 'ceremony.jsonl'), content.log, { mode: 0o600, flush: true })
  return perform(work, { name: 'restore', by, persons: 1 }, async () => ({ index: content.index, key: null }))
}

async function openBackup(path: string, passphrase: string): Promise<z.infer<typeof Content>> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new NotDone(`${path} cannot be read (${cause.code ?? 'unknown'}).`, { cause })
  })
  if (!bytes.subarray(0, mark.length).equals(mark)) throw new NotDone(`${path} is no backup of keys.`)
  const opened = await unseal(bytes.subarray(mark.length), passphrase)
  if (opened === null) throw new NotDone(`${path} does not open: the passphrase is wrong, or the file was changed.`)
  return Content.parse(JSON.parse(opened.toString('utf8')))
}
