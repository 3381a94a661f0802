import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Unusable } from './misuse.ts'

/** One file: its path as a person would type it, and what is in it. */
export interface FileBelow {
  readonly path: string
  readonly bytes: Uint8Array
}

const mostFiles = 20_000

async function pathsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const visible = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
  if (visible.length > mostFiles) throw new Unusable(`${folder} holds more than ${mostFiles} files.`)
  return visible.map((entry) => join(entry.parentPath, entry.name)).toSorted()
}

/** The file of a path, or all files of a folder and the folders in it, hidden ones left out, in the order of their names. */
export async function filesBelow(path: string): Promise<readonly FileBelow[]> {
  try {
    const found = await stat(path)
    const paths = found.isDirectory() ? await pathsBelow(path) : [path]
    const files: FileBelow[] = []
    for (const each of paths) files.push({ path: each, bytes: await readFile(each) })
    return files
  } catch (error) {
    if (error instanceof Unusable) throw error
    throw new Unusable(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
