import * as z from 'zod/mini'
import { Name } from '../mission/index.ts'

const Severity = z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'])
const Urgency = z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown'])
const Certainty = z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'])
const Response = z.enum(['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None'])

/** A level of a ministry's scheme, and what programs that read CAP 1.2 take it for. */
export const AdviceLevel = z.object({
  code: z.string().check(z.regex(/^[a-z]+(-[a-z]+)*$/)),
  name: Name,
  colour: z.enum(['blue', 'yellow', 'orange', 'red']),
  severity: Severity,
  urgency: Urgency,
  certainty: Certainty,
  response: Response,
})
export type AdviceLevel = z.infer<typeof AdviceLevel>

/** The levels of a ministry, the mildest first, with the rule that sets them. `verify`: what a ministry has still to confirm. */
export const AdviceLevels = z.object({
  source: z.object({ title: z.string(), asOf: z.string(), verify: z.array(z.string()) }),
  levels: z.array(AdviceLevel).check(z.minLength(1)),
})
export type AdviceLevels = z.infer<typeof AdviceLevels>
