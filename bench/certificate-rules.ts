import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { evaluate } from '@consular/certificate/rules'
import { evaluate as reference } from 'certlogic-js'
import { material } from '../certificate/conformance/testing-material.ts'

const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const json = async <T>(path: string): Promise<T> => JSON.parse(await readFile(join(material, path), 'utf8')) as T

/** An expression, what it is evaluated on, and the value that the material expects. */
interface Case {
  readonly expression: unknown
  readonly data: unknown
  readonly expected: unknown
}

interface RuleTest {
  readonly payload: unknown
  readonly external: unknown
  readonly expected: unknown
}

/** The tests of the country rules. */
async function ruleCases(): Promise<Case[]> {
  const cases: Case[] = []
  for (const { folder } of await json<readonly { readonly folder: string }[]>('rules/index.json')) {
    const { Logic: expression } = await json<{ readonly Logic: unknown }>(`rules/${folder}/rule.json`)
    const names = await readdir(join(material, 'rules', folder, 'tests'))
    for (const name of names.toSorted()) {
      const { payload, external, expected } = await json<RuleTest>(`rules/${folder}/tests/${name}`)
      cases.push({ expression, data: { payload, external }, expected })
    }
  }
  return cases
}

interface Part {
  readonly directive?: string
  readonly certLogicExpression?: unknown
}
type Assertion = Part & { readonly data: unknown; readonly expected: unknown }
type Suite = Part & { readonly cases: readonly (Part & { readonly assertions: readonly Assertion[] })[] }

/** The suite of the specification, without what it marks `skip`. */
async function suiteCases(): Promise<Case[]> {
  const rows = await json<readonly { readonly file: string; readonly kind: string }[]>('certlogic/index.json')
  const files = rows.filter(({ kind }) => kind === 'evaluation')
  const suites = await Promise.all(files.map(({ file }) => json<Suite>(`certlogic/${file}`)))
  return suites.flatMap((suite) =>
    suite.cases.flatMap((group) =>
      group.assertions
        .filter((assertion) => ![suite, group, assertion].some(({ directive }) => directive === 'skip'))
        .map(({ certLogicExpression: own, data, expected }) => {
          const expression = own === undefined ? group.certLogicExpression : own
          return { expression, data, expected }
        }),
    ),
  )
}

const byOurs = ({ expression, data }: Case): unknown => evaluate(expression, data)
const byReference = ({ expression, data }: Case): unknown => reference(expression as never, data)

/** Both must answer what the material expects, or the figures mean nothing. */
function check(cases: readonly Case[]): void {
  for (const each of cases) {
    const ours = evaluate(each.expression, each.data)
    const right = ours.ok && isDeepStrictEqual(ours.value, each.expected)
    if (!right || !isDeepStrictEqual(byReference(each), each.expected))
      throw new Error(`Another value than expected: ${JSON.stringify(each.expression)}`)
  }
}

/** Evaluations a second in a short stretch of time. */
function stretch(cases: readonly Case[], act: (each: Case) => unknown): number {
  const start = performance.now()
  let done = 0
  let spent = 0
  while (spent < 50) {
    for (const each of cases) act(each)
    done += cases.length
    spent = performance.now() - start
  }
  return (done / spent) * 1000
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** The two in turn, so that both have the same share of a busy machine; the median of the ratios counts. */
function compare(name: string, cases: readonly Case[]): void {
  for (let warm = 0; warm < 4; warm++) for (const act of [byOurs, byReference]) stretch(cases, act)
  const turns = Array.from({ length: 15 }, () => [stretch(cases, byOurs), stretch(cases, byReference)] as const)
  const count = (values: readonly number[]): string => Math.round(median(values)).toLocaleString('en')
  const own = turns.map(([ours]) => ours)
  const base = turns.map(([, theirs]) => theirs)
  const ratio = median(turns.map(([ours, theirs]) => ours / theirs))
  say(
    `rules: ${name} (${cases.length} cases): ${count(own)} a second, certlogic-js ${count(base)}, ratio ${ratio.toFixed(1)}`,
  )
}

/** Prints how many CertLogic expressions a second are evaluated on one core, and the ratio to certlogic-js 1.2.2 in the same run, over all public cases. */
export async function benchCertificateRules(): Promise<void> {
  if (!existsSync(join(material, 'certlogic'))) {
    say('rules: not run, because the conformance material is not beside the repository')
    return
  }
  const [suite, rules] = [await suiteCases(), await ruleCases()]
  const all = [...suite, ...rules]
  check(all)
  say(`rules: baseline = certlogic-js 1.2.2, ${all.length} public cases, the same value from both in each`)
  compare('country rules', rules)
  compare('suite of CertLogic', suite)
  compare('all', all)
}

if (process.argv[1] === import.meta.filename) await benchCertificateRules()
