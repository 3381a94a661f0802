import type { RegistrationCode } from '@consular/api'
import { issueCwt } from '@consular/certificate/cwt'
import { proofClaims, proofPrefix } from '@consular/domain/registration'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { keysOf } from '../certificate/index.ts'
import type { Context } from '../context.ts'
import { lockOwn, type OwnRequest } from './own.ts'
import { registrationView } from './view.ts'

/** Signs a code for each person of one's own registration: good until it lapses, or the key ends. Nothing is stored. */
export async function readCodes(context: Context, request: OwnRequest): Promise<Result<{ codes: RegistrationCode[] }>> {
  const own = await context.database.transaction().execute((tx) => lockOwn(tx, context, request))
  if (!own.ok) return own
  const { state, lapseOn, number, persons } = registrationView(context, own.value)
  if (state === 'LAPSED') return refuse('registration.lapsed')
  const signer = await (await keysOf(context)).keys.signerForUsage('registration')
  if (!signer.ok) return refuse(signer.refusal.code)
  const lapse = Temporal.PlainDate.from(lapseOn).toZonedDateTime('UTC').toInstant()
  const expiresAt = Temporal.Instant.compare(lapse, signer.value.until) < 0 ? lapse : signer.value.until
  const terms = { number, country: signer.value.country, issuedAt: context.now(), expiresAt }
  const codes: RegistrationCode[] = []
  for (const person of persons) {
    const code = await issueCwt(proofPrefix, proofClaims(person, terms), signer.value)
    if (!code.ok) return refuse(code.refusal.code)
    codes.push({ person: person.id, text: code.value, until: expiresAt.toString() })
  }
  return ok({ codes })
}
