import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import * as z from 'zod'
import { type FileBelow, filesBelow } from './files-below.ts'

/** Which file beside it holds which JSON-LD context. */
const ContextIndex = z.record(z.string().regex(/^https?:\/\//), z.string().regex(/^[\w-][\w.-]*$/))

/** JSON-LD contexts that come with trust material. */
export interface FoundContexts {
  readonly byUrl: { readonly [url: string]: unknown }
  /** Absolute paths of the index files and of those that they name: they are no material by themselves. */
  readonly files: ReadonlySet<string>
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** What a text holds as JSON; undefined where it is none. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(bytes))
  } catch {
    return undefined
  }
}

function* foldersAbove(path: string): Generator<string> {
  let folder = resolve(path)
  for (let level = 0; level < 6; level++) {
    yield folder
    folder = dirname(folder)
  }
}

/** `contexts/index.json` beside the paths, or up to five folders above them. */
async function indexesBeside(paths: readonly string[]): Promise<readonly FileBelow[]> {
  const places = paths.flatMap((path) =>
    [...foldersAbove(path)].map((folder) => join(folder, 'contexts', 'index.json')),
  )
  const files: FileBelow[] = []
  for (const place of new Set(places)) if (existsSync(place)) files.push(...(await filesBelow(place)))
  return files
}

/**
 * The contexts of index files (`{"<url>": "<file beside it>"}`): of those among the files, and of those in a folder `contexts` beside or above the paths, for
 * contexts lie with the trust material whether they are named or not.
 */
export async function findContexts(files: readonly FileBelow[], paths: readonly string[]): Promise<FoundContexts> {
  const byUrl: { [url: string]: unknown } = {}
  const own = new Set<string>()
  for (const { path, bytes } of [...(await indexesBeside(paths)), ...files]) {
    const index = path.endsWith('.json') ? ContextIndex.safeParse(jsonOf(bytes)) : null
    if (!index?.success || Object.keys(index.data).length === 0) continue
    own.add(resolve(path))
    for (const [url, name] of Object.entries(index.data)) {
      const beside = join(dirname(path), name)
      const [file] = await filesBelow(beside)
      byUrl[url] = file && jsonOf(file.bytes)
      own.add(resolve(beside))
    }
  }
  return { byUrl, files: own }
}
