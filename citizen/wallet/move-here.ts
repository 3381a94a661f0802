import { giveUpCertificate, issueCertificate } from '@consular/api'
import { newId, ok, type Result } from '@consular/domain/shared'
import { now } from '../shell/clock.ts'
import { account, ask } from '../shell/session.ts'
import { makeHolderKey } from './holder-key.ts'
import { heldFrom, keep } from './holdings.ts'
import { type Remembered, remembered, synchroniseWallet } from './synchronise.ts'

/** An id for a certificate, made here, so that asking again after a lost answer asks for the same one. */
export const newCertificateId = (): string =>
  newId<'certificate'>(now(), (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>))

/** Certificates of this account that count and are not on this phone: on another one, or lost. */
export function missingHere(held: readonly string[], at: Temporal.Instant): readonly Remembered[] {
  return (remembered.value ?? []).filter(
    ({ id, revokedAt, delivery, expiresAt }) =>
      revokedAt === null &&
      !delivery &&
      !held.includes(id) &&
      Temporal.Instant.compare(Temporal.Instant.from(expiresAt), at) > 0,
  )
}

/** The phone that had it is lost: a new one of the same records and family comes here, and the lost one is revoked. Its id is made once, for each lost one. */
export async function replaceLost({ id, records, family }: Remembered, fresh: string): Promise<Result<null>> {
  const issued = await ask(issueCertificate, {
    params: { certificate: fresh },
    body: {
      records: [...records],
      wish: { family },
      ...(family === 'sd-jwt-vc' ? { holderKey: await makeHolderKey() } : {}),
    },
  })
  if (!issued.ok) return issued
  await keep(heldFrom(issued.value, account.value))
  const revoked = await ask(giveUpCertificate, { params: { certificate: id } })
  await synchroniseWallet()
  return revoked.ok ? ok(null) : revoked
}
