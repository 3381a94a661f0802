import type { Json, Refusal } from '@consular/domain/shared'
import type { Say, Values } from '@consular/messages/format.ts'
import { listed } from '@consular/messages/language.ts'
import { spoken } from './language.ts'

/** The sentence of a refusal: its own where there is one, else a general one. A newer server may know codes that this copy of the app does not. */
export function sentenceOf(say: Say, { code, data = {} }: Refusal): string {
  try {
    return say(
      code,
      Object.fromEntries(Object.entries(data).map(([name, value]) => [name, writable(value)])) satisfies Values,
    )
  } catch {
    return say('service.fault')
  }
}

function writable(value: Json): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value
  return Array.isArray(value) ? listed(spoken.value.language, ...value.map(String)) : JSON.stringify(value)
}
