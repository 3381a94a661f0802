import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

// The certificate library as an outsider has it: packed by npm, unpacked into another project, with its dependencies beside it.
const root = join(import.meta.dirname, '..')
const home = await mkdtemp(join(tmpdir(), 'consular-package-'))
const modules = join(home, 'node_modules')
afterAll(() => rm(home, { recursive: true, force: true }))

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

beforeAll(async () => {
  const packed = execFileSync(npm, ['pack', '--silent', '--pack-destination', home], {
    cwd: join(root, 'certificate'),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const tarball = packed.trim().split('\n').at(-1) ?? ''
  execFileSync('tar', ['-xzf', join(home, tarball), '-C', home])
  await mkdir(join(modules, '@consular'), { recursive: true })
  await symlink(join(home, 'package'), join(modules, '@consular', 'certificate'), 'dir')
  const manifest = (await import(join(home, 'package', 'package.json'), { with: { type: 'json' } })).default as {
    dependencies: Record<string, string>
  }
  for (const name of Object.keys(manifest.dependencies)) {
    await mkdir(join(modules, name, '..'), { recursive: true })
    await symlink(join(root, 'node_modules', name), join(modules, name), 'dir')
  }
  await writeFile(join(home, 'package.json'), JSON.stringify({ type: 'module' }))
}, 120_000)

const program = `import { noTrust } from '@consular/certificate/trust'
import { read, verify } from '@consular/certificate'
const report = await verify(read('HC1:6BF'), noTrust, 0)
globalThis.answer = report.verdict + ' ' + read('hello').fault.verdict
`

test('the packed package runs in plain Node', async () => {
  await writeFile(join(home, 'plain.js'), `${program}console.log(globalThis.answer)\n`)
  const printed = execFileSync(process.execPath, ['--no-strip-types', 'plain.js'], { cwd: home, encoding: 'utf8' })
  expect(printed.trim()).toBe('malformed unrecognised')
})

test('the packed package has types that a strict project accepts', async () => {
  await writeFile(
    join(home, 'typed.ts'),
    `import { read, verify, type Report } from '@consular/certificate'\nimport { noTrust } from '@consular/certificate/trust'\nexport const report: Promise<Report> = verify(read(''), noTrust, 0)\n`,
  )
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', '', 'typed.ts']
  execFileSync(join(root, 'node_modules', '.bin', 'tsc'), options, { cwd: home, stdio: 'pipe' })
}, 60_000)

test('the packed package goes into a bundle for browsers, and into it goes nothing of Node', async () => {
  await writeFile(join(home, 'entry.js'), program)
  const { build } = await import('vite')
  const built = await build({
    configFile: false,
    root: home,
    logLevel: 'error',
    build: { write: false, target: 'es2022', rolldownOptions: { input: join(home, 'entry.js') } },
  })
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []))
  const entry = chunks.find((each) => each.type === 'chunk' && each.isEntry)
  expect(entry?.type === 'chunk' && entry.code).not.toMatch(/node:/)
}, 60_000)
