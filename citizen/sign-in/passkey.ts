import { addPasskey, addPasskeyOptions, call, type Me, passkeySignInOptions, signInWithPasskey } from '@consular/api'
import { type Refusal, type Result, refuse } from '@consular/domain/shared'
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { ask } from '../shell/session.ts'

/** Can this browser keep passkeys? */
export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in globalThis

/** Cancelled, timed out, or no passkey here: the browser does not say which, to protect the person. */
const notFinished: { readonly ok: false; readonly refusal: Refusal } = refuse('account.passkey-refused')

/** Signs in with a passkey of this device. */
export async function signInHere(): Promise<Result<Me>> {
  const begun = await call(passkeySignInOptions, {})
  if (!begun.ok) return begun
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const optionsJSON = begun.value.options as unknown as PublicKeyCredentialRequestOptionsJSON
  const response = await startAuthentication({ optionsJSON }).catch(() => null)
  if (!response) return notFinished
  return call(signInWithPasskey, { body: { ceremony: begun.value.ceremony, response: { ...response } } })
}

/** Adds a passkey of this device to the account. */
export async function addPasskeyHere(label: string): Promise<Result<Me>> {
  const begun = await ask(addPasskeyOptions, {})
  if (!begun.ok) return begun
  const { startRegistration } = await import('@simplewebauthn/browser')
  const optionsJSON = begun.value.options as unknown as PublicKeyCredentialCreationOptionsJSON
  const response = await startRegistration({ optionsJSON }).catch(() => null)
  if (!response) return notFinished
  return ask(addPasskey, { body: { ceremony: begun.value.ceremony, response: { ...response }, label } })
}

/** What this device is called in the list of passkeys: the system's name. */
export function thisDevice(): string {
  const { userAgent } = navigator
  const known = [/iPhone|iPad/, /Android/, /Windows/, /Mac OS X|Macintosh/, /Linux/].map(
    (pattern) => pattern.exec(userAgent)?.[0],
  )
  return known.find((name) => name !== undefined) ?? 'Passkey'
}
