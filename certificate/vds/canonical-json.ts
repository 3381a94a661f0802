import { isArray, isObject } from '../encoding/json.ts'
import { Malformed } from '../fault.ts'

/**
 * The canonical form of a JSON value (RFC 8785): members ordered by their UTF-16 code units, numbers and strings as ECMAScript writes them, no blanks. Throws
 * `Malformed` (`jcs.surrogate`, `jcs.number`) for a lone surrogate and for a number beyond those of IEEE 754, which have no such form (3.2.2.2, 3.2.2.3).
 */
export function canonicalize(value: unknown): string {
  if (isObject(value)) {
    const members = Object.keys(value)
      .sort()
      .map((name) => `${canonicalize(name)}:${canonicalize(value[name])}`)
    return `{${members.join(',')}}`
  }
  if (isArray(value)) return `[${value.map(canonicalize).join(',')}]`
  if (typeof value === 'string' && !value.isWellFormed()) throw new Malformed('jcs.surrogate')
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Malformed('jcs.number')
  return JSON.stringify(value)
}
