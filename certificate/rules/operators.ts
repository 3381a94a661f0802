import { type TimeUnit, timeUnits } from './date-time.ts'

/** What stands at a place of an operation: an expression, or a literal that is never evaluated. */
export type OperandKind = 'expression' | 'integer' | 'unit'

/** The form of an operation: how many operands it has, and of which kind (expressions, where nothing is said). */
export interface Operator {
  readonly least: number
  readonly most: number
  readonly kinds?: readonly OperandKind[]
}

const two: Operator = { least: 2, most: 2 }
const twoOrThree: Operator = { least: 2, most: 3 }
const extract: Operator = { least: 2, most: 2, kinds: ['expression', 'integer'] }

/** The operations of CertLogic 1.3.3 but for `var`, with the misspelt name of `extractFromUVCI` that earlier rules use. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['if', { least: 3, most: 3 }],
  ['===', two],
  ['in', two],
  ['+', two],
  ['and', { least: 2, most: Number.POSITIVE_INFINITY }],
  ['>', twoOrThree],
  ['<', twoOrThree],
  ['>=', twoOrThree],
  ['<=', twoOrThree],
  ['after', twoOrThree],
  ['before', twoOrThree],
  ['not-after', twoOrThree],
  ['not-before', twoOrThree],
  ['!', { least: 1, most: 1 }],
  ['plusTime', { least: 3, most: 3, kinds: ['expression', 'integer', 'unit'] }],
  ['reduce', { least: 3, most: 3 }],
  ['extractFromUVCI', extract],
  ['extractFromUCVI', extract],
  ['dccDateOfBirth', { least: 1, most: 1 }],
])

/** The kind of the operand at a place. */
export const kindOf = (operator: Operator, place: number): OperandKind => operator.kinds?.[place] ?? 'expression'

/**
 * A rule never runs for ever: an expression nests at most 128 deep and has at most 20,000 parts, and its evaluation takes at most 200,000 steps, of which each
 * round of a `reduce` takes as many as its lambda has parts, and `in` as many as its list has members. The rules of Europe stay below 100 of each.
 */
export const limits = { depth: 128, size: 20_000, steps: 200_000 } as const

/** A literal of CertLogic: a boolean, an integer or a string. */
export const isLiteral = (value: unknown): value is boolean | number | string =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isInteger(value)

/** One of the units of `plusTime`. */
export const isTimeUnit = (value: unknown): value is TimeUnit => timeUnits.some((unit) => unit === value)

/** Does an operand that has to be a literal of some kind fit it? The code of the fault, or null. */
export function faultOfLiteral(kind: OperandKind, operand: unknown): string | null {
  if (kind === 'integer' && !Number.isInteger(operand)) return 'certlogic.integer'
  return kind === 'unit' && !isTimeUnit(operand) ? 'certlogic.unit' : null
}

/**
 * The one operator of an operation object and what stands behind it, or the code of the fault: `certlogic.keys` (not exactly one member),
 * `certlogic.operands` (no list), `certlogic.operator` (unknown).
 */
export function partsOf(
  operation: object,
): { readonly name: string; readonly operator: Operator; readonly operands: readonly unknown[] } | string {
  const entries = Object.entries(operation)
  const [entry] = entries
  if (entry === undefined || entries.length > 1) return 'certlogic.keys'
  const [name, operands]: [string, unknown] = entry
  if (!Array.isArray(operands)) return 'certlogic.operands'
  const operator = operators.get(name)
  return operator === undefined ? 'certlogic.operator' : { name, operator, operands }
}
