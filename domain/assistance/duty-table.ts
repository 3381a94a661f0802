import * as z from 'zod/mini'
import { Priority } from './priority.ts'

/** Who is called, in this order: whoever is on duty, the deputy, the head of mission, the ministry's own duty, a neighbouring mission. */
export const DutyLevel = z.enum(['duty', 'deputy', 'head', 'ministry', 'neighbour'])
export type DutyLevel = z.infer<typeof DutyLevel>

const minutes = z.number().check(z.int(), z.nonnegative())

/** The clocks of one priority in minutes: until a person reads, until she reaches the person, and who is called how long after a report has come unread. */
const Clocks = z.object({
  readMinutes: minutes,
  contactMinutes: minutes,
  calls: z.array(z.object({ level: DutyLevel, afterMinutes: minutes })).check(z.minLength(1)),
  /** Is this time a proposal that the ministry has still to confirm? */
  verify: z.boolean(),
})
export type Clocks = z.infer<typeof Clocks>

/** The table of the duty: configuration, with its source and date. */
export const DutyTable = z.object({
  source: z.string(),
  asOf: z.iso.date(),
  priorities: z.record(Priority, Clocks),
  /** How long after a case has come to rest its positions, voices and pictures are erased. */
  erase: z.object({ hoursAfterClose: z.number().check(z.int(), z.positive()), verify: z.boolean() }),
})
export type DutyTable = z.infer<typeof DutyTable>
