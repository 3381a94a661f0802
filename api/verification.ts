import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant } from './value.ts'

/** A country of two letters, ISO 3166-1 alpha-2. */
const Country = z.string().check(z.regex(/^[A-Z]{2}$/))

/** What the rules of the country of arrival answer, and the names of those that are not met or cannot be answered. */
export const BorderAcceptance = z.object({
  answer: z.enum(['accepted', 'not-accepted', 'open']),
  code: z.string(),
  notMet: z.array(z.string()),
  open: z.array(z.string()),
})

/** A verdict about one text, and nothing of what the text says: whoever asks has it already. */
export const BorderVerdict = z.object({
  verdict: z.enum(['valid', 'expired', 'not-yet-valid', 'revoked', 'untrusted', 'forged', 'malformed', 'unrecognised']),
  code: z.string(),
  family: z.nullable(z.enum(['eu-dcc', 'ddcc', 'icvp', 'shc', 'vds-nc', 'divoc', 'sd-jwt-vc'])),
  trustedCountry: z.nullable(z.string()),
  acceptance: z.nullable(BorderAcceptance),
})

export const verifyCertificates = endpoint({
  name: 'verifyCertificates',
  summary: 'Verdicts about health certificates, in their order. Keeps nothing of them, nor that anyone asked.',
  method: 'POST',
  path: '/api/verify',
  who: 'anyone',
  body: z.object({
    certificates: z.array(z.string().check(z.maxLength(65_536))).check(z.minLength(1), z.maxLength(100)),
    at: z.optional(Instant),
    country: z.optional(Country),
  }),
  status: 200,
  answer: z.object({ at: Instant, verdicts: z.array(BorderVerdict) }),
  refusals: ['request.too-many'],
})
