import { evaluate } from '../rules/compile.ts'
import { parseRule } from '../rules/rule.ts'
import { type Corpus, Counter, type Files } from './corpus.ts'

interface Row {
  readonly folder: string
  readonly identifier: string
  readonly tests: number
}

interface RuleTest {
  readonly name: string
  readonly payload: unknown
  readonly expected: unknown
  readonly external: unknown
}

/** The index says how many tests a rule has, not how they are numbered: there are gaps. */
async function readTests({ text }: Files, { folder, tests }: Row): Promise<(RuleTest & { readonly path: string })[]> {
  const found = []
  for (let number = 1; found.length < tests && number < 100; number++) {
    const path = `${folder}/tests/test${String(number).padStart(3, '0')}.json`
    const json = await text(`rules/${path}`).catch(() => null)
    if (json !== null) found.push({ path, ...(JSON.parse(json) as RuleTest) })
  }
  return found
}

/** Country rules of the EU, Austria, Germany, France and the Netherlands: each is read as a rule, and each of its tests is run. */
export const rules: Corpus = {
  name: 'rules',
  run: async (files) => {
    const counter = new Counter('rules')
    for (const row of JSON.parse(await files.text('rules/index.json')) as readonly Row[]) {
      const rule = parseRule(JSON.parse(await files.text(`rules/${row.folder}/rule.json`)))
      counter.expect(row.folder, row.identifier, rule.ok ? rule.value.identifier : JSON.stringify(rule.refusal))
      const tests = rule.ok ? await readTests(files, row) : []
      for (const { path, name, payload, external, expected } of tests) {
        const answer = rule.ok ? evaluate(rule.value.logic, { payload, external }) : rule
        const got = answer.ok ? JSON.stringify(answer.value) : answer.refusal.code
        counter.expect(`${path} ${name}`, JSON.stringify(expected), got)
      }
      if (tests.length !== row.tests) counter.expect(`${row.folder} tests`, String(row.tests), String(tests.length))
    }
    return counter.tally
  },
}
