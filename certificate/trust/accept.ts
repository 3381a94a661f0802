import { toBase64 } from '../encoding/base64.ts'
import { type Crl, isCrlSignedBy } from '../signature/crl.ts'
import { findAuthorities } from './find.ts'
import { bytesOf, formOf } from './group.ts'
import { attempt, type Skipped, type TrustPart } from './part.ts'
import { type DatedStatusList, verifyStatusToken } from './status-token.ts'
import type { CertificateRevocation, StatusList, TrustList } from './trust-list.ts'

type Hear = (refused: Skipped) => void

/** The revocation lists that an authority of the trust signed, of each authority the newest. */
export async function acceptCrls(
  parts: readonly TrustPart[],
  trust: TrustList,
  hear: Hear,
): Promise<readonly CertificateRevocation[]> {
  const accepted = parts.flatMap(({ certificateRevocations }) => certificateRevocations)
  for (const part of parts)
    for (const [at, crl] of part.crls.entries()) {
      const refusal = await refusalOf(crl, trust)
      if (refusal) hear({ code: refusal, at: `${part.sources[0]?.name ?? ''} ${at}` })
      else accepted.push(revocationOf(crl))
    }
  const newest = new Map<string, CertificateRevocation>()
  for (const list of accepted) {
    const issuer = formOf(bytesOf(list.issuer))
    const known = newest.get(issuer)
    if (!known || known.thisUpdate <= list.thisUpdate) newest.set(issuer, list)
  }
  return [...newest.values()]
}

async function refusalOf(crl: Crl, trust: TrustList): Promise<string | null> {
  const authorities = findAuthorities(trust, crl.issuer)
  for (const { key } of authorities) if (await isCrlSignedBy(crl, key)) return null
  return authorities.length === 0 ? 'crl.authority' : 'crl.signature'
}

const revocationOf = ({ issuer, thisUpdate, nextUpdate, serials }: Crl): CertificateRevocation => ({
  issuer: toBase64(issuer),
  thisUpdate,
  nextUpdate,
  serials,
})

/** The status lists that their issuer signed, of each address and issuer the newest. */
export async function acceptStatusLists(
  parts: readonly TrustPart[],
  trust: TrustList,
  hear: Hear,
): Promise<readonly StatusList[]> {
  const fresh: DatedStatusList[] = []
  for (const token of parts.flatMap(({ statusTokens }) => statusTokens)) {
    const result = await attempt(() => verifyStatusToken(token, trust))
    if ('fault' in result) hear({ code: result.fault.code, at: token.uri })
    else fresh.push(result.value)
  }
  const byAge = fresh.sort((a, b) => a.issuedAt - b.issuedAt).map(({ list }) => list)
  const saved = parts.flatMap(({ statusLists }) => statusLists)
  return [...new Map([...saved, ...byAge].map((list) => [`${list.issuer} ${list.uri}`, list])).values()]
}
