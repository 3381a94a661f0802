import type { SharedRefusal } from './refusals.ts'
import { ok, type Result, refuse } from './result.ts'

declare const brand: unique symbol

/** A date of birth as far as it is known: `1970`, `1970-05` or `1970-05-02`. Text, so that it sorts, stores and travels as it is. */
export type PartialDate = string & { readonly [brand]: 'partial-date' }

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/

/** Reads a date known to the year, the month or the day. Refuses `shared.date-format`, and `shared.date-impossible` for a 13th month or a 30 February. */
export function parsePartialDate(text: string): Result<PartialDate, SharedRefusal> {
  const trimmed = text.trim()
  const match = shape.exec(trimmed)
  if (!match) return refuse('shared.date-format', { date: trimmed })
  const [, year, month = '01', day = '01'] = match
  if (!exists(`${year}-${month}-${day}`)) return refuse('shared.date-impossible', { date: trimmed })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where the brand is given
  return ok(trimmed as PartialDate)
}

/** Reads a full calendar day `2026-12-17`, with the same refusals. */
export function parseDate(text: string): Result<Temporal.PlainDate, SharedRefusal> {
  const partial = parsePartialDate(text)
  if (!partial.ok) return partial
  return partial.value.length === 10
    ? ok(Temporal.PlainDate.from(partial.value))
    : refuse('shared.date-format', { date: partial.value })
}

function exists(date: string): boolean {
  try {
    Temporal.PlainDate.from(date)
    return !date.startsWith('0000')
  } catch {
    return false
  }
}
