import { Malformed } from '../fault.ts'

/** A JSON object. Look members up by known names only: names such as `constructor` are inherited. */
export interface JsonObject {
  readonly [member: string]: unknown
}

/** Is it an object, neither null nor an array? */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isArray: (value: unknown) => value is readonly unknown[] = Array.isArray
export const isString = (value: unknown): value is string => typeof value === 'string'

const deepest = 64

/**
 * A value of a JSON text (RFC 8259), strictly: throws `Malformed` for what is no JSON or has something after it (`json.syntax`), for a member that occurs twice
 * in one object (`json.duplicate`), and for more than 64 levels (`format.too-deep`).
 */
export function parseJson(text: string): unknown {
  const members = countMembers(text)
  const value = parse(text)
  // JSON.parse keeps the last of two equal members, so that then fewer are left than were written.
  if (countKept(value) !== members) throw new Malformed('json.duplicate')
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Malformed('json.syntax')
  }
}

/** How many members the text writes: its colons outside strings, if it is JSON at all. Refuses depth before anything recurses. */
function countMembers(text: string): number {
  let members = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x22) at = endOfString(text, at)
    else if (unit === 0x3a) members++
    else if (unit === 0x7b || unit === 0x5b) {
      if (++depth > deepest) throw new Malformed('format.too-deep', at)
    } else if (unit === 0x7d || unit === 0x5d) depth--
  }
  return members
}

/** Place of the quotation mark that ends the string opened at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end > 0) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
  throw new Malformed('json.syntax', start)
}

function countKept(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let kept = 0
  if (isArray(value)) {
    for (const item of value) kept += countKept(item)
    return kept
  }
  for (const member of Object.keys(value)) kept += 1 + countKept((value as JsonObject)[member])
  return kept
}
