import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import type { OwnCertificate } from './fetch-delivery.ts'
import { ownsCertificate, revokeByIds } from './store.ts'

/** Revokes a certificate of one's own whose phone or paper was lost. Harmless when repeated, and where it was revoked for another reason, that one stays. Refuses `certificate.unknown`. */
export async function giveUpCertificate(context: Context, own: OwnCertificate): Promise<Result<undefined>> {
  const { account, certificate } = own
  return context.database.transaction().execute(async (tx): Promise<Result<undefined>> => {
    if (!(await ownsCertificate(tx, own))) return refuse('certificate.unknown')
    const revoked = await revokeByIds(tx, [certificate], { reason: 'lost', at: context.now() })
    if (revoked > 0)
      await record(tx, context, {
        action: 'certificate.give-up',
        actor: { kind: 'citizen', id: account },
        account,
        outcome: 'done',
        data: { certificate },
      })
    return ok(undefined)
  })
}
