import * as z from 'zod/mini'

const days = z.number().check(z.int(), z.positive())

/** How long registrations stay, in days of UTC: configuration of the pack. `verify`: a proposal that the ministry has still to confirm. */
export const RegistrationRules = z.object({
  source: z.string(),
  asOf: z.iso.date(),
  /** Somebody who lives abroad: asked after so many months whether it still holds, counted no more so many days later, erased so many days after that. */
  resident: z.object({
    refreshAfterMonths: days,
    lapseAfterDays: days,
    eraseAfterDays: days,
    verify: z.boolean(),
  }),
  /** Days after the last day of a trip: it counts until that day is over everywhere on earth, and is erased. */
  trip: z.object({ lapseAfterDays: days, eraseAfterDays: days, verify: z.boolean() }),
  /** How far ahead a stay may begin, or a trip end. */
  mostDaysAhead: days,
  /** Registrations of one account. */
  mostRegistrations: days,
})
export type RegistrationRules = z.infer<typeof RegistrationRules>
