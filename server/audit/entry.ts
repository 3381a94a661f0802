import { sql } from 'kysely'
import { hashLeaf } from './merkle.ts'

/** An entry as it is hashed: every column of `audit_event`, `data` as PostgreSQL writes it. */
export interface StoredEntry {
  readonly id: string
  readonly at: string
  readonly action: string
  readonly actor_kind: string
  readonly actor_id: string | null
  readonly account_id: string | null
  readonly application_id: string | null
  readonly mission: string | null
  readonly purpose: string | null
  readonly outcome: string
  readonly data: string
}

/** The columns of a stored entry, of `audit_event AS e`. */
export const entryColumns = sql.raw<StoredEntry>(
  'e.id, e.at, e.action, e.actor_kind, e.actor_id, e.account_id, e.application_id, e.mission, e.purpose, e.outcome, e.data::text AS data',
)

/**
 * The leaf of an entry: its canonical JSON, hashed. Keys are sorted at every depth, nothing is left out, instants are in UTC to the
 * microsecond, numbers keep every digit that the database keeps.
 */
export const leafOf = (entry: StoredEntry): Buffer => hashLeaf(new TextEncoder().encode(canonicalEntry(entry)))

/** The text that is hashed; docs/audit.md tells how to make it by other means. */
function canonicalEntry(entry: StoredEntry): string {
  const members = { ...entry, at: canonicalInstant(entry.at), data: parseExactly(entry.data) }
  return canonical(members)
}

/** An instant in UTC with six digits of a second: as fine as the database keeps it. */
export const canonicalInstant = (at: string): string =>
  Temporal.Instant.from(at).toString({ smallestUnit: 'microsecond' })

/** A number stays the text it was: a double would hide a change of its last digits. */
class ExactNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const parseExactly = (json: string): unknown =>
  JSON.parse(json, (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? new ExactNumber(context?.source ?? String(value)) : value,
  )

/** Any JSON value with its keys sorted at every depth: what is signed and hashed. */
export const canonicalJson = (value: unknown): string => canonical(parseExactly(JSON.stringify(value)))

function canonical(value: unknown): string {
  if (value instanceof ExactNumber) return value.text
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}
