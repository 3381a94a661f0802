import * as z from 'zod/mini'
import type { Situation } from './report.ts'

/** What kind of help a case is: those of the consular regulations first, then the usual international ones. */
export const AssistanceTypeCode = z.enum([
  'RIGHTS',
  'DETAINED',
  'TRIAL',
  'CARE',
  'DESTITUTE',
  'MISSING',
  'INJURED',
  'DEATH',
  'CRISIS',
  'INFO',
  'DISPUTE',
  'LABOUR',
  'DOMESTIC_WORKER',
  'TRAFFICKING',
  'FORCED_MARRIAGE',
  'SEXUAL_ASSAULT',
  'MENTAL_HEALTH',
  'CHILD_ABDUCTION',
  'STRANDED',
  'LOST_MONEY',
  'SHIP_AIRCRAFT',
])
export type AssistanceTypeCode = z.infer<typeof AssistanceTypeCode>

/** What a mission cannot do, and may decline with. */
export const Limit = z.enum([
  'pay-bills',
  'pay-bail',
  'intervene-in-court',
  'investigate',
  'decide-dispute',
  'act-against-will',
  'outside-district',
])
export type Limit = z.infer<typeof Limit>

const Action = z.string().check(z.regex(/^[a-z0-9-]{2,60}$/))

/**
 * One thing to be done. `dueHours`: within so many hours from when the kind of the case was decided, a proposal. `dated`: the law of the
 * place sets a day, which an officer finds out and writes down.
 */
const ChecklistItem = z.object({
  action: Action,
  dueHours: z.optional(z.number().check(z.int(), z.positive())),
  dated: z.optional(z.literal(true)),
})

/** A kind of case: its checklist, what it cannot bring, its basis in the Vienna Convention (VCCR), and whether it is sealed from the start. */
const AssistanceType = z.object({
  convention: z.array(z.string()),
  sealed: z.boolean(),
  checklist: z.array(ChecklistItem).check(z.minLength(2)),
  limits: z.array(Limit),
})
export type AssistanceType = z.infer<typeof AssistanceType>

/** Every kind of case, with its source and date. The hours are proposals that each ministry confirms (`verify`). */
export const AssistanceTypes = z.object({
  source: z.string(),
  asOf: z.iso.date(),
  verify: z.boolean(),
  types: z.record(AssistanceTypeCode, AssistanceType),
})
export type AssistanceTypes = z.infer<typeof AssistanceTypes>

/** The ministry's own law of assistance: which article each kind rests on. A kind without one rests on the Convention alone. */
export const AssistanceLaw = z.object({
  law: z.object({ zh: z.string(), en: z.string() }),
  source: z.string(),
  asOf: z.iso.date(),
  articles: z.partialRecord(AssistanceTypeCode, z.string()),
  /** The kinds whose article is not named by the law itself, but by what it comes nearest to: the ministry confirms it. */
  verify: z.array(AssistanceTypeCode),
  /** The article by which third parties' costs are borne by the person. */
  costs: z.nullable(z.string()),
})
export type AssistanceLaw = z.infer<typeof AssistanceLaw>

const bySituation: { readonly [situation in Situation]: AssistanceTypeCode | null } = {
  attacked: 'INJURED',
  injured: 'INJURED',
  'child-alone': 'CARE',
  disaster: 'CRISIS',
  detained: 'DETAINED',
  'missing-person': 'MISSING',
  robbed: 'LOST_MONEY',
  'lost-passport': 'INFO',
  destitute: 'DESTITUTE',
  advice: 'INFO',
  other: null,
  unsaid: null,
}

/** The kind that the newest report which says anything points to, of reports with the newest first; null where an officer must ask. */
export const suggestType = (situations: readonly Situation[]): AssistanceTypeCode | null =>
  situations.map((situation) => bySituation[situation]).find((type) => type !== null) ?? null
