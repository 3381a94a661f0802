import type { IssuedCertificate } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../../context.ts'
import { deliveredView } from './issued.ts'
import { readDelivery } from './store.ts'

/** A certificate of one's own. */
export interface OwnCertificate {
  readonly account: string
  readonly certificate: string
}

/** Hands out a certificate that was made in place of another. It can be fetched until the phone says that it has it, or its days are over. Refuses `certificate.unknown`. */
export async function fetchDelivery({ database }: Context, own: OwnCertificate): Promise<Result<IssuedCertificate>> {
  const waiting = await readDelivery(database, own)
  return waiting ? ok(deliveredView(waiting)) : refuse('certificate.unknown')
}
