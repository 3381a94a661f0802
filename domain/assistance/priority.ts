import * as z from 'zod/mini'
import type { Report, Situation } from './report.ts'

/** How soon somebody must act: P1 at once, life may be at risk; P4 within days. */
export const Priority = z.enum(['P1', 'P2', 'P3', 'P4'])
export type Priority = z.infer<typeof Priority>

/** A suggestion: the priority, and the codes of every line of the table that led to it. An officer decides. */
export interface Suggestion {
  readonly priority: Priority
  readonly reasons: readonly string[]
}

/** What a situation asks for by itself (DOMAIN.md, section 6, a proposal that the ministry confirms). */
const bySituation: { readonly [situation in Situation]: Priority } = {
  attacked: 'P1',
  'child-alone': 'P1',
  disaster: 'P1',
  injured: 'P2',
  detained: 'P2',
  'missing-person': 'P2',
  robbed: 'P3',
  'lost-passport': 'P3',
  destitute: 'P3',
  other: 'P3',
  advice: 'P4',
  // Who says nothing may be unable to.
  unsaid: 'P1',
}

/** From so many reports of one phone on, its case is looked at one step sooner. */
const insistent = 3

const sooner: { readonly [priority in Priority]: Priority } = { P1: 'P1', P2: 'P1', P3: 'P2', P4: 'P3' }

/**
 * Suggests how soon a case must be seen, from what was reported alone: never from who reported it. The most urgent report counts;
 * a silent one is urgent whatever it says, for its sender may not be alone.
 */
export function suggestPriority(reports: readonly Pick<Report, 'situation' | 'silent'>[]): Suggestion {
  const lines = reports.flatMap(({ situation, silent }) => [
    { reason: `situation.${situation}`, priority: bySituation[situation] },
    ...(silent ? [{ reason: 'silent', priority: 'P1' as const }] : []),
  ])
  // Words sent after a choice add no urgency of their own: only a case of nothing but silence is one that says nothing.
  const said = lines.some(({ reason }) => reason !== 'situation.unsaid')
  const counted = said ? lines.filter(({ reason }) => reason !== 'situation.unsaid') : lines
  const most = counted.reduce<Priority>((least, { priority }) => (priority < least ? priority : least), 'P4')
  const reasons = [...new Set(counted.filter(({ priority }) => priority === most).map(({ reason }) => reason))]
  if (reports.length < insistent || most === 'P1') return { priority: most, reasons }
  return { priority: sooner[most], reasons: [...reasons, 'reported-again'] }
}
