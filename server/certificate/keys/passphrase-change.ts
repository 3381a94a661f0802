import { access, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

// Private keys under a new passphrase: written aside, declared valid by one file, then moved to their places. Whenever it is broken off, all keys open with one passphrase: the old one before that file is
// there, the new one from then on.

const aside = 'new-passphrase'
const ready = 'ready'

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Makes what was done to the names in a folder outlast a loss of power. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const read = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null)

/** The file of a private key: what lies aside, where it was declared and is not yet moved; null where there is none. */
export async function readKeyFile(folder: string, file: string): Promise<string | null> {
  const moved = (await exists(join(folder, aside, ready))) ? await read(join(folder, aside, file)) : null
  return moved ?? read(join(folder, file))
}

/** Writes files aside, where they count for nothing yet. */
export async function stage(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(join(folder, aside), { mode: 0o700 })
  for (const [name, content] of files)
    await writeFile(join(folder, aside, name), content, { mode: 0o600, flag: 'wx', flush: true })
  await settle(join(folder, aside))
}

/** Declares what lies aside valid: from here on nothing goes back. */
export async function declare(folder: string): Promise<void> {
  await writeFile(join(folder, aside, ready), '', { mode: 0o600, flush: true })
  await settle(join(folder, aside))
}

/** Brings a change to its end, also one that was broken off: what was declared is moved to its place, what was not is taken away. */
export async function settleChange(folder: string): Promise<void> {
  const place = join(folder, aside)
  if (!(await exists(place))) return
  if (await exists(join(place, ready))) {
    for (const name of await readdir(place)) if (name !== ready) await rename(join(place, name), join(folder, name))
    await settle(folder)
  }
  await rm(place, { recursive: true })
}
