import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Email, Instant, Language, Phone, Uuid } from './value.ts'

/** A passkey as its holder sees it: never its key. */
export const PasskeyView = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: Instant,
  lastUsedAt: z.nullable(Instant),
})

/** One's own account. */
export const Me = z.object({
  account: Uuid,
  email: Email,
  language: Language,
  phones: z.array(Phone),
  passkeys: z.array(PasskeyView),
  recoveryCodesLeft: z.number(),
})
export type Me = z.infer<typeof Me>

/** A WebAuthn ceremony: `options` go to the browser as they are, `ceremony` comes back with its answer. */
export const Ceremony = z.object({ ceremony: Uuid, options: z.record(z.string(), z.unknown()) })
/** The browser's answer to a WebAuthn ceremony. */
export const CeremonyAnswer = z.object({ ceremony: Uuid, response: z.record(z.string(), z.unknown()) })

/** A session of one's own, as shown in the list of devices. */
export const SessionView = z.object({
  id: Uuid,
  current: z.boolean(),
  device: z.string(),
  createdAt: Instant,
  lastSeenAt: Instant,
})

const Code = z.string().check(z.trim(), z.regex(/^\d{6}$/))
const RecoveryCode = z.string().check(z.trim(), z.minLength(8), z.maxLength(40))

export const requestSignInCode = endpoint({
  name: 'requestSignInCode',
  summary: 'Send a sign-in code by e-mail; the answer is the same whether or not the address is known.',
  method: 'POST',
  path: '/api/sign-in/codes',
  who: 'anyone',
  body: z.object({ email: Email, language: Language }),
  status: 202,
  answer: 'nothing',
  refusals: ['request.too-many'],
})
export const signInWithCode = endpoint({
  name: 'signInWithCode',
  summary: 'Sign in with the code from the e-mail; the first time makes the account.',
  method: 'POST',
  path: '/api/sign-in/code',
  who: 'anyone',
  body: z.object({ email: Email, code: Code }),
  status: 200,
  answer: Me,
  refusals: ['account.code-wrong', 'account.code-expired', 'request.too-many'],
})
export const passkeySignInOptions = endpoint({
  name: 'passkeySignInOptions',
  summary: 'Begin to sign in with a passkey.',
  method: 'POST',
  path: '/api/sign-in/passkey-options',
  who: 'anyone',
  status: 200,
  answer: Ceremony,
  refusals: [],
})
export const signInWithPasskey = endpoint({
  name: 'signInWithPasskey',
  summary: 'Sign in with a passkey.',
  method: 'POST',
  path: '/api/sign-in/passkey',
  who: 'anyone',
  body: CeremonyAnswer,
  status: 200,
  answer: Me,
  refusals: ['account.passkey-unknown', 'account.passkey-refused', 'account.ceremony-expired'],
})
export const signInWithRecoveryCode = endpoint({
  name: 'signInWithRecoveryCode',
  summary: 'Sign in with one of the recovery codes written down earlier; each works once.',
  method: 'POST',
  path: '/api/sign-in/recovery',
  who: 'anyone',
  body: z.object({ email: Email, code: RecoveryCode }),
  status: 200,
  answer: Me,
  refusals: ['account.recovery-code-wrong'],
})
export const signOut = endpoint({
  name: 'signOut',
  summary: 'End this session, of a citizen or of an officer; without a session it does nothing.',
  method: 'DELETE',
  path: '/api/session',
  who: 'anyone',
  status: 204,
  answer: 'nothing',
  refusals: [],
})
export const readMe = endpoint({
  name: 'readMe',
  summary: 'Read one’s own account.',
  method: 'GET',
  path: '/api/me',
  who: 'citizen',
  status: 200,
  answer: Me,
  refusals: [],
})
export const changeMe = endpoint({
  name: 'changeMe',
  summary: 'Change one’s own contact details: phones of every country, language of letters.',
  method: 'PATCH',
  path: '/api/me',
  who: 'citizen',
  body: z.object({ phones: z.optional(z.array(Phone).check(z.maxLength(5))), language: z.optional(Language) }),
  status: 200,
  answer: Me,
  refusals: ['account.phone-impossible'],
})
export const addPasskeyOptions = endpoint({
  name: 'addPasskeyOptions',
  summary: 'Begin to add a passkey to one’s account.',
  method: 'POST',
  path: '/api/me/passkey-options',
  who: 'citizen',
  status: 200,
  answer: Ceremony,
  refusals: [],
})
export const addPasskey = endpoint({
  name: 'addPasskey',
  summary: 'Add a passkey to one’s account.',
  method: 'POST',
  path: '/api/me/passkeys',
  who: 'citizen',
  body: z.extend(CeremonyAnswer, { label: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)) }),
  status: 201,
  answer: Me,
  refusals: ['account.passkey-refused', 'account.ceremony-expired'],
})
export const removePasskey = endpoint({
  name: 'removePasskey',
  summary: 'Remove a passkey from one’s account.',
  method: 'DELETE',
  path: '/api/me/passkeys/:passkey',
  who: 'citizen',
  params: z.object({ passkey: z.string().check(z.minLength(1), z.maxLength(1400)) }),
  status: 200,
  answer: Me,
  refusals: ['account.passkey-unknown'],
})
export const makeRecoveryCodes = endpoint({
  name: 'makeRecoveryCodes',
  summary: 'Make ten new recovery codes; the old ones stop working. They are shown once.',
  method: 'POST',
  path: '/api/me/recovery-codes',
  who: 'citizen',
  status: 201,
  answer: z.object({ codes: z.array(z.string()) }),
  refusals: [],
})
export const listSessions = endpoint({
  name: 'listSessions',
  summary: 'List the devices that are signed in to one’s account.',
  method: 'GET',
  path: '/api/me/sessions',
  who: 'citizen',
  status: 200,
  answer: z.object({ sessions: z.array(SessionView) }),
  refusals: [],
})
export const endSession = endpoint({
  name: 'endSession',
  summary: 'Sign a device out of one’s account.',
  method: 'DELETE',
  path: '/api/me/sessions/:session',
  who: 'citizen',
  params: z.object({ session: Uuid }),
  status: 204,
  answer: 'nothing',
  refusals: ['session.unknown'],
})
export const listAccessEvents = endpoint({
  name: 'listAccessEvents',
  summary: 'Who opened my file, when, and for what purpose.',
  method: 'GET',
  path: '/api/me/access-events',
  who: 'citizen',
  status: 200,
  answer: z.object({
    events: z.array(
      z.object({
        id: Uuid,
        at: Instant,
        application: z.nullable(Uuid),
        reference: z.nullable(z.string()),
        actor: z.enum(['officer', 'another-citizen']),
        officerNumber: z.nullable(z.number()),
        officerName: z.nullable(z.string()),
        mission: z.nullable(z.string()),
        purpose: z.string(),
        outcome: z.enum(['read', 'refused']),
      }),
    ),
  }),
  refusals: [],
})
export const exportMyData = endpoint({
  name: 'exportMyData',
  summary: 'Everything the service holds about oneself, as JSON.',
  method: 'GET',
  path: '/api/me/export.json',
  who: 'citizen',
  status: 200,
  answer: 'bytes',
  refusals: [],
})
export const exportMyDataAsPdf = endpoint({
  name: 'exportMyDataAsPdf',
  summary: 'Everything the service holds about oneself, as a PDF in one’s language.',
  method: 'GET',
  path: '/api/me/export.pdf',
  who: 'citizen',
  query: z.object({ language: z.optional(Language) }),
  status: 200,
  answer: 'bytes',
  refusals: [],
})
