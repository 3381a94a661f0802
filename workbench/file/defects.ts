import type { Defect } from '@consular/domain/application'
import type { DraftDefect } from './drafts.ts'

/** Ticks or unticks a fault of a field. */
export function toggleDefect(ticked: readonly DraftDefect[], code: string, field: string): DraftDefect[] {
  const without = ticked.filter((defect) => defect.code !== code || defect.field !== field)
  return without.length < ticked.length ? without : [...ticked, { code, field, note: '' }]
}

/** Writes a word to the applicant beside a ticked fault. */
export const noteDefect = (
  ticked: readonly DraftDefect[],
  { code, field, note }: DraftDefect,
): readonly DraftDefect[] =>
  ticked.map((defect) => (defect.code === code && defect.field === field ? { code, field, note } : defect))

/** The ticked faults as they are sent: each code once, with the fields that reopen and all that was written beside it. */
export function defectsToSend(ticked: readonly DraftDefect[]): Defect[] {
  return [...new Set(ticked.map(({ code }) => code))].map((code) => {
    const same = ticked.filter((defect) => defect.code === code)
    const note = [...new Set(same.map((defect) => defect.note.trim()).filter(Boolean))].join('\n')
    const defect = { code, fields: same.map(({ field }) => field) }
    return note ? Object.assign(defect, { note }) : defect
  })
}
