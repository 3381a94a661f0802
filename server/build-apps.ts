import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const apps = ['citizen', 'workbench']
const sources = ['api', 'domain', 'messages', 'ui', 'package-lock.json']

/** Builds the web apps whose sources have changed since they were last built. Says which it builds. */
export async function buildApps(say: (app: string) => void): Promise<void> {
  for (const app of apps) {
    const mark = join(root, app, 'dist', '.built-from')
    const digest = await digestOf([...sources, app])
    if (existsSync(mark) && (await readFile(mark, 'utf8')) === digest) continue
    say(app)
    const { build } = await import('vite')
    await build({ configFile: join(root, app, 'vite.config.ts'), root: join(root, app), logLevel: 'error' })
    await writeFile(mark, digest)
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
