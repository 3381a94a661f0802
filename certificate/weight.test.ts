import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, expect, test } from 'vitest'

// What a web app that imports the library has to send to a phone, in bytes after gzip.
const home = await mkdtemp(join(tmpdir(), 'consular-weight-'))
afterAll(() => rm(home, { recursive: true, force: true }))

/** Bundles a program as for browsers; the weight of what is loaded at once, and of what is loaded when it is needed. */
async function weigh(name: string, program: string): Promise<{ first: number; later: number }> {
  const entry = join(home, `${name}.js`)
  await writeFile(entry, program.replaceAll("'@/", `'${import.meta.dirname}/`))
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    build: { write: false, target: 'es2022', minify: true, rolldownOptions: { input: entry } },
  })
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []))
  const weights = new Map<string, number>()
  for (const chunk of chunks) if (chunk.type === 'chunk') weights.set(chunk.fileName, gzipSync(chunk.code).length)
  const first = new Set<string>()
  const take = (file: string): void => {
    if (first.has(file)) return
    first.add(file)
    const chunk = chunks.find(({ fileName }) => fileName === file)
    if (chunk?.type === 'chunk') chunk.imports.forEach(take)
  }
  for (const chunk of chunks) if (chunk.type === 'chunk' && chunk.isEntry) take(chunk.fileName)
  const sum = (files: Iterable<string>): number =>
    [...files].reduce((total, file) => total + (weights.get(file) ?? 0), 0)
  return { first: sum(first), later: sum([...weights.keys()].filter((file) => !first.has(file))) }
}

const say = (what: string, { first, later }: { first: number; later: number }): void =>
  void process.stdout.write(`${what}: ${(first / 1024).toFixed(1)} KB gzip, later ${(later / 1024).toFixed(1)} KB\n`)

test('EU DCC alone is at most 25 KB', async () => {
  const weight = await weigh(
    'hcert',
    `import { readHcert, verifyHcert } from '@/hcert/index.ts'
     globalThis.check = (text, trust, now) => { const read = readHcert(text); return 'fault' in read ? read : verifyHcert(read, trust, now) }`,
  )
  say('EU DCC, read and verify', weight)
  expect(weight.first).toBeLessThanOrEqual(25 * 1024)
}, 60_000)

test('HCERT, SMART, VDS-NC and SD-JWT together are at most 60 KB', async () => {
  const weight = await weigh(
    'four',
    `import { readHcert, verifyHcert } from '@/hcert/index.ts'
     import { readShc, verifyShc } from '@/shc/index.ts'
     import { readVds, verifyVds } from '@/vds/index.ts'
     import { readSdJwt, verifySdJwt } from '@/sdjwt/index.ts'
     globalThis.families = { readHcert, verifyHcert, readShc, verifyShc, readVds, verifyVds, readSdJwt, verifySdJwt }`,
  )
  say('HCERT, SMART, VDS-NC and SD-JWT, read and verify', weight)
  expect(weight.first).toBeLessThanOrEqual(60 * 1024)
}, 60_000)

test('the whole front is at most 60 KB at once: what needs JSON-LD, and other engines, come when they are needed', async () => {
  const weight = await weigh(
    'front',
    `import { read, verify } from '@/index.ts'
     globalThis.check = (text, trust, now) => verify(read(text), trust, now)`,
  )
  say('read and verify of all families', weight)
  expect(weight.first).toBeLessThanOrEqual(60 * 1024)
}, 60_000)
