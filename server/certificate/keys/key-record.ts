import type { Entry, Family } from '@consular/certificate'
import type { Role } from '@consular/certificate/publish'
import * as z from 'zod'

/** What each kind of key signs, and how its certificate says so: a key signs for one purpose alone. */
const roles = {
  csca: { kind: 'authority' },
  // Extended key usages of the EU's certificate governance: a verifier refuses a test that a vaccination key signed.
  vaccination: { kind: 'signer', usages: ['1.3.6.1.4.1.1847.2021.1.2'], documentTypes: [] },
  test: { kind: 'signer', usages: ['1.3.6.1.4.1.1847.2021.1.1'], documentTypes: [] },
  recovery: { kind: 'signer', usages: ['1.3.6.1.4.1.1847.2021.1.3'], documentTypes: [] },
  // ICAO 9303-12: signer of seals, and which.
  'vds-nc': { kind: 'signer', usages: ['2.23.136.1.1.14.2'], documentTypes: ['NV', 'NT'] },
  shc: null,
  'sd-jwt': null,
  divoc: null,
  // No health certificate: proofs that somebody is registered abroad.
  registration: null,
  'list-signing': null,
} as const satisfies { readonly [usage: string]: Role | null }

/** What a key is for. */
export type KeyUsage = keyof typeof roles

/** Every one of them, the authority first. */
export const keyUsages = Object.keys(roles) as readonly KeyUsage[]

/** The certificate that a key of a usage needs; null where verifiers know the key itself. */
export const roleOf = (usage: KeyUsage): Role | null => roles[usage]

/** DIVOC knows Ed25519 and RSA, everyone else is at home on P-256. */
export const algorithmOf = (usage: KeyUsage): 'ES256' | 'EdDSA' => (usage === 'divoc' ? 'EdDSA' : 'ES256')

/** Which key signs a certificate of a family: those of HCERT by what they are about. */
export function usageFor(family: Family, kind: Entry['kind']): KeyUsage {
  if (family === 'vds-nc' || family === 'shc' || family === 'divoc') return family
  return family === 'sd-jwt-vc' ? 'sd-jwt' : kind
}

const instant = z.iso.datetime()
const reasons = [
  'unspecified',
  'key-compromise',
  'authority-compromise',
  'superseded',
  'cessation-of-operation',
] as const

/** Why a key may be revoked. */
export const Reason = z.enum(reasons)

/** One key, without its private part. */
const KeyRecord = z.strictObject({
  id: z.string().regex(/^[a-z-]+-\d{4}-\d\d-\d\d-[0-9a-f]{8}$/),
  usage: z.enum(keyUsages as [KeyUsage, ...KeyUsage[]]),
  state: z.enum(['prepared', 'active', 'retired', 'revoked', 'destroyed']),
  /** SPKI, base64. */
  publicKey: z.base64(),
  /** DER, base64; null where there is none. */
  certificate: z.base64().nullable(),
  serial: z
    .string()
    .regex(/^[0-9a-f]+$/)
    .nullable(),
  /** The authority's key. */
  issuedBy: z.string().nullable(),
  from: instant,
  until: instant,
  activatedAt: instant.nullable(),
  revoked: z.strictObject({ at: instant, reason: Reason }).nullable(),
})

/** One key, without its private part. */
export type KeyRecord = z.infer<typeof KeyRecord>

/** The index of a key store: whose keys they are, the keys, and the newest revocation list of each authority. */
export const KeyIndex = z.strictObject({
  format: z.literal('consular-keys/1'),
  identity: z.strictObject({
    country: z.string().regex(/^[A-Z]{2}$/),
    /** GDHCN participant and ICAO code, of three letters. */
    participant: z.string().regex(/^[A-Z]{3}$/),
    organisation: z.string().min(1).max(64),
    /** https address below whose `.well-known` it is published. */
    address: z.string().regex(/^https:\/\/[^/?#\s]+$/),
  }),
  keys: z.array(KeyRecord),
  lists: z.record(
    z.string(),
    z.strictObject({ number: z.number().int(), at: instant, until: instant, der: z.base64() }),
  ),
})

/** The index of a key store. */
export type KeyIndex = z.infer<typeof KeyIndex>

/** May others trust the key at this instant: published before its first use and until its end, unless it was revoked. */
export function isPublished(key: KeyRecord, now: Temporal.Instant): boolean {
  if (key.revoked !== null || (key.state === 'destroyed' && key.activatedAt === null)) return false
  return Temporal.Instant.compare(now, Temporal.Instant.from(key.until)) <= 0
}

/** The key that signs for a usage now; undefined where none does. */
export const activeKey = ({ keys }: KeyIndex, usage: KeyUsage): KeyRecord | undefined =>
  keys.find((key) => key.usage === usage && key.state === 'active')
