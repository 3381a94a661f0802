import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Context as HttpContext } from 'hono'

/** A file served from memory. `immutable` ones carry their digest in their name. */
export interface ServedFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly immutable: boolean
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const apps: Record<string, string> = {
  '/app/': 'citizen/dist',
  '/workbench/': 'workbench/dist',
  '/verifier/': 'verifier/dist',
}

/** What the pages of other sites may read: the verifier's element with its pieces, and the lists that it verifies with. Nothing of it is anybody's secret. */
const forAll = /^\/(?:verifier\/(?:embed\.js$|assets\/)|trust\/)/

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  wasm: 'application/wasm',
  bin: 'application/octet-stream',
}

/** Answers a file made at the start or of a built app, squeezed where the reader can unsqueeze it; null where the path names none. */
export async function serveFile(files: ReadonlyMap<string, ServedFile>, http: HttpContext): Promise<Response | null> {
  const path = normalize(http.req.path)
  const file = files.get(path) ?? (await appFile(path))
  if (!file) return null
  const { tag, squeezed } = prepared(file)
  http.header('content-type', file.type)
  http.header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  http.header('etag', tag)
  http.header('vary', 'accept-encoding')
  if (forAll.test(path)) http.header('access-control-allow-origin', '*')
  if (http.req.header('if-none-match') === tag) return http.body(null, 304)
  if (!(http.req.header('accept-encoding') ?? '').includes('br')) return http.body(file.bytes)
  http.header('content-encoding', 'br')
  return http.body(squeezed)
}

interface Prepared {
  readonly tag: string
  readonly squeezed: Uint8Array<ArrayBuffer>
}

const preparations = new WeakMap<ServedFile, Prepared>()

/** A file's entity tag and its brotli form, made the first time that it is asked for. */
function prepared(file: ServedFile): Prepared {
  const known = preparations.get(file)
  if (known) return known
  const made = {
    tag: `"${createHash('sha256').update(file.bytes).digest('base64url').slice(0, 22)}"`,
    squeezed: new Uint8Array(brotliCompressSync(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })),
  }
  preparations.set(file, made)
  return made
}

const kept = new Map<string, ServedFile>()

/** A file of a built web app; any other path below an app is that app's own, answered with its page. */
async function appFile(path: string): Promise<ServedFile | null> {
  const prefix = Object.keys(apps).find((start) => path === start.slice(0, -1) || path.startsWith(start))
  if (prefix === undefined) return null
  const rest = path.slice(prefix.length)
  const name = /\.[a-z0-9]+$/i.test(rest) ? rest : 'index.html'
  const full = join(root, apps[prefix] as string, name)
  const found = kept.get(full)
  if (found) return found
  const bytes = await readFile(full).catch(() => null)
  if (bytes === null) return null
  const file = {
    bytes: new Uint8Array(bytes),
    type: types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    immutable: name.startsWith('assets/'),
  }
  kept.set(full, file)
  return file
}
