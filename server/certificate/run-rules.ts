import { basename, dirname, join, relative } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import type { Refusal } from '@consular/certificate'
import { evaluate, parseRule, type Rule } from '@consular/certificate/rules'
import * as z from 'zod'
import { type CommandIo, languageOf } from './command-io.ts'
import { type FileBelow, filesBelow } from './files-below.ts'
import { complaintOf, Misuse, misuseOf, Unusable } from './misuse.ts'
import { sentenceOf, widthOf } from './plain-report.ts'

const usage = `consular rules run FOLDER

  FOLDER     rules of countries: in each folder a rule.json in the form of the EU gateway, and its tests in tests/*.json
             {"name", "payload", "external", "expected"}
  Exit status: 0 every rule can be used and passes its tests, 1 one does not, 2 not understood
`

/** What is wrong with a test: its file, its name, what it expects, and what came. */
interface Failure {
  readonly file: string
  readonly name: string
  readonly expected: string
  readonly got: string
}

/** What became of a rule and its tests. */
interface Outcome {
  readonly folder: string
  readonly rule: Rule | null
  readonly refusal: Refusal | null
  readonly tests: number
  readonly failures: readonly Failure[]
}

/** A test of a rule. What is expected may be any value, `false` among them, but must be there; of a certificate that is empty there may be no payload. */
const RuleTest = z.object({
  name: z.string().default(''),
  payload: z.unknown().optional(),
  external: z.unknown().optional(),
  expected: z.json(),
})

/** The value of a JSON file; undefined, which no JSON is, for any other. */
function jsonOf({ bytes }: FileBelow): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

function runTest(rule: Rule, file: FileBelow): Failure | null {
  const parsed = RuleTest.safeParse(jsonOf(file))
  if (!parsed.success) return { file: file.path, name: '', expected: '{"payload", "external", "expected"}', got: '-' }
  const { name, payload, external, expected } = parsed.data
  const answer = evaluate(rule.logic, { payload, external })
  if (answer.ok && isDeepStrictEqual(answer.value, expected)) return null
  const got = answer.ok ? JSON.stringify(answer.value) : answer.refusal.code
  return { file: file.path, name, expected: JSON.stringify(expected), got }
}

function runRule(file: FileBelow, files: readonly FileBelow[]): Outcome {
  const folder = dirname(file.path)
  const tests = files.filter(({ path }) => dirname(path) === join(folder, 'tests') && path.endsWith('.json'))
  const json = jsonOf(file)
  const parsed = parseRule(json)
  if (!parsed.ok) {
    const refusal = json === undefined ? { code: 'json.syntax' } : parsed.refusal
    return { folder, rule: null, refusal, tests: tests.length, failures: [] }
  }
  const failures = tests.flatMap((test) => runTest(parsed.value, test) ?? [])
  return { folder, rule: parsed.value, refusal: null, tests: tests.length, failures }
}

/** The rule can be used and passed all its tests. */
const isFine = ({ rule, failures }: Outcome): boolean => rule !== null && failures.length === 0

function rowOf({ folder, rule, tests, failures }: Outcome, root: string): string[] {
  const passed = rule === null ? 0 : tests - failures.length
  const about = rule === null ? ['-', '-'] : [`${rule.identifier} ${rule.version}`, rule.certificateType]
  return [relative(root, folder) || folder, ...about, `${passed}/${tests}`]
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))))
  return rows.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  )
}

/** The rules with their tests, each a row; then each that fails, by its file. */
function report(outcomes: readonly Outcome[], root: string, say: (code: string) => string): string[] {
  const refused = outcomes.flatMap(({ folder, refusal }) => {
    if (refusal === null) return []
    const data = Object.values(refusal.data ?? {}).filter((value) => value !== '')
    return [`${join(folder, 'rule.json')}: ${say(refusal.code)} (${[refusal.code, ...data].join(' ')})`]
  })
  const failed = outcomes.flatMap(({ failures }) =>
    failures.map(
      ({ file, name, expected, got }) =>
        `${file}: ${expected} ≠ ${got}${name === '' ? '' : `  ${JSON.stringify(name)}`}`,
    ),
  )
  const count = (of: (outcome: Outcome) => number): number => outcomes.reduce((sum, each) => sum + of(each), 0)
  const [tests, wrong] = [count((each) => each.tests), count((each) => (each.rule ? each.failures.length : each.tests))]
  const fine = outcomes.filter(isFine).length
  const total = ['', `${fine}/${outcomes.length}`, '', `${tests - wrong}/${tests}`]
  const rows = table([...outcomes.map((outcome) => rowOf(outcome, root)), total])
  const wrongs = [...refused, ...failed]
  return wrongs.length === 0 ? rows : [...rows, '', ...wrongs]
}

/**
 * `consular rules run FOLDER`: the rules of countries below a folder and their tests, as a table, with each test that fails by its name. Answers the exit
 * status: 0 all is well, 1 a test fails or a rule cannot be used, 2 not understood or no rule there.
 */
export async function rulesCommand(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    const folder = folderOf(args)
    const language = languageOf(undefined, io.env)
    const files = await filesBelow(folder)
    const rules = files.filter(({ path }) => basename(path) === 'rule.json')
    if (rules.length === 0) throw new Unusable(`There is no rule.json in ${folder}.`)
    const outcomes = rules.map((file) => runRule(file, files))
    io.stdout.write(`${report(outcomes, folder, (code) => sentenceOf(language, code)).join('\n')}\n`)
    return outcomes.every(isFine) ? 0 : 1
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    io.stderr.write(complaintOf(error, usage))
    return 2
  }
}

function folderOf(args: readonly string[]): string {
  const { positionals } = parse(args)
  const [verb, folder, ...more] = positionals
  if (verb !== 'run') throw new Misuse(verb === undefined ? 'Say what to do: run.' : `There is no "rules ${verb}".`)
  if (folder === undefined || more.length > 0) throw new Misuse('Give one folder.')
  return folder
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: {}, allowPositionals: true })
  } catch (cause) {
    throw misuseOf(cause)
  }
}
