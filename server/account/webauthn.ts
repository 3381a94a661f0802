import { formatter, languages } from '@consular/messages'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { COSEALG } from '@simplewebauthn/server/helpers'
import * as z from 'zod'
import type { Context } from '../context.ts'
import type { PasskeyRow } from './passkey-store.ts'

/** Must the authenticator prove who touches it (face, finger, PIN)? Officers must; a citizen's authenticator does where it can. */
export type Verification = 'required' | 'preferred'

/** What the browser is given for a ceremony. */
export type Options = Record<string, unknown> & { readonly challenge: string }

const base64url = z
  .string()
  .regex(/^[\w-]+$/)
  .max(8192)
const credential = {
  id: base64url.max(1400),
  rawId: base64url.max(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}).default({}),
}

/** The browser's answer when a passkey was made. */
const Creation = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
})

/** The browser's answer when a passkey was used. */
export const Assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish().transform((handle) => handle ?? undefined),
  }),
})
export type Assertion = z.infer<typeof Assertion>

/** How long a ceremony may take: a person who must find her key has five minutes. */
export const ceremonyLasts = Temporal.Duration.from({ minutes: 5 })

/** What every authenticator in use can sign with. The library's own list asks the runtime for ML-DSA, which is experimental there. */
const supportedAlgorithmIDs = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256]

const timeout = ceremonyLasts.total('milliseconds')
const partyOf = (context: Context): string => new URL(context.origin).hostname
const challengeOf = (context: Context) => Uint8Array.from(context.random(new Uint8Array(32)))
const handleOf = (owner: string) => new TextEncoder().encode(owner)
const described = (passkeys: readonly PasskeyRow[]) => passkeys.map(({ id, transports }) => ({ id, transports }))

/** Whose passkey is to be made. */
export interface Owner {
  readonly id: string
  /** What the authenticator lists the passkey under. */
  readonly name: string
  readonly passkeys: readonly PasskeyRow[]
}

/** Options to make a passkey that its authenticator finds by itself at sign-in (WebAuthn Level 3, section 5.4). */
export async function creationOptions(
  context: Context,
  owner: Owner,
  userVerification: Verification,
): Promise<Options> {
  const options = await generateRegistrationOptions({
    rpName: languages.map((language) => formatter(language, 'common')('service.name')).join(' '),
    rpID: partyOf(context),
    userName: owner.name,
    userDisplayName: owner.name,
    userID: handleOf(owner.id),
    challenge: challengeOf(context),
    timeout,
    supportedAlgorithmIDs,
    attestationType: 'none',
    excludeCredentials: described(owner.passkeys),
    authenticatorSelection: { residentKey: 'required', userVerification },
  })
  return { ...options }
}

/** Options to use a passkey: any that the authenticator finds, or one of those named (WebAuthn Level 3, section 5.5). */
export async function assertionOptions(
  context: Context,
  userVerification: Verification,
  passkeys: readonly PasskeyRow[] = [],
): Promise<Options> {
  const options = await generateAuthenticationOptions({
    rpID: partyOf(context),
    challenge: challengeOf(context),
    timeout,
    userVerification,
    allowCredentials: described(passkeys),
  })
  return { ...options }
}

/** What an answer to a ceremony is held against. */
export interface Expected {
  readonly challenge: string
  readonly verification: Verification
}

/** A passkey that was made: its public half. */
export interface MadePasskey {
  readonly id: string
  readonly public_key: Buffer
  readonly counter: string
  readonly transports: string[]
}

/** Checks that a passkey was made for this origin and this challenge; null when it was not. */
export async function verifyCreation(
  context: Context,
  expected: Expected,
  answer: unknown,
): Promise<MadePasskey | null> {
  const parsed = Creation.safeParse(answer)
  if (!parsed.success) return null
  const verified = await verifyRegistrationResponse({
    response: parsed.data,
    expectedChallenge: expected.challenge,
    expectedOrigin: context.origin,
    expectedRPID: partyOf(context),
    supportedAlgorithmIDs,
    requireUserVerification: expected.verification === 'required',
    // It throws on every kind of wrong answer, and an answer that cannot be checked is wrong.
  }).catch(() => null)
  if (!verified?.verified) return null
  const { credential: made } = verified.registrationInfo
  return {
    id: made.id,
    public_key: Buffer.from(made.publicKey),
    counter: String(made.counter),
    transports: parsed.data.response.transports,
  }
}

/** Checks a passkey's signature over this origin and this challenge, and that its counter went on; answers the counter, or null. */
export async function verifyAssertion(
  context: Context,
  expected: Expected & { readonly passkey: PasskeyRow },
  answer: Assertion,
): Promise<number | null> {
  const { passkey } = expected
  const owner = passkey.account_id ?? passkey.officer_id ?? ''
  const { userHandle, ...signed } = answer.response
  if (userHandle !== undefined && userHandle !== Buffer.from(handleOf(owner)).toString('base64url')) return null
  const verified = await verifyAuthenticationResponse({
    response: { ...answer, response: signed },
    expectedChallenge: expected.challenge,
    expectedOrigin: context.origin,
    expectedRPID: partyOf(context),
    requireUserVerification: expected.verification === 'required',
    credential: { id: passkey.id, publicKey: Uint8Array.from(passkey.public_key), counter: Number(passkey.counter) },
  }).catch(() => null)
  return verified?.verified ? verified.authenticationInfo.newCounter : null
}
