import * as z from 'zod/mini'
import { Name } from './mission.ts'

/** What a pack says of itself. `accent`: the one colour of its own, used as a thin line. `promisedDays`: working days to a decision. */
export const PackInfo = z.object({
  id: z.string(),
  sendingState: z.string(),
  icaoCode: z.string(),
  name: Name,
  ministry: Name,
  fictional: z.boolean(),
  accent: z.string(),
  languages: z.array(z.enum(['zh-Hans', 'en'])),
})
export type PackInfo = z.infer<typeof PackInfo>

const numbers = z.array(z.string().check(z.regex(/^\d{2,6}$/)))

/** Local emergency numbers by country (ISO 3166-1), to be dialled as they stand. `general`: one number for all three. Where nothing is certain, nothing is said. */
export const EmergencyNumbers = z.object({
  source: z.record(z.string(), z.string()),
  asOf: z.string(),
  countries: z.record(
    z.string(),
    z.object({
      general: z.optional(numbers),
      police: z.optional(numbers),
      ambulance: z.optional(numbers),
      fire: z.optional(numbers),
      source: z.string(),
    }),
  ),
})
export type EmergencyNumbers = z.infer<typeof EmergencyNumbers>
