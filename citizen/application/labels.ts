import type { Say } from '@consular/messages/format.ts'

/** The label of a field or a question of the wizard. */
export const fieldLabel = (say: Say, field: string): string => say(`field.${field}`)

/** The hint of a field; only some need one. */
export function fieldHint(say: Say, field: string): string | undefined {
  try {
    return say(`hint.${field}`)
  } catch {
    return undefined
  }
}

/** One of the answers that a field offers. */
export const optionLabel = (say: Say, field: string, option: string): string => say(`option.${field}.${option}`)
