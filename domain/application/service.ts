import * as z from 'zod/mini'
import { DateText } from '../shared/schema.ts'
import { ServiceId } from './model.ts'

/** Where a rule comes from. `article` is the number as printed, or null where the law gives none; `confirmed` false means: a ministry must confirm. */
export const Basis = z.object({
  law: z.string(),
  article: z.nullable(z.string()),
  effectiveFrom: DateText,
  version: z.int(),
  confirmed: z.boolean(),
})
export type Basis = z.infer<typeof Basis>

/** A condition over facts (answers and what follows from them): every named fact has one of the listed values. */
export const Condition = z.record(z.string(), z.array(z.string()))
export type Condition = z.infer<typeof Condition>

/** A field on a page: asked only when the condition holds, required unless said otherwise. */
export const PageField = z.object({
  id: z.string(),
  required: z.optional(z.boolean()),
  when: z.optional(Condition),
  options: z.optional(z.array(z.string())),
})
export type PageField = z.infer<typeof PageField>

/** One service of a ministry: its form, its days, its source. No fee named means that nothing is collected. */
export const Service = z.object({
  id: ServiceId,
  document: z.enum(['passport', 'travel-document', 'return-certificate']),
  basis: Basis,
  /** Working days from acceptance to the promised date: the default, and missions that publish another number. */
  workingDays: z.object({ default: z.int(), missions: z.record(z.string(), z.int()), basis: Basis }),
  pages: z.array(z.object({ id: z.string(), fields: z.array(PageField) })),
})
export type Service = z.infer<typeof Service>

/** One line of the wizard's decision table; the first that matches decides. Either it names a service, or it refuses and says why. */
export const DocumentRule = z.object({
  id: z.string(),
  when: Condition,
  service: z.optional(ServiceId),
  refuse: z.optional(
    z.enum([
      'application.inside-sending-state',
      'application.children-not-yet',
      'application.endorsement-not-here',
      'application.too-early-to-renew',
      'application.renew-at-home',
      'application.ask-the-mission',
    ]),
  ),
  basis: Basis,
})
export type DocumentRule = z.infer<typeof DocumentRule>

/** The whole of a pack's services.json. Titles of laws in running text are in messages (`law.<id>`); `source` says what was read, and when. */
export const Services = z.object({
  laws: z.array(
    z.object({
      id: z.string(),
      title: z.object({ 'zh-Hans': z.string(), en: z.string() }),
      source: z.string(),
      checkedOn: DateText,
    }),
  ),
  /** Days as calendar days unless named working days. */
  deadlines: z.object({
    acceptWithinWorkingDays: z.int(),
    amberWithinWorkingDays: z.int(),
    remindReturnedAfterDays: z.array(z.int()),
    lapseReturnedAfterDays: z.int(),
    renewableMonthsBeforeExpiry: z.int(),
    explainExpiredAfterYears: z.int(),
    basis: Basis,
  }),
  validity: z.object({ adultFromAge: z.int(), adultYears: z.int(), childYears: z.int(), basis: Basis }),
  rules: z.array(DocumentRule),
  services: z.array(Service),
})
export type Services = z.infer<typeof Services>

/** One line of the catalogue of defects: the fields that reopen when an officer names it. */
export const DefectRule = z.object({
  code: z.string(),
  fields: z.array(z.string()).check(z.minLength(1)),
  basis: Basis,
})
export type DefectRule = z.infer<typeof DefectRule>

/** The whole of a pack's defects.json. */
export const Defects = z.object({ defects: z.array(DefectRule) })
export type Defects = z.infer<typeof Defects>

/** One ground on which the law lets an application be refused. */
export const RefusalGround = z.object({ code: z.string(), basis: Basis })
export type RefusalGround = z.infer<typeof RefusalGround>

/** The whole of a pack's refusal-grounds.json: the closed list, and where one may appeal (a key of messages, with its source). */
export const RefusalGrounds = z.object({
  grounds: z.array(RefusalGround),
  appeal: z.object({ route: z.string(), basis: Basis }),
})
export type RefusalGrounds = z.infer<typeof RefusalGrounds>

/** Working days that a mission promises for a service. */
export const workingDaysOf = ({ workingDays }: Service, mission: string): number =>
  workingDays.missions[mission] ?? workingDays.default
