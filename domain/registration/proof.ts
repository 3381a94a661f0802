import { type Cwt, type CwtClaims, type CwtKey, type CwtVerdict, readCwt, verifyCwt } from '@consular/certificate/cwt'
import { newReference, type Reference } from '../shared/index.ts'
import type { RegisteredPerson } from './registration.ts'

/** How the code of a registered person begins. */
export const proofPrefix = 'REG1:'

// Claims of the private range (RFC 8392, 9.1).
const own = { familyName: -65_537, givenName: -65_538, latinName: -65_539, birthDate: -65_540 } as const

/** What a code proves at a check-in point: this person is registered, under this number, until then. */
export interface Proof {
  readonly number: string
  readonly familyName: string
  readonly givenName: string
  readonly latinName: string | null
  readonly birthDate: string | null
  /** The state that vouches for it; `XX` in demonstrations. */
  readonly country: string
  readonly until: Temporal.Instant
}

/** The number of a registration, made of the random part of its id: for people to say and to compare. Nothing is looked up by it. */
export function registrationNumber(id: string): Reference {
  const digits = id.replaceAll('-', '').slice(-16)
  return newReference('RG', (bytes) =>
    bytes.map((_, place) => Number.parseInt(digits.slice(place * 2, place * 2 + 2), 16)),
  )
}

/** What is signed for a person. */
export interface ProofTerms {
  readonly number: string
  readonly country: string
  readonly issuedAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
}

/** The claims of a person's code. */
export function proofClaims(
  { familyName, givenName, latinName, birthDate }: RegisteredPerson,
  { number, country, issuedAt, expiresAt }: ProofTerms,
): CwtClaims {
  const told = { familyName, givenName, latinName: latinName ?? '', birthDate: birthDate ?? '' }
  return {
    issuer: country,
    subject: number,
    issuedAt: issuedAt.epochMilliseconds,
    expiresAt: expiresAt.epochMilliseconds,
    own: new Map(
      (['familyName', 'givenName', 'latinName', 'birthDate'] as const)
        .filter((name) => told[name] !== '')
        .map((name) => [own[name], told[name]]),
    ),
  }
}

const proofOf = ({ claims }: Cwt): Proof => ({
  number: claims.subject,
  familyName: claims.own.get(own.familyName) ?? '',
  givenName: claims.own.get(own.givenName) ?? '',
  latinName: claims.own.get(own.latinName) ?? null,
  birthDate: claims.own.get(own.birthDate) ?? null,
  country: claims.issuer,
  until: Temporal.Instant.fromEpochMilliseconds(claims.expiresAt),
})

/** What is said of a code. `other`: it is no code of a registration; `broken`: it is one that cannot be read. Only a `valid` one proves anything. */
export type ProofAnswer =
  | { readonly verdict: 'other' | 'broken'; readonly proof: null }
  | { readonly verdict: CwtVerdict; readonly proof: Proof }

/** Reads and verifies the text of a code with keys alone: no network. */
export async function checkProof(text: string, keys: readonly CwtKey[], now: Temporal.Instant): Promise<ProofAnswer> {
  const token = readCwt(proofPrefix, text)
  if ('fault' in token) return { verdict: token.fault.verdict === 'unrecognised' ? 'other' : 'broken', proof: null }
  return { verdict: await verifyCwt(token, keys, now.epochMilliseconds), proof: proofOf(token) }
}
