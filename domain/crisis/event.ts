import * as z from 'zod/mini'
import { ok, type Result, refuse } from '../shared/index.ts'
import type { CrisisRefusal } from './refusals.ts'

/** What has happened: the list of Article 15 of Order 763. */
export const CrisisKind = z.enum(['war', 'armed-conflict', 'riot', 'disaster', 'accident', 'epidemic', 'terrorism'])
export type CrisisKind = z.infer<typeof CrisisKind>

export const CrisisState = z.enum(['PROPOSED', 'REJECTED', 'DECLARED', 'CLOSED'])
export type CrisisState = z.infer<typeof CrisisState>

/** Decides a proposal: a second officer, never the one who proposed. Refuses `crisis.already-decided` and `crisis.own-proposal`. */
export function decideCrisis(
  crisis: { readonly state: CrisisState; readonly proposedBy: string },
  by: string,
  decision: 'approve' | 'reject',
): Result<CrisisState, CrisisRefusal> {
  if (crisis.state !== 'PROPOSED') return refuse('crisis.already-decided')
  if (crisis.proposedBy === by) return refuse('crisis.own-proposal')
  return ok(decision === 'approve' ? 'DECLARED' : 'REJECTED')
}

/** How long positions and ways to reach people are kept after a crisis is closed. */
const keptFor = { hours: 24 * 30 }

/** When positions of a closed crisis are due to be erased: 30 days after its end (DOMAIN.md; the ministry confirms it). */
export const erasureDue = (closedAt: Temporal.Instant): Temporal.Instant => closedAt.add(keptFor)

/** The name of this rule on the proof of an erasure. */
export const erasureRule = 'crisis-close-30-days'

/** When somebody’s answer was true: as her phone said, unless that is before the event or after it came. */
export function saidAt(
  claimed: Temporal.Instant | null,
  { from, now }: { readonly from: Temporal.Instant; readonly now: Temporal.Instant },
): Temporal.Instant {
  if (claimed === null || Temporal.Instant.compare(claimed, now) > 0) return now
  return Temporal.Instant.compare(claimed, from) < 0 ? now : claimed
}
