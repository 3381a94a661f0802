import { ok, refuse } from '../shared/result.ts'
import { fieldOf } from './field.ts'
import type { Answer, Answers, Application } from './model.ts'
import type { Answered } from './move.ts'

/** Does one answer win over another: the newer one, then the greater device id, then the greater value? A total order, so that merging is order-free. */
const wins = (one: Answer, other: Answer): boolean => {
  if (one.at !== other.at) return one.at > other.at
  return one.device === other.device ? one.value > other.value : one.device > other.device
}

/** Two copies of a draft, field by field the newest (last writer wins). Commutative, associative, idempotent. */
export function mergeDraft(stored: Answers, incoming: Answers): Answers {
  const merged = new Map(Object.entries(stored))
  for (const [field, answer] of Object.entries(incoming)) {
    const known = merged.get(field)
    if (!known || wins(answer, known)) merged.set(field, answer)
  }
  return Object.fromEntries(merged)
}

/** Writes answers into a file: all of a draft's, only the reopened ones of a returned file; an unchanged value elsewhere is let pass. */
export function writeAnswers(application: Application, incoming: Answers): Answered<Answers> {
  const { state, answers, openFields } = application
  const unknown = Object.keys(incoming).filter((field) => !fieldOf(field))
  if (unknown.length > 0) return refuse('application.field-unknown', { fields: unknown })
  if (state === 'DRAFT') return ok(mergeDraft(answers, incoming))
  if (state !== 'RETURNED') return refuse('application.not-possible-now', { state, move: 'write' })
  const changed = Object.keys(incoming).filter((field) => incoming[field]?.value !== answers[field]?.value)
  const closed = changed.filter((field) => !openFields.includes(field))
  if (closed.length > 0) return refuse('application.field-not-open', { fields: closed, open: openFields })
  return ok(mergeDraft(answers, incoming))
}
