import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { existing, type KeyWork, perform } from './ceremony.ts'
import { encryptKey } from './encrypt.ts'
import { keyFileOf } from './file-vault.ts'
import type { KeyRecord } from './key-record.ts'
import { declare, settleChange, stage } from './passphrase-change.ts'
import { NotDone } from './refused.ts'

/** The passphrase of the keys and the one that takes its place. */
export interface PassphraseChange {
  readonly from: string
  readonly to: string
  readonly by: readonly string[]
}

/** May the key still sign something: a certificate, or the list of what an authority revoked? */
const mayStillSign = ({ state, usage }: KeyRecord): boolean =>
  state === 'active' || state === 'prepared' || (usage === 'csca' && state === 'retired')

/**
 * Encrypts every private key with another passphrase, all of them or none. Two persons. Answers how many. Throws `NotDone` where one does not open, or is needed and not here: it would stay under the old
 * passphrase. Backups of before stay under it.
 */
export async function changePassphrase(work: KeyWork, { from, to, by }: PassphraseChange): Promise<number> {
  if (from === to) throw new NotDone('This is the passphrase that the keys have.')
  let count = 0
  const { path: folder } = work.folder
  await perform(work, { name: 'passphrase', by, persons: 2 }, async (before) => {
    const index = existing(before)
    const files = new Map<string, string>()
    for (const key of index.keys) {
      const pem = await readFile(join(folder, keyFileOf(key.id)), 'utf8').catch(() => null)
      if (pem !== null) files.set(keyFileOf(key.id), await again(key.id, pem, { from, to }))
      else if (mayStillSign(key))
        throw new NotDone(
          `The private part of ${key.id} is not here: bring it back first, else it stays under the old passphrase.`,
        )
    }
    count = files.size
    await stage(folder, files)
    const finish = async () => {
      await declare(folder)
      await settleChange(folder)
    }
    return { index, key: null, finish }
  })
  return count
}

async function again(id: string, pem: string, { from, to }: Pick<PassphraseChange, 'from' | 'to'>): Promise<string> {
  try {
    const key = createPrivateKey({ key: pem, passphrase: from })
    return encryptKey(key.export({ type: 'pkcs8', format: 'der' }), to)
  } catch (cause) {
    throw new NotDone(`${id} does not open: the passphrase is wrong, or the file was changed.`, { cause })
  }
}
