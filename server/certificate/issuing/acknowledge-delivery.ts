import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../../context.ts'
import type { OwnCertificate } from './fetch-delivery.ts'
import { deleteDelivery, ownsCertificate } from './store.ts'

/** The phone has it: its text is forgotten. Harmless when repeated. Refuses `certificate.unknown`. */
export async function acknowledgeDelivery({ database }: Context, own: OwnCertificate): Promise<Result<undefined>> {
  if (!(await ownsCertificate(database, own))) return refuse('certificate.unknown')
  await deleteDelivery(database, own.certificate)
  return ok(undefined)
}
