import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'

/** Who may import whom: the diagram that fails the build. A room not named here may be imported by nobody but itself. */
const may: Record<string, readonly string[]> = {
  certificate: [],
  domain: ['certificate'],
  api: ['domain'],
  messages: [],
  ui: ['domain', 'messages'],
  citizen: ['ui', 'api', 'domain', 'certificate', 'messages'],
  workbench: ['ui', 'api', 'domain', 'certificate', 'messages'],
  verifier: ['ui', 'api', 'domain', 'certificate', 'messages'],
  pack: ['domain'],
  server: ['api', 'domain', 'certificate', 'messages', 'pack'],
  acceptance: ['api', 'domain', 'certificate', 'messages'],
  bench: ['acceptance', 'api', 'certificate', 'domain', 'server', 'messages'],
}

const root = import.meta.dirname
const rooms = Object.keys(may)
const isTest = (path: string): boolean => /\.test\.tsx?$|(^|\/)testing[^/]*\.ts$/.test(path)

const files = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/(^|\/)(dist|node_modules)\//.test(path))
    .map((path) => join(room, path)),
)

const imports = files.flatMap((file) => {
  const source = readFileSync(join(root, file), 'utf8')
  const { module } = parseSync(file, source)
  const named = [
    ...module.staticImports.map((each) => each.moduleRequest.value),
    ...module.staticExports.flatMap((each) => each.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ]
  const dynamic = module.dynamicImports.map(({ moduleRequest }) =>
    source.slice(moduleRequest.start + 1, moduleRequest.end - 1),
  )
  return [...named, ...dynamic].map((name) => ({
    file,
    name,
    room: file.split('/')[0] as string,
    to: roomOf(file, name),
  }))
})

/** The room that an import leads to, or null for a package and for Node. */
function roomOf(file: string, name: string): string | null {
  const own = /^@consular\/([a-z]+)/.exec(name)?.[1]
  if (own) return own
  return name.startsWith('.') ? (relative(root, resolve(root, dirname(file), name)).split('/')[0] ?? null) : null
}

test('a room imports only the rooms that it may', () => {
  const wrong = imports.filter(
    ({ room, to }) => to !== null && rooms.includes(to) && to !== room && !may[room]?.includes(to),
  )
  expect(wrong.map(({ file, name }) => `${file} imports ${name}`)).toEqual([])
})

test('rooms meet through package names, never by a path into another room', () => {
  const wrong = imports.filter(
    ({ room, to, name, file }) => name.startsWith('.') && to !== room && !isTest(file) && room !== 'bench',
  )
  expect(wrong.map(({ file, name }) => `${file} imports ${name}`)).toEqual([])
})

test('the domain knows no Node, no framework, no clock', () => {
  const wrong = imports.filter(
    ({ room, name, file }) => room === 'domain' && !isTest(file) && !/^(\.|@consular\/|zod)/.test(name),
  )
  expect(wrong.map(({ file, name }) => `${file} imports ${name}`)).toEqual([])
  const clocks = files.filter(
    (file) =>
      file.startsWith('domain/') &&
      !isTest(file) &&
      /Temporal\.Now|Date\.now|Math\.random/.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(clocks).toEqual([])
})

/** The files of the library that may know Node: behind a condition of its manifest, around `npm pack`, or to fuzz it. */
const nodeAtHand = /^certificate\/(signature\/(engine|sign)-node|qr\/wasm-node|packaging\/pack|fuzz\/[a-z-]+)\.ts$/

test('the certificate library knows no Node, no clock, no network, no chance', () => {
  const own = files.filter((file) => file.startsWith('certificate/') && !isTest(file) && !nodeAtHand.test(file))
  const wrong = imports.filter(({ file, name }) => own.includes(file) && name.startsWith('node:'))
  expect(wrong.map(({ file, name }) => `${file} imports ${name}`)).toEqual([])
  const impure = own.filter((file) =>
    /Temporal\.Now|Date\.now|Math\.random|getRandomValues|\bfetch\(|performance\.now/.test(
      readFileSync(join(root, file), 'utf8'),
    ),
  )
  expect(impure.filter((file) => !file.startsWith('certificate/conformance/'))).toEqual([])
})

const serverModules = [
  'account',
  'application',
  'attachment',
  'audit',
  'certificate',
  'demonstration',
  'mission',
  'notification',
  'officer',
  'person',
  'plain',
  'trust',
]
const moduleOf = (path: string): string | undefined => serverModules.find((name) => path.startsWith(`server/${name}/`))

test('modules of the server meet through their index', () => {
  const wrong = imports.filter(({ file, name }) => {
    if (!file.startsWith('server/') || isTest(file) || !name.startsWith('.')) return false
    const target = relative(root, resolve(root, dirname(file), name))
    const to = moduleOf(target)
    return to !== undefined && to !== moduleOf(file) && target !== `server/${to}/index.ts`
  })
  expect(wrong.map(({ file, name }) => `${file} imports ${name}`)).toEqual([])
})

test('SQL stands in stores alone', () => {
  const wrong = files.filter((file) => {
    if (!file.startsWith('server/') || isTest(file) || /store\.ts$|\/database\/|\/http\/|\/audit\//.test(file))
      return false
    return /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(readFileSync(join(root, file), 'utf8'))
  })
  expect(wrong).toEqual([])
})
