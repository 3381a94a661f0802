import type { IssuedCertificate } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../../context.ts'
import { drawPlaces, isPlaceTaken } from './draw-places.ts'
import { type FamilyWish, familiesFor, purposeOf } from './families.ts'
import { issuedView } from './issued.ts'
import { type HolderKey, signCertificate } from './sign-certificate.ts'
import { readRecords } from './store.ts'
import { writeCertificates } from './write-certificates.ts'

/** What a citizen asks for. */
export interface CertificateRequest {
  readonly account: string
  readonly certificate: string
  readonly records: readonly string[]
  readonly wish: FamilyWish
  readonly holderKey: HolderKey | null
}

/**
 * Issues a certificate of one's own records. It is signed before anything is locked, so that a slow module holds up nobody; whether the records still count is asked again when it is written. Refuses `record.unknown`,
 * `record.not-held`, `certificate.id-taken`, and what `signCertificate` refuses.
 */
export async function issueCertificate(
  context: Context,
  request: CertificateRequest,
): Promise<Result<IssuedCertificate>> {
  // A place of the status list that somebody else took meanwhile: draw again.
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return await tryIssue(context, request)
    } catch (error) {
      if (!isPlaceTaken(error)) throw error
    }
  }
  return refuse('service.unavailable')
}

async function tryIssue(context: Context, request: CertificateRequest): Promise<Result<IssuedCertificate>> {
  const { account, certificate: id, wish, holderKey } = request
  const records = [...new Set(request.records)]
  const found = await readRecords(context.database, records)
  const own = records.flatMap((record) => found.get(record) ?? []).filter((record) => record.account === account)
  if (own.length < records.length) return refuse('record.unknown')
  if (own.some(({ state }) => state !== 'held')) return refuse('record.not-held')
  const signed = await signCertificate(context, {
    records: own.map(({ content }) => content),
    families: familiesFor(wish),
    holderKey,
    place: drawPlaces(context, 1),
  })
  if (!signed.ok) return signed
  const next = { id, signed: signed.value, records, account, holderKey, purpose: purposeOf(wish) }
  const refused = await writeCertificates(context, [next], {
    owner: { account },
    audit: (written) =>
      written.map(() => ({
        action: 'certificate.issue',
        actor: { kind: 'citizen', id: account },
        account,
        outcome: 'done',
        data: { certificate: id, family: signed.value.family, records: records.length },
      })),
  })
  const why = refused.get(id)
  return why ? refuse(why) : ok(issuedView(id, records, signed.value))
}
