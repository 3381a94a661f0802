import { Malformed } from '../fault.ts'
import { DateTime, dateOfBirth, plusTime } from './date-time.ts'
import { isLiteral, isTimeUnit } from './operators.ts'

/** What one evaluation may still spend. */
export interface Run {
  left: number
}

/** A part of an expression made ready. It throws `Malformed` for an error of the evaluation. */
export type Step = (data: unknown, run: Run) => unknown

/** The operands of an operation: made ready, as written, and of how many parts each is made. */
interface Operands {
  readonly steps: readonly Step[]
  readonly operands: readonly unknown[]
  readonly sizes: readonly number[]
}

const at = (steps: readonly Step[], place: number): Step => steps[place] as Step

function spend(run: Run, steps: number): void {
  run.left -= steps
  if (run.left < 0) throw new Malformed('certlogic.steps')
}

/** Truthy or falsy (CertLogic 1.3.3, "Values"); what is neither, as a date-time, is an error. */
function isTruthy(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (value === null) return false
  if (typeof value === 'string') return value !== ''
  if (typeof value === 'number') return value !== 0
  if (Array.isArray(value)) return value.length > 0
  if (typeof value !== 'object' || value instanceof DateTime) throw new Malformed('certlogic.truth')
  for (const _ in value) return true
  return false
}

function integerOf(value: unknown): number {
  if (!Number.isInteger(value)) throw new Malformed('certlogic.type')
  return value as number
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new Malformed('certlogic.type')
  return value
}

function millisecondsOf(value: unknown): number {
  if (!(value instanceof DateTime)) throw new Malformed('certlogic.type')
  return DateTime.milliseconds(value)
}

/** A comparison of two, or of three in a row: all of them are evaluated before any is compared. */
function comparing(take: (value: unknown) => number, holds: (left: number, right: number) => boolean) {
  return ({ steps }: Operands): Step => {
    const [first, second, third] = [at(steps, 0), at(steps, 1), steps[2]]
    if (third === undefined) return (data, run) => holds(take(first(data, run)), take(second(data, run)))
    return (data, run) => {
      const [left, middle, right] = [take(first(data, run)), take(second(data, run)), take(third(data, run))]
      return holds(left, middle) && holds(middle, right)
    }
  }
}

function choosing({ steps }: Operands): Step {
  const [guard, then, otherwise] = [at(steps, 0), at(steps, 1), at(steps, 2)]
  return (data, run) => (isTruthy(guard(data, run)) ? then(data, run) : otherwise(data, run))
}

/** The first operand that is falsy, else the last one; each has to be one or the other. */
function conjoining({ steps }: Operands): Step {
  return (data, run) => {
    let value: unknown = true
    for (const step of steps) {
      value = step(data, run)
      if (!isTruthy(value)) return value
    }
    return value
  }
}

/** Membership. A list of literals becomes a set; what is no list is an error. */
function seeking({ steps, operands }: Operands): Step {
  const [member, list] = [at(steps, 0), at(steps, 1)]
  const written = operands[1]
  if (Array.isArray(written) && written.every(isLiteral)) {
    const set = new Set<unknown>(written)
    return (data, run) => set.has(member(data, run))
  }
  return (data, run) => {
    const sought = member(data, run)
    const members = list(data, run)
    if (!Array.isArray(members)) throw new Malformed('certlogic.type')
    spend(run, members.length)
    return members.includes(sought)
  }
}

function offsetting({ steps, operands }: Operands): Step {
  const [amount, unit] = [integerOf(operands[1]), operands[2]]
  if (!isTimeUnit(unit)) throw new Malformed('certlogic.unit')
  const text = at(steps, 0)
  return (data, run) => plusTime(textOf(text(data, run)), amount, unit)
}

/** A left fold. The lambda sees the current item and what has been gathered so far, and nothing of the data outside. Null counts as an empty list. */
function folding({ steps, sizes }: Operands): Step {
  const [list, lambda, initial] = [at(steps, 0), at(steps, 1), at(steps, 2)]
  const cost = sizes[1] ?? 1
  return (data, run) => {
    const items = list(data, run)
    if (items !== null && !Array.isArray(items)) throw new Malformed('certlogic.type')
    let accumulator = initial(data, run)
    for (const current of (items ?? []) as readonly unknown[]) {
      spend(run, cost)
      accumulator = lambda({ accumulator, current }, run)
    }
    return accumulator
  }
}

const prefix = 'URN:UVCI:'

/** A fragment of a certificate identifier between the marks `/`, `#` and `:`; its prefix does not count. */
function extracting({ steps, operands }: Operands): Step {
  const [text, index] = [at(steps, 0), integerOf(operands[1])]
  return (data, run) => {
    const value = text(data, run)
    if (value === null) return null
    const id = textOf(value)
    spend(run, id.length)
    const fragments = (id.startsWith(prefix) ? id.slice(prefix.length) : id).split(/[/#:]/)
    return fragments[index] ?? null
  }
}

function negating({ steps }: Operands): Step {
  const operand = at(steps, 0)
  return (data, run) => !isTruthy(operand(data, run))
}

function equating({ steps }: Operands): Step {
  const [left, right] = [at(steps, 0), at(steps, 1)]
  return (data, run) => left(data, run) === right(data, run)
}

function adding({ steps }: Operands): Step {
  const [left, right] = [at(steps, 0), at(steps, 1)]
  return (data, run) => integerOf(left(data, run)) + integerOf(right(data, run))
}

function bearing({ steps }: Operands): Step {
  const text = at(steps, 0)
  return (data, run) => dateOfBirth(textOf(text(data, run)))
}

/** How each operation is made ready, by its name. */
export const builders: ReadonlyMap<string, (operands: Operands) => Step> = new Map([
  ['if', choosing],
  ['===', equating],
  ['in', seeking],
  ['+', adding],
  ['and', conjoining],
  ['>', comparing(integerOf, (left, right) => left > right)],
  ['<', comparing(integerOf, (left, right) => left < right)],
  ['>=', comparing(integerOf, (left, right) => left >= right)],
  ['<=', comparing(integerOf, (left, right) => left <= right)],
  ['after', comparing(millisecondsOf, (left, right) => left > right)],
  ['before', comparing(millisecondsOf, (left, right) => left < right)],
  ['not-after', comparing(millisecondsOf, (left, right) => left <= right)],
  ['not-before', comparing(millisecondsOf, (left, right) => left >= right)],
  ['!', negating],
  ['plusTime', offsetting],
  ['reduce', folding],
  ['extractFromUVCI', extracting],
  ['extractFromUCVI', extracting],
  ['dccDateOfBirth', bearing],
])
