import type { Say } from '@consular/messages/format.ts'

/** A sentence where there is one: hints are written only where they help. */
export function maybe(say: Say, key: string): string | undefined {
  try {
    return say(key)
  } catch {
    return undefined
  }
}

/** The label of a field. */
export const fieldLabel = (say: Say, field: string): string => say(`field.${field}`)

/** The hint of a field, where it has one. */
export const fieldHint = (say: Say, field: string): string | undefined => maybe(say, `field.${field}.hint`)

/** One of the answers that a field offers. */
export const optionLabel = (say: Say, field: string, option: string): string => say(`field.${field}.${option}`)
