import { evaluate } from '../rules/compile.ts'
import { validate } from '../rules/validate.ts'
import { type Corpus, Counter, type Files } from './corpus.ts'

interface Row {
  readonly file: string
  readonly kind: 'evaluation' | 'format-validation'
}

interface Assertion {
  readonly certLogicExpression?: unknown
  readonly data: unknown
  readonly expected: unknown
  readonly message?: string
  readonly directive?: string
}

interface Case {
  readonly name?: string
  readonly certLogicExpression?: unknown
  readonly assertions: readonly Assertion[]
  readonly directive?: string
}

interface Suite<C> {
  readonly name: string
  readonly directive?: string
  readonly cases: readonly C[]
}

interface Validation {
  readonly certLogicExpression: unknown
  readonly issues: readonly { readonly expr: unknown; readonly message: string }[]
}

/** What the sentences of the suite say, as our codes. */
const codes: readonly (readonly [RegExp, string])[] = [
  [/^not of the form \{ "var"/, 'certlogic.var'],
  [/^data access path/, 'certlogic.path'],
  [/^expression object must have exactly one key/, 'certlogic.keys'],
  [/^operation not of the form/, 'certlogic.operands'],
  [/^unrecognised operator/, 'certlogic.operator'],
  [/^invalid CertLogic expression|is a non-integer number$/, 'certlogic.literal'],
]

const codeOf = (message: string): string => codes.find(([pattern]) => pattern.test(message))?.[1] ?? message

const read = async <T>(files: Files, path: string): Promise<T> => JSON.parse(await files.text(`certlogic/${path}`)) as T

function evaluateSuite(suite: Suite<Case>, file: string, counter: Counter): void {
  for (const [place, { name, assertions, ...test }] of suite.cases.entries()) {
    for (const [index, assertion] of assertions.entries()) {
      if ([suite, test, assertion].some(({ directive }) => directive === 'skip')) {
        counter.exclude()
        continue
      }
      // `false` and 0 are whole expressions: only a missing one is taken from the case.
      const own = assertion.certLogicExpression
      const answer = evaluate(own === undefined ? test.certLogicExpression : own, assertion.data)
      const got = answer.ok ? JSON.stringify(answer.value) : answer.refusal.code
      counter.expect(`${file} ${name ?? place} #${index + 1}`, JSON.stringify(assertion.expected), got)
    }
  }
}

function validateSuite(suite: Suite<Validation>, file: string, counter: Counter): void {
  for (const [place, { certLogicExpression, issues }] of suite.cases.entries()) {
    const expected = issues.map(({ expr, message }) => ({ code: codeOf(message), expression: expr }))
    counter.expect(`${file} #${place + 1}`, JSON.stringify(expected), JSON.stringify(validate(certLogicExpression)))
  }
}

/** CertLogic 1.3.3: the evaluation suite and the suite of the format, without what is marked `skip` upstream. */
export const certlogic: Corpus = {
  name: 'certlogic',
  run: async (files) => {
    const counter = new Counter('certlogic')
    for (const { file, kind } of await read<readonly Row[]>(files, 'index.json')) {
      if (kind === 'evaluation') evaluateSuite(await read<Suite<Case>>(files, file), file, counter)
      else validateSuite(await read<Suite<Validation>>(files, file), file, counter)
    }
    return counter.tally
  },
}
