// Runs in Node alone: reads the conformance material beside the repository.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { material } from '../conformance/testing-material.ts'
import { isArray, isObject, isString } from '../encoding/json.ts'
import { parseInstant } from '../encoding/time.ts'
import { combineTrust, noTrust, parseTrust, type TrustOptions, type TrustPart } from '../trust/index.ts'
import type { TrustList } from '../trust/trust-list.ts'
import type { RuleSeeds, Seed, TrustFile } from './seed.ts'

/** Is the material there? */
export const hasMaterial: boolean = existsSync(join(material, 'fresh', 'cases.jsonl'))

const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(join(material, path)))
const textOf = (path: string): string => readFileSync(join(material, path), 'utf8')
const jsonOf = (path: string): unknown => JSON.parse(textOf(path))

async function partsOf(paths: readonly string[]): Promise<readonly TrustPart[]> {
  const parts: TrustPart[] = []
  for (const path of paths) {
    const part = await parseTrust(bytesOf(path), path)
    if (part.ok) parts.push(part.value)
  }
  return parts
}

const contextsOf = (): TrustList['contexts'] =>
  Object.fromEntries(
    Object.entries(jsonOf('fresh/trust/contexts/index.json') as { readonly [url: string]: string }).map(
      ([url, name]) => [url, jsonOf(`fresh/trust/contexts/${name}`)],
    ),
  )

interface FreshCase {
  readonly text: string
  readonly at: string
  readonly trust: readonly string[]
  readonly keyBinding?: { readonly audience: string; readonly nonce: string }
}

async function freshSeeds(): Promise<readonly Seed[]> {
  const contexts = contextsOf()
  const lists = new Map<string, TrustList>()
  const seeds: Seed[] = []
  for (const line of textOf('fresh/cases.jsonl')
    .split('\n')
    .filter((each) => each !== '')) {
    const { text, at, trust: names, keyBinding } = JSON.parse(line) as FreshCase
    const id = names.join(' ')
    const trust = lists.get(id) ?? {
      ...(await combineTrust(await partsOf(names.map((name) => `fresh/${name}`)))),
      contexts,
    }
    lists.set(id, trust)
    seeds.push({ text, trust, now: parseInstant(at) ?? 0, ...(keyBinding ? { keyBinding } : {}) })
  }
  return seeds
}

interface DgcCase {
  readonly PREFIX?: string
  readonly TESTCTX: { readonly CERTIFICATE?: string | null }
}

/** All signers of the EU's test data in one list, each for itself: its authorities are not among the data. */
async function dgcSeeds(): Promise<readonly Seed[]> {
  const rows = jsonOf('dgc/index.json') as readonly { readonly file: string; readonly at: string }[]
  const cases = rows.map(({ file, at }) => ({ at, ...(jsonOf(`dgc/${file}`) as DgcCase) }))
  const parts: TrustPart[] = []
  for (const certificate of new Set(cases.map(({ TESTCTX }) => TESTCTX.CERTIFICATE))) {
    const part = await parseTrust(Buffer.from(certificate ?? '', 'base64'), 'TESTCTX')
    if (part.ok) parts.push(part.value)
  }
  const trust = { ...(await combineTrust(parts)), authorities: [] }
  return cases.flatMap(({ PREFIX, at }) => (PREFIX ? [{ text: PREFIX, trust, now: parseInstant(at) ?? 0 }] : []))
}

interface ShcRow {
  readonly type: string
  readonly file?: string
  readonly files?: readonly string[]
  readonly at: string
}

async function shcSeeds(): Promise<readonly Seed[]> {
  const trust = await combineTrust(await partsOf(['shc/trust/jwks.json']))
  const rows = jsonOf('shc/index.json') as readonly ShcRow[]
  return rows.flatMap(({ type, file, files, at }) =>
    ['jws', 'file', 'qr-numeric'].includes(type)
      ? (files ?? (file ? [file] : [])).map((name) => ({
          text: textOf(`shc/${name}`),
          trust,
          now: parseInstant(at) ?? 0,
        }))
      : [],
  )
}

interface VdsRow {
  readonly file: string
  readonly at?: string
  readonly trust?: readonly string[]
}

async function vdsSeeds(): Promise<readonly Seed[]> {
  const rows = jsonOf('vds/index.json') as readonly VdsRow[]
  const seeds: Seed[] = []
  for (const { file, at, trust = [] } of rows)
    if (at) {
      const parts = await partsOf(trust.map((name) => `vds/${name}`))
      seeds.push({
        text: textOf(`vds/${file}`),
        trust: parts.length > 0 ? await combineTrust(parts) : noTrust,
        now: parseInstant(at) ?? 0,
      })
    }
  return seeds
}

/** Certificates of all families. */
export const materialSeeds = async (): Promise<readonly Seed[]> =>
  (await Promise.all([freshSeeds(), dgcSeeds(), shcSeeds(), vdsSeeds()])).flat()

/** A larger file costs the time of hundreds of others. */
const largestFile = 40_000

/** Files of trust material, lists of the GDHCN with the key that their proof is checked by. */
export function materialTrustFiles(): readonly TrustFile[] {
  const names = ['fresh/trust', 'vds', 'shc/trust'].flatMap((folder) =>
    readdirSync(join(material, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  const checked: TrustOptions = { anchor: jsonOf('fresh/trust/anchor/did.json'), contexts: contextsOf() }
  return names
    .filter((name) => /\.(?:pem|json|crl|der|cer|crt)$/i.test(name) && !name.endsWith('index.json'))
    .map((name): TrustFile => ({ name, bytes: bytesOf(name), options: {} }))
    .filter(({ bytes }) => bytes.length < largestFile)
    .flatMap((file) =>
      file.name.startsWith('fresh/trust/gdhcn/') && file.bytes.length < 12_000
        ? [file, { ...file, options: checked }]
        : [file],
    )
}

interface Suite {
  readonly cases?: readonly {
    readonly certLogicExpression?: unknown
    readonly assertions?: readonly { readonly certLogicExpression?: unknown; readonly data: unknown }[]
  }[]
}

interface RuleTest {
  readonly payload: unknown
  readonly external: unknown
}

/** Expressions, rules and data of CertLogic's own suite and of the countries' rules. */
export function materialRules(): RuleSeeds {
  const suites = readdirSync(join(material, 'certlogic/testSuite')).map(
    (name) => jsonOf(`certlogic/testSuite/${name}`) as Suite,
  )
  const cases = suites.flatMap((suite) => (isArray(suite.cases) ? suite.cases : []))
  const assertions = cases.flatMap((each) => each.assertions ?? [])
  const folders = (jsonOf('rules/index.json') as readonly { readonly folder: string }[]).map(({ folder }) => folder)
  const rules = folders.map((folder) => jsonOf(`rules/${folder}/rule.json`))
  const tests = folders.flatMap((folder) => {
    const names = existsSync(join(material, 'rules', folder, 'tests'))
      ? readdirSync(join(material, 'rules', folder, 'tests'))
      : []
    return names.slice(0, 2).map((name) => jsonOf(`rules/${folder}/tests/${name}`) as RuleTest)
  })
  return {
    rules,
    expressions: [
      ...[...cases, ...assertions].flatMap(({ certLogicExpression: expression }) =>
        expression === undefined ? [] : [expression],
      ),
      ...rules.flatMap((rule) => (isObject(rule) && !isString(rule['Logic']) ? [rule['Logic']] : [])),
    ],
    data: [...assertions.map((each) => each.data), ...tests.map(({ payload, external }) => ({ payload, external }))],
  }
}
