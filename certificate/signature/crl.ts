import { Malformed } from '../fault.ts'
import { bytesOf, childrenOf, contentOf, type Element, expectTag, tags } from './der.ts'
import type { PublicKey } from './key.ts'
import { verifySigned } from './signature-algorithm.ts'
import { authorityKeyIdOf, extensionsOf, openSigned, serialOf, timeOf } from './x509.ts'

/** A certificate revocation list (RFC 5280, 5). Instants in milliseconds since 1970, serial numbers in lower-case hex. */
export interface Crl {
  readonly tbs: Uint8Array
  /** Name as DER. */
  readonly issuer: Uint8Array
  readonly thisUpdate: number
  readonly nextUpdate: number | null
  readonly serials: readonly string[]
  readonly authorityKeyId: string | null
  readonly signatureAlgorithm: Element
  readonly signature: Uint8Array
}

const isTime = (element: Element | undefined): boolean =>
  element?.tag === tags.utcTime || element?.tag === tags.generalizedTime

/**
 * Reads a DER revocation list. Throws `Malformed`: `der.*`, `x509.*`, and for lists that cannot stand alone `crl.delta` (only changes) and `crl.indirect` (certificates of
 * other issuers).
 */
export function parseCrl(der: Uint8Array): Crl {
  const { content, algorithm, signature } = openSigned(der)
  const parts = childrenOf(content)
  const [, issuer, thisUpdate, ...rest] = parts[0]?.tag === tags.integer ? parts.slice(1) : parts
  const nextUpdate = isTime(rest[0]) ? rest.shift() : undefined
  const revoked = rest[0]?.tag === tags.sequence ? rest.shift() : undefined
  const extensions = extensionsOf(rest.find(({ tag }) => tag === 0xa0))
  refusePartial(extensions)
  return {
    tbs: bytesOf(content),
    issuer: bytesOf(expectTag(issuer, tags.sequence)),
    thisUpdate: timeOf(thisUpdate),
    nextUpdate: nextUpdate ? timeOf(nextUpdate) : null,
    serials: revoked ? childrenOf(revoked).map((entry) => serialOf(childrenOf(entry, tags.sequence)[0])) : [],
    authorityKeyId: authorityKeyIdOf(extensions.get('2.5.29.35')),
    signatureAlgorithm: algorithm,
    signature,
  }
}

function refusePartial(extensions: ReadonlyMap<string, Element>): void {
  if (extensions.has('2.5.29.27')) throw new Malformed('crl.delta')
  const point = extensions.get('2.5.29.28')
  const flag = point && childrenOf(point, tags.sequence).find(({ tag }) => tag === 0x84)
  if (flag && contentOf(flag)[0] !== 0) throw new Malformed('crl.indirect')
}

/** Did the key sign this revocation list? */
export const isCrlSignedBy = (crl: Crl, issuerKey: PublicKey): Promise<boolean> =>
  verifySigned(issuerKey, crl.signatureAlgorithm, crl.tbs, crl.signature)
