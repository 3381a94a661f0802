import { guard } from '../fault.ts'
import { publicKeyFromSpki } from '../signature/spki.ts'
import { isIssuedBy, type X509 } from '../signature/x509.ts'
import { acceptCrls, acceptStatusLists } from './accept.ts'
import { bytesOf } from './group.ts'
import type { Skipped, TrustPart } from './part.ts'
import {
  type Authority,
  type IssuerKey,
  noTrust,
  type TrustedIssuer,
  type TrustedSigner,
  type TrustList,
} from './trust-list.ts'

/**
 * Combines parts to one trust list. The signature of every signer is checked here, once, with the keys of the authorities of its own participant or country; revocation lists of certificates
 * count only if an authority signed them, status lists only if their issuer did. What is given twice is kept once. `hear` is told what was refused: `crl.authority`, `crl.signature`,
 * `status-list.*`, `key.unknown`, `signature.mismatch`.
 */
export async function combineTrust(
  parts: readonly TrustPart[],
  hear: (refused: Skipped) => void = () => {},
): Promise<TrustList> {
  const all = gatherKeys(parts)
  const trust: TrustList = {
    format: noTrust.format,
    sources: parts.flatMap(({ sources }) => sources),
    authorities: all.authorities,
    signers: await chain(all),
    issuers: mergeIssuers(parts.flatMap(({ issuers }) => issuers)),
    dccRevocations: once(parts.flatMap(({ dccRevocations }) => dccRevocations)),
    shcRevocations: once(parts.flatMap(({ shcRevocations }) => shcRevocations)),
    certificateRevocations: [],
    statusLists: [],
    contexts: Object.fromEntries(parts.flatMap(({ contexts }) => Object.entries(contexts))),
  }
  const certificateRevocations = await acceptCrls(parts, trust, hear)
  return { ...trust, certificateRevocations, statusLists: await acceptStatusLists(parts, trust, hear) }
}

/** Each value once; equal is what is equal as JSON. */
const once = <T>(values: readonly T[]): readonly T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
]

interface Gathered {
  readonly signer: TrustedSigner
  certificate: X509 | null
  readonly issuedBy: Set<number>
}

interface Keys {
  readonly authorities: readonly Authority[]
  readonly signers: readonly Gathered[]
}

function gatherKeys(parts: readonly TrustPart[]): Keys {
  const authorities = once(parts.flatMap((part) => part.authorities))
  const places = new Map(authorities.map((authority, at) => [JSON.stringify(authority), at]))
  const signers = new Map<string, Gathered>()
  for (const part of parts)
    for (const { signer, certificate } of part.signers) {
      const identity = JSON.stringify({ ...signer, issuedBy: [] })
      const known = signers.get(identity) ?? { signer, certificate, issuedBy: new Set<number>() }
      known.certificate ??= certificate
      // A saved signer was checked when it was saved, below the authorities that were saved along.
      for (const at of signer.issuedBy) known.issuedBy.add(places.get(JSON.stringify(part.authorities[at])) ?? -1)
      signers.set(identity, known)
    }
  return { authorities, signers: [...signers.values()] }
}

async function chain({ authorities, signers }: Keys): Promise<readonly TrustedSigner[]> {
  // A saved list may be damaged: an authority whose key is none issued nothing.
  const keys = authorities.map(({ key }) => guard(() => publicKeyFromSpki(bytesOf(key))))
  const chained: TrustedSigner[] = []
  for (const { signer, certificate, issuedBy } of signers) {
    for (const [at, authority] of authorities.entries()) {
      const key = keys[at]
      if (certificate && key && !('fault' in key) && isOwn(signer, authority) && (await isIssuedBy(certificate, key)))
        issuedBy.add(at)
    }
    issuedBy.delete(-1)
    chained.push({ ...signer, issuedBy: [...issuedBy].sort((a, b) => a - b) })
  }
  return chained
}

// Territories whose certificates are issued below the authority of another country, and country codes that the EU writes in its own way.
const territories: { readonly [sovereign: string]: string } = {
  DK: 'FO GL',
  FI: 'AX',
  FR: 'BL GF GP MF MQ NC PF PM RE WF YT',
  GB: 'GG GI IM JE UK',
  GR: 'EL',
  NL: 'AW BQ CW SX',
  NO: 'SJ',
}

function isBelow(country: string, sovereign: string): boolean {
  const below = Object.hasOwn(territories, sovereign) ? territories[sovereign] : undefined
  return country === sovereign || (below?.split(' ').includes(country) ?? false)
}

/** Is the authority of the signer's own participant, or where a list names none, of its own country? */
function isOwn(signer: TrustedSigner, authority: Authority): boolean {
  if (signer.participant !== null && authority.participant !== null) return signer.participant === authority.participant
  return isBelow(signer.country, authority.country)
}

/** One issuer for each id, with the keys and the name of all that are given for it. */
function mergeIssuers(issuers: readonly TrustedIssuer[]): readonly TrustedIssuer[] {
  const merged = new Map<string, TrustedIssuer>()
  for (const issuer of issuers) {
    const known = merged.get(issuer.id)
    const keys: readonly IssuerKey[] = once([...(known?.keys ?? []), ...issuer.keys])
    const name = known?.name ?? issuer.name
    merged.set(issuer.id, { id: issuer.id, name, country: known?.country ?? issuer.country, keys })
  }
  return [...merged.values()]
}
