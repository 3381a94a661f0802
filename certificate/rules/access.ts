import { Malformed } from '../fault.ts'
import type { Step } from './builders.ts'
import { DateTime } from './date-time.ts'

type Key = string | number

/** Names that every list, object or date-time answers to without having them: only a member of the data counts. */
const isInherited = (key: Key): boolean =>
  typeof key === 'string' && (key in Array.prototype || key in DateTime.prototype)

/**
 * `var` (CertLogic 1.3.3, "Data access"): the value at a path, null where there is none. A fragment of digits is an index of a list. Only members of JSON lists
 * and objects are seen: not the length of a text or list, nor anything of JavaScript.
 */
export function accessing(path: unknown): Step {
  if (typeof path !== 'string') {
    return () => {
      throw new Malformed('certlogic.var')
    }
  }
  if (path === '') return (data) => data
  const keys = path.split('.').map((key): Key => (/^\d+$/.test(key) ? Number(key) : key))
  return keys.some(isInherited) ? (data) => readOwn(data, keys) : (data) => read(data, keys)
}

type Members = { readonly [key: Key]: unknown }

function read(data: unknown, keys: readonly Key[]): unknown {
  let value = data
  for (let place = 0; place < keys.length; place++) {
    if (typeof value !== 'object' || value === null) return null
    value = (value as Members)[keys[place] as Key]
  }
  return value === undefined ? null : value
}

function readOwn(data: unknown, keys: readonly Key[]): unknown {
  let value = data
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
    if (key === 'length' && Array.isArray(value)) return null
    value = (value as Members)[key]
  }
  return value === undefined ? null : value
}

/** The value at a path such as `v.0.mp`; null where there is none. */
export const valueAt = (data: unknown, path: string): unknown => accessing(path)(data, { left: 0 })
