import * as z from 'zod/mini'

/** The diseases that records tell of: those that travellers are asked about. */
export const DiseaseName = z.enum(['covid-19', 'yellow-fever', 'polio'])
export type DiseaseName = z.infer<typeof DiseaseName>

const Name = z.string().check(z.trim(), z.maxLength(160))
const Country = z.string().check(z.regex(/^[A-Z]{2}$/))
const Words = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))
const Day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))
const RecordId = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))

/** Whom a record is about: the name as she writes it, in Latin letters as her passport prints it where that is known. One of two names may be empty. */
export const RecordPerson = z.object({
  familyName: Name,
  givenName: Name,
  latin: z.optional(z.object({ familyName: Name, givenName: Name })),
  /** As far as it is known: `1970`, `1970-05`, `1970-05-02`. */
  birthDate: z.string().check(z.regex(/^\d{4}(-\d\d){0,2}$/)),
  sex: z.optional(z.enum(['F', 'M', 'X'])),
  /** Number of the travel document. */
  documentNumber: z.optional(z.string().check(z.trim(), z.toUpperCase(), z.regex(/^[A-Z0-9]{3,20}$/))),
  /** ISO 3166-1 alpha-2. */
  nationality: z.optional(Country),
})
export type RecordPerson = z.infer<typeof RecordPerson>

const vaccination = z.object({
  kind: z.literal('vaccination'),
  disease: DiseaseName,
  /** Id of a product of `pack/world/vaccines.json`. */
  product: z.string().check(z.minLength(1), z.maxLength(60)),
  dose: z.int().check(z.positive(), z.lte(99)),
  /** Doses of the series. */
  doses: z.int().check(z.positive(), z.lte(99)),
  date: Day,
  lot: z.optional(z.string().check(z.trim(), z.toUpperCase(), z.maxLength(60))),
  centre: z.optional(Words),
  /** Where it was done: ISO 3166-1 alpha-2. */
  country: Country,
})
const test = z.object({
  kind: z.literal('test'),
  disease: DiseaseName,
  method: z.enum(['nucleic-acid', 'antigen', 'serology']),
  /** Number of the device in the EU's list of rapid tests, or its name. */
  device: z.optional(Words),
  /** The laboratory's own number of the sample. */
  sample: Words,
  sampledAt: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/)),
  result: z.enum(['detected', 'not-detected']),
  centre: z.optional(Words),
  country: Country,
})
const recovery = z.object({ kind: z.literal('recovery'), disease: DiseaseName, firstPositiveOn: Day, country: Country })

/** What was done, or found. */
export const RecordEntry = z.discriminatedUnion('kind', [vaccination, test, recovery])
export type RecordEntry = z.infer<typeof RecordEntry>

/** A record as it comes in: one act on one person. `supersedes`: the record of the same source that it corrects. */
export const RecordLine = z.object({
  id: RecordId,
  person: RecordPerson,
  entry: RecordEntry,
  supersedes: z.optional(RecordId),
})
export type RecordLine = z.infer<typeof RecordLine>
