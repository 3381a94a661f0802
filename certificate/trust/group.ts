import { fromBase64 } from '../encoding/base64.ts'
import { guard } from '../fault.ts'
import { compareForm } from '../signature/name.ts'
import { toHex } from '../signature/x509.ts'

/** Everything by some text of it. */
export function groupByText<T>(all: readonly T[], textOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) {
    const text = textOf(each)
    const group = groups.get(text)
    if (group) group.push(each)
    else groups.set(text, [each])
  }
  return groups
}

const forms = new WeakMap<Uint8Array, string>()

/** The form by which names of X.509 (DER) are compared; to what is no name, only the same bytes are equal. It is remembered with the bytes, so keep them. */
export function formOf(name: Uint8Array): string {
  const known = forms.get(name)
  if (known !== undefined) return known
  const form = guard(() => compareForm(name))
  const made = typeof form === 'string' ? form : toHex(name)
  forms.set(name, made)
  return made
}

/** Bytes of base64 in a trust list; of anything else, none. */
export function bytesOf(text: string): Uint8Array {
  const bytes = guard(() => fromBase64(text))
  return 'fault' in bytes ? new Uint8Array() : bytes
}
