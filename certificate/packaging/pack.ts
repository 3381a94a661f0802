import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Around `npm pack`: inside this repository the package is its TypeScript sources; outside, Node reads no TypeScript under node_modules. So before packing
 * the sources are compiled to `dist/` and the manifest points there; afterwards both are as before.
 */
const home = join(import.meta.dirname, '..')
const manifest = join(home, 'package.json')
const kept = join(home, 'package.json.kept')
const dist = join(home, 'dist')

type Target = string | { readonly [condition: string]: string }

/** `./hcert/index.ts` as it lies in the packed package: its program and its types. */
const packed = (path: string) => ({
  types: path.replace('./', './dist/').replace(/\.ts$/, '.d.ts'),
  default: path.replace('./', './dist/').replace(/\.ts$/, '.js'),
})

/** Conditions stay, each with its packed program. */
const packedTarget = (target: Target): unknown =>
  typeof target === 'string'
    ? packed(target)
    : Object.fromEntries(Object.entries(target).map(([condition, path]) => [condition, packed(path).default]))

function before(): void {
  // A run that was cut off left the manifest of the package in place of ours.
  after()
  rmSync(dist, { recursive: true, force: true })
  execFileSync('tsc', ['-p', join(import.meta.dirname, 'tsconfig.json')], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  copyFileSync(join(home, '..', 'LICENSE'), join(home, 'LICENSE'))
  renameSync(manifest, kept)
  const { private: _, scripts: __, devDependencies: ___, ...rest } = JSON.parse(readFileSync(kept, 'utf8'))
  // The conformance suite is for this repository alone.
  const map = (targets: Record<string, Target>) =>
    Object.fromEntries(
      Object.entries(targets)
        .filter(([name]) => name !== './conformance')
        .map(([name, target]) => [name, packedTarget(target)]),
    )
  const told = { ...rest, engines: { node: '>=20' }, imports: map(rest.imports), exports: map(rest.exports) }
  writeFileSync(manifest, `${JSON.stringify(told, null, 2)}\n`)
}

function after(): void {
  if (existsSync(kept)) renameSync(kept, manifest)
  rmSync(join(home, 'LICENSE'), { force: true })
  rmSync(dist, { recursive: true, force: true })
}

if (process.argv[2] === 'before') before()
else after()
