import { faultOfLiteral, isLiteral, kindOf, limits, partsOf } from './operators.ts'

/** Something wrong with the form of an expression: a stable code (`certlogic.operator` …) and the part that has it. */
export interface Issue {
  readonly code: string
  readonly expression: unknown
}

/** The path of a `var`: nothing, or fragments between single dots (CertLogic 1.3.3, "Data access"). */
const path = /^([^.]+(\.[^.]+)*)?$/

/**
 * What is wrong with the form of a CertLogic 1.3.3 expression, outermost first; nothing, where it is well-formed. Codes: `certlogic.literal` (null, a fraction),
 * `certlogic.keys`, `certlogic.operands`, `certlogic.operator`, `certlogic.count` (too few or many operands), `certlogic.var`, `certlogic.path`,
 * `certlogic.integer`, `certlogic.unit`, `certlogic.too-deep`, `certlogic.too-large`. It takes JSON values and never throws.
 */
export function validate(expression: unknown): readonly Issue[] {
  const issues: Issue[] = []
  let parts = 0

  function visit(part: unknown, depth: number): void {
    if (++parts === limits.size + 1) issues.push({ code: 'certlogic.too-large', expression: part })
    if (parts > limits.size || isLiteral(part)) return
    if (depth > limits.depth) issues.push({ code: 'certlogic.too-deep', expression: part })
    else if (Array.isArray(part)) for (const item of part) visit(item, depth + 1)
    else if (typeof part === 'object' && part !== null) visitOperation(part, depth)
    else issues.push({ code: 'certlogic.literal', expression: part })
  }

  function visitOperation(operation: object, depth: number): void {
    const add = (code: string): number => issues.push({ code, expression: operation })
    if (isAccess(operation)) {
      if (typeof operation.var !== 'string') add('certlogic.var')
      else if (!path.test(operation.var)) add('certlogic.path')
      return
    }
    const found = partsOf(operation)
    if (typeof found === 'string') return void add(found)
    const { operator, operands } = found
    if (operands.length < operator.least || operands.length > operator.most) add('certlogic.count')
    for (const [place, operand] of operands.slice(0, operator.most).entries()) {
      const kind = kindOf(operator, place)
      const fault = faultOfLiteral(kind, operand)
      if (fault !== null) add(fault)
      if (kind === 'expression') visit(operand, depth + 1)
    }
  }

  visit(expression, 0)
  return issues
}

/** `{"var": …}`, the one operation whose operand is no list. */
export const isAccess = (operation: object): operation is { readonly var: unknown } =>
  Object.hasOwn(operation, 'var') && Object.keys(operation).length === 1
