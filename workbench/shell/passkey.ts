import type { AnswerOf, officerSignInOptions } from '@consular/api'
import { type Refusal, type Result, refuse } from '@consular/domain/shared'
import { startAuthentication, startRegistration } from '@simplewebauthn/browser'

type Options = AnswerOf<typeof officerSignInOptions>
interface CeremonyAnswer {
  readonly ceremony: string
  readonly response: Record<string, unknown>
}

/** What the browser says when the person closed the window, or the time ran out. */
const refusedByPerson = (error: unknown): Refusal => ({
  code: error instanceof Error && error.name === 'InvalidStateError' ? 'passkey.already-here' : 'passkey.cancelled',
})

async function answered(ceremony: string, response: Promise<object>): Promise<Result<CeremonyAnswer>> {
  try {
    return { ok: true, value: { ceremony, response: { ...(await response) } } }
  } catch (error) {
    return { ok: false, refusal: refusedByPerson(error) }
  }
}

/** Lets the browser ask for the passkey. The options are the server's own, for the browser to check. */
export function touchPasskey({ ceremony, options }: Options): Promise<Result<CeremonyAnswer>> {
  if (!('PublicKeyCredential' in globalThis)) return Promise.resolve(refuse('passkey.impossible'))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- WebAuthn options travel as they are; the browser checks them
  return answered(ceremony, startAuthentication({ optionsJSON: options as never }))
}

/** Lets the browser make a passkey. */
export function makePasskey({ ceremony, options }: Options): Promise<Result<CeremonyAnswer>> {
  if (!('PublicKeyCredential' in globalThis)) return Promise.resolve(refuse('passkey.impossible'))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- WebAuthn options travel as they are; the browser checks them
  return answered(ceremony, startRegistration({ optionsJSON: options as never }))
}
