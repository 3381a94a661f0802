import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const apps = ['citizen', 'workbench', 'verifier']
const sources = ['api', 'certificate', 'domain', 'messages', 'ui', 'package-lock.json']

/**
 * Builds the web apps, and what they offer to the pages of others (`embed`), whose sources have changed since they were last built. Says which it builds. An app is built aside and then put
 * in its place, so that services that start at once, or one that is killed, never leave half an app.
 */
export async function buildApps(say: (app: string) => void): Promise<void> {
  for (const app of apps) {
    const mark = join(root, app, 'dist', '.built-from')
    const digest = await digestOf([...sources, app])
    if (existsSync(mark) && (await readFile(mark, 'utf8')) === digest) continue
    say(app)
    const draft = join(root, 'node_modules', '.consular', `${app}-${process.pid}`)
    const { build } = await import('vite')
    for (const [place, folder] of ['', 'embed'].map((part) => join(root, app, part)).entries()) {
      const configFile = join(folder, 'vite.config.ts')
      if (!existsSync(configFile)) continue
      await build({ configFile, root: folder, logLevel: 'error', build: { outDir: draft, emptyOutDir: place === 0 } })
    }
    await writeFile(join(draft, '.built-from'), digest)
    await putInPlace(draft, join(root, app, 'dist'))
  }
}

async function putInPlace(draft: string, place: string): Promise<void> {
  await rm(place, { recursive: true, force: true })
  try {
    await rename(draft, place)
  } catch (error) {
    // Another service that starts at the same moment was quicker; it built the same.
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(place)) throw error
  }
}

async function digestOf(places: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const place of places) {
    const path = join(root, place)
    const files = place.includes('.')
      ? ['']
      : (await readdir(path, { recursive: true }))
          .filter((file) => !/(^|[/\\])(dist|node_modules)([/\\]|$)|\.test\.tsx?$/.test(file))
          .sort()
    for (const file of files) {
      const bytes = await readFile(join(path, file)).catch(() => null)
      if (bytes) hash.update(`${place}/${file}\0${bytes.length}\0`).update(bytes)
    }
  }
  return hash.digest('hex')
}
