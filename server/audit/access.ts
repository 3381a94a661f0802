import type { AuditEntry } from './record.ts'

/** A read, or a refused attempt to read, of a person's data by somebody else. */
export interface Access {
  /** What was reached for: `file`, `attachment`, `queue`. */
  readonly what: string
  readonly reader: { readonly kind: 'officer' | 'citizen'; readonly id: string }
  /** Whose data they are. */
  readonly account: string
  readonly application: string | null
  /** For an officer, the mission in whose name she reads. */
  readonly mission: string | null
  /** Why, by code: sentences are in `messages/<language>/citizen.json` as `access.purpose.<code>`. */
  readonly purpose: string
  readonly outcome: 'read' | 'refused'
}

/** The audit entry of an access; those are shown to the person whose data they are. */
export const accessEntry = ({ what, reader, ...access }: Access): AuditEntry => ({
  ...access,
  action: `access.${what}`,
  actor: reader,
})
