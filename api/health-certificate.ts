import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant, Uuid } from './value.ts'

/** The families that are issued here. */
export const IssuedFamily = z.enum(['eu-dcc', 'ddcc', 'icvp', 'shc', 'vds-nc', 'sd-jwt-vc'])
export type IssuedFamily = z.infer<typeof IssuedFamily>

const Country = z.string().check(z.regex(/^[A-Z]{2}$/))
/** A public key (JWK, P-256) of which the holder's phone has the private part. */
const HolderKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().check(z.maxLength(64)),
  y: z.string().check(z.maxLength(64)),
})

/**
 * What a certificate is for: a country that reads it, or a family. `purpose` alone chooses among families: `selective` is the one whose holder shows only what is asked.
 */
const Wish = z.union([z.object({ country: Country }), z.object({ family: IssuedFamily })])

/** Which family a country reads, and why: a code for a sentence, where the fact comes from and of what date it is. The first is what is issued. */
export const FamilyAdvice = z.object({
  family: IssuedFamily,
  reason: z.string(),
  source: z.string(),
  date: z.string(),
})
export const adviseFamilies = endpoint({
  name: 'adviseCertificateFamilies',
  summary: 'Which families of certificates a country reads, the best first, with the reason and its source.',
  method: 'GET',
  path: '/api/health/countries/:country/families',
  who: 'anyone',
  params: z.object({ country: Country }),
  status: 200,
  answer: z.object({ country: Country, families: z.array(FamilyAdvice) }),
  refusals: [],
})

/** Why a family that came first in line was not issued. */
const Passed = z.object({ family: IssuedFamily, code: z.string() })

/** A certificate as it is issued; the service keeps no copy. */
export const IssuedCertificate = z.object({
  id: Uuid,
  family: IssuedFamily,
  /** For a code, or for the wallet. */
  text: z.string(),
  /** As a file of the family, where it has such a form. */
  file: z.nullable(z.string()),
  records: z.array(Uuid),
  issuedAt: Instant,
  expiresAt: Instant,
  passed: z.array(Passed),
})
export type IssuedCertificate = z.infer<typeof IssuedCertificate>

const issueRefusals = [
  'record.unknown',
  'record.not-held',
  'record.other-person',
  'certificate.no-family',
  'certificate.id-taken',
  'keys.none',
  'keys.locked',
] as const

export const issueCertificate = endpoint({
  name: 'issueHealthCertificate',
  summary:
    'Issue one certificate of one’s own records, all of one person, for a country or in a family. Asked again with the same id it is made anew of the same records, and the one before is revoked: a phone that lost the answer loses nothing.',
  method: 'PUT',
  path: '/api/health/certificates/:certificate',
  who: 'citizen',
  params: z.object({ certificate: Uuid }),
  body: z.object({
    records: z.array(Uuid).check(z.minLength(1), z.maxLength(20)),
    wish: Wish,
    holderKey: z.optional(HolderKey),
  }),
  status: 200,
  answer: IssuedCertificate,
  refusals: [...issueRefusals],
})
/** A certificate as the service remembers it. `delivery`: a new one waits for this phone. */
export const CertificateState = z.object({
  id: Uuid,
  family: IssuedFamily,
  records: z.array(Uuid),
  issuedAt: Instant,
  expiresAt: Instant,
  revokedAt: z.nullable(Instant),
  reason: z.nullable(z.enum(['corrected', 'withdrawn', 'recalled', 'lost', 'key-compromised'])),
  supersededBy: z.nullable(Uuid),
  delivery: z.boolean(),
})
export const listCertificates = endpoint({
  name: 'listHealthCertificates',
  summary: 'One’s own certificates: which count, which were revoked and why, and where a new one waits.',
  method: 'GET',
  path: '/api/health/certificates',
  who: 'citizen',
  status: 200,
  answer: z.object({ certificates: z.array(CertificateState) }),
  refusals: [],
})
export const fetchDelivery = endpoint({
  name: 'fetchHealthCertificate',
  summary: 'Fetch a certificate that was made in place of another. It can be fetched until it is acknowledged.',
  method: 'GET',
  path: '/api/health/certificates/:certificate/delivery',
  who: 'citizen',
  params: z.object({ certificate: Uuid }),
  status: 200,
  answer: IssuedCertificate,
  refusals: ['certificate.unknown'],
})
export const acknowledgeDelivery = endpoint({
  name: 'acknowledgeHealthCertificate',
  summary: 'The phone has it: the service forgets its text. Doing it again is harmless.',
  method: 'DELETE',
  path: '/api/health/certificates/:certificate/delivery',
  who: 'citizen',
  params: z.object({ certificate: Uuid }),
  status: 204,
  answer: 'nothing',
  refusals: ['certificate.unknown'],
})
export const giveUpCertificate = endpoint({
  name: 'revokeOwnHealthCertificate',
  summary: 'Revoke a certificate of one’s own, as its phone or paper was lost. Doing it again is harmless.',
  method: 'POST',
  path: '/api/health/certificates/:certificate/revocation',
  who: 'citizen',
  params: z.object({ certificate: Uuid }),
  status: 204,
  answer: 'nothing',
  refusals: ['certificate.unknown'],
})
/** Paper, foldable, bilingual: made of the text that the phone sends, and forgotten. */
export const printCertificate = endpoint({
  name: 'printHealthCertificate',
  summary:
    'A certificate of ours on one A4 page, as PDF. The service checks that it is one of ours, and keeps nothing of it.',
  method: 'POST',
  path: '/api/health/papers',
  who: 'citizen',
  body: z.object({ text: z.string().check(z.maxLength(65_536)), family: IssuedFamily }),
  status: 200,
  answer: 'bytes',
  refusals: ['certificate.not-ours', 'certificate.too-large-for-paper'],
})

export const issueForSource = endpoint({
  name: 'issueHealthCertificates',
  summary:
    'Issue certificates at the chair: of records that this source sent and nobody has claimed yet, at most 100 at once, each for itself.',
  method: 'POST',
  path: '/api/source/certificates',
  who: 'source',
  body: z.object({
    certificates: z
      .array(z.object({ id: Uuid, records: z.array(Uuid).check(z.minLength(1), z.maxLength(20)), wish: Wish }))
      .check(z.minLength(1), z.maxLength(100)),
  }),
  status: 200,
  answer: z.object({ certificates: z.array(z.union([IssuedCertificate, z.object({ id: Uuid, code: z.string() })])) }),
  refusals: [],
})
