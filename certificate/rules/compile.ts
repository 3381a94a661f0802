import { Malformed } from '../fault.ts'
import type { Outcome } from '../record.ts'
import { accessing } from './access.ts'
import { builders, type Run, type Step } from './builders.ts'
import { faultOfLiteral, isLiteral, kindOf, limits, partsOf } from './operators.ts'
import { isAccess } from './validate.ts'

/** An expression made ready: data in, value out. It never throws for JSON data. */
export type Compiled = (data: unknown) => Outcome<unknown>

const known = new WeakMap<object, Compiled>()

/**
 * Makes a CertLogic 1.3.3 expression ready, once for each expression object (which must not be changed afterwards). What is wrong with its form shows when that
 * part is evaluated, as the specification has it: a fault in a branch that is not taken does no harm. `validate` finds them all.
 */
export function compile(expression: unknown): Compiled {
  if (typeof expression !== 'object' || expression === null) return build(expression)
  let compiled = known.get(expression)
  if (compiled === undefined) known.set(expression, (compiled = build(expression)))
  return compiled
}

/**
 * The value of an expression on some data. A refusal is an error of the evaluation, which is not `false`: `certlogic.type` (an operand of the wrong type),
 * `certlogic.date` (a text that is no date-time), `certlogic.truth` (neither truthy nor falsy), `certlogic.steps` (it ran too long), or a code of `validate`.
 * A date-time as the value of the whole is a `DateTime`.
 */
export const evaluate = (expression: unknown, data: unknown): Outcome<unknown> => compile(expression)(data)

function build(expression: unknown): Compiled {
  const step = stepOrRefusal(expression)
  return (data) => {
    const run: Run = { left: limits.steps }
    try {
      return { ok: true, value: step(data === undefined ? null : data, run) }
    } catch (error) {
      if (error instanceof Malformed) return { ok: false, refusal: { code: error.code } }
      if (error instanceof RangeError) return { ok: false, refusal: { code: 'certlogic.too-deep' } }
      throw error
    }
  }
}

function stepOrRefusal(expression: unknown): Step {
  try {
    return stepOf(expression, 0, { parts: 0 })
  } catch (error) {
    if (error instanceof Malformed) return refusing(error.code)
    throw error
  }
}

/** What a broken part compiles to. */
const refusing =
  (code: string): Step =>
  () => {
    throw new Malformed(code)
  }

function stepOf(expression: unknown, depth: number, whole: { parts: number }): Step {
  if (depth > limits.depth) throw new Malformed('certlogic.too-deep')
  if (++whole.parts > limits.size) throw new Malformed('certlogic.too-large')
  if (isLiteral(expression)) return () => expression
  if (Array.isArray(expression)) return listing(expression, depth, whole)
  if (typeof expression !== 'object' || expression === null) return refusing('certlogic.literal')
  if (isAccess(expression)) return accessing(expression.var)
  const found = partsOf(expression)
  if (typeof found === 'string') return refusing(found)
  const { name, operator, operands } = found
  if (operands.length < operator.least || operands.length > operator.most) return refusing('certlogic.count')
  for (const [place, operand] of operands.entries()) {
    const fault = faultOfLiteral(kindOf(operator, place), operand)
    if (fault !== null) return refusing(fault)
  }
  const sizes: number[] = []
  const steps = operands.map((operand, place) => {
    const before = whole.parts
    const step = stepOf(operand, depth + 1, whole)
    sizes[place] = whole.parts - before
    return step
  })
  const builder = builders.get(name)
  return builder === undefined ? refusing('certlogic.operator') : builder({ steps, operands, sizes })
}

/** A list evaluates to a new list. */
function listing(items: readonly unknown[], depth: number, whole: { parts: number }): Step {
  const steps = items.map((item) => stepOf(item, depth + 1, whole))
  return (data, run) => steps.map((step) => step(data, run))
}
