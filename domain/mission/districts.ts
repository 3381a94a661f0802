import * as z from 'zod/mini'

const Confidence = z.enum(['high', 'medium', 'low'])
export type Confidence = z.infer<typeof Confidence>

/** Where a unit is divided between missions: south of a parallel, from a parallel northwards, or within a circle. Degrees and kilometres. */
export const Where = z.union([
  z.object({ southOf: z.number() }),
  z.object({ northFrom: z.number() }),
  z.object({ within: z.object({ lat: z.number(), lon: z.number(), km: z.number() }) }),
])
export type Where = z.infer<typeof Where>

/** One consular district (VCCR Art. 4): the areas that a mission serves, by ISO 3166-2 code of the unit or of its parent. */
export const District = z.object({
  mission: z.string(),
  areas: z.array(z.string()),
  splits: z.optional(
    z.array(z.object({ unit: z.string(), where: Where, confidence: Confidence, note: z.optional(z.string()) })),
  ),
  confidence: Confidence,
  source: z.string(),
  note: z.optional(z.string()),
})
export type District = z.infer<typeof District>

/**
 * Who is competent where, as data. `domestic`: no mission, home authorities. `disputed`: no mission is named, only the candidates.
 * `excluded`: areas of a country for which its districts give no answer. `accredited`: countries served from another one (VCCR Art. 7).
 */
export const Districts = z.object({
  sendingState: z.string(),
  asOf: z.string(),
  hotlines: z.array(z.object({ e164: z.string(), shown: z.string(), source: z.string() })),
  domestic: z.array(z.string()),
  disputed: z.record(z.string(), z.array(z.string())),
  countries: z.record(
    z.string(),
    z.object({
      default: z.string(),
      defaultConfidence: Confidence,
      excluded: z.optional(z.array(z.string())),
      districts: z.array(District),
    }),
  ),
  accredited: z.array(
    z.object({ country: z.string(), mission: z.string(), confidence: Confidence, source: z.string() }),
  ),
})
export type Districts = z.infer<typeof Districts>
