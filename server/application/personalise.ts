import { documentNumberOf, validUntil } from '@consular/domain/application'
import { printedNames } from '@consular/domain/person'
import { canonicalJson } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { workingCalendar } from '../mission/index.ts'
import { serviceOf } from './rules.ts'
import type { Stored } from './stored.ts'

/**
 * The order to make a document, signed by the service (Ed25519 over its canonical JSON): what is to be printed, which picture, who recommended
 * and who decided. The document number is given when it is made.
 */
export async function signedOrder(context: Context, stored: Stored, decider: { id: string; number: number }) {
  const { application } = stored
  const answer = (field: string): string => application.answers[field]?.value ?? ''
  const today = context.now().toZonedDateTimeISO(workingCalendar(context.pack, application.mission).zone).toPlainDate()
  const birth = answer('birth-date')
  const payload = {
    kind: 'personalisation-order/1',
    application: application.id,
    reference: application.reference,
    sendingState: context.pack.info.sendingState,
    demonstration: context.config.mode === 'demonstration',
    mission: application.mission,
    document: serviceOf(context.rules, application.service).document,
    rule: application.rule,
    holder: {
      nativeName: answer('native-name'),
      printed: printedNames({ surname: answer('surname'), givenNames: answer('given-names') }),
      birthDate: birth,
      birthPlace: answer('birth-place'),
      sex: answer('sex'),
    },
    validFrom: today.toString(),
    validUntil:
      birth === ''
        ? null
        : validUntil(Temporal.PlainDate.from(birth), today, context.rules.services.validity).toString(),
    replaces: documentNumberOf(application.answers, today) || null,
    photo: answer('photo') || null,
    recommendedBy:
      application.recommendedBy === null ? null : (stored.officers.get(application.recommendedBy)?.number ?? null),
    decidedBy: decider.number,
    at: context.now().toString(),
  }
  const signature = await context.signer.sign(new TextEncoder().encode(canonicalJson(payload)))
  return { payload, signature: Buffer.from(signature).toString('base64url'), key: context.signer.key }
}
