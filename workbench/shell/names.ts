import type { Refusal } from '@consular/domain/shared'
import type { Values } from '@consular/messages/format.ts'
import { listed } from '@consular/messages/language.ts'
import { spoken } from './language.ts'

/** What a pack or a rule calls by a code, in words; the code itself where the sentences do not know it. */
export function nameOf(kind: string, code: string): string {
  const { say, knows } = spoken.value
  const key = `${kind}.${code}`
  return knows(key) ? say(key) : code
}

/** Values in a row, as the reader's language separates them. */
export const listOf = (values: readonly unknown[]): string => listed(spoken.value.language, ...values.map(String))

/** Data of a refusal or a warning as a sentence can take them. */
function fillable(data: Readonly<Record<string, unknown>>): Values {
  const entries = Object.entries(data).map(([name, value]): [string, string | number] => {
    if (typeof value === 'number' || typeof value === 'string') return [name, value]
    return [name, Array.isArray(value) ? listOf(value) : String(value)]
  })
  return Object.fromEntries(entries)
}

/** The sentence of a code with its data. A sentence that lacks a value is not shown half: the fallback is. */
export function sentence(key: string, data: Readonly<Record<string, unknown>>, fallback: string): string {
  const { say, knows } = spoken.value
  if (!knows(key)) return fallback
  try {
    return say(key, fillable(data))
  } catch {
    return fallback
  }
}

/** Why something was refused, in words. */
export const whyRefused = ({ code, data = {} }: Refusal): string =>
  sentence(code, data, spoken.value.say('refused.other', { code }))
