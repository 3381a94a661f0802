import { digestBytes } from '#engine'
import { guard, Malformed } from '../fault.ts'
import { bytesOf, childrenOf, contentOf, type Element, expectTag, octetsOf, oidOf, readBer, tags } from './der.ts'
import type { Scheme } from './key.ts'
import { compareForm } from './name.ts'
import { hashOf, schemeFrom, verifySigned } from './signature-algorithm.ts'
import { serialOf, toHex, type X509 } from './x509.ts'

const signedData = '1.2.840.113549.1.7.2'
const contentTypeAttribute = '1.2.840.113549.1.9.3'
const messageDigestAttribute = '1.2.840.113549.1.9.4'

/** A signed message (RFC 5652, 5). Nothing of it has been verified. */
export interface Cms {
  readonly contentType: string
  /** Null where the signature is detached. */
  readonly content: Uint8Array | null
  readonly signerInfos: readonly SignerInfo[]
}

interface SignerInfo {
  /** Who: issuer and serial number, or the key's identifier. */
  readonly sid: Element
  readonly hash: Scheme['hash'] | undefined
  readonly attributes: Element | undefined
  readonly algorithm: Element
  readonly signature: Uint8Array
}

/** Reads a signed message in DER or BER. Throws `Malformed`: `der.*`, `cms.type`, `cms.members`. */
export function parseCms(bytes: Uint8Array): Cms {
  const [type, wrapped] = childrenOf(readBer(bytes), tags.sequence)
  if (oidOf(type) !== signedData) throw new Malformed('cms.type')
  const [message] = childrenOf(expectTag(wrapped, 0xa0))
  const parts = childrenOf(expectTag(message, tags.sequence))
  const [contentType, content] = childrenOf(expectTag(parts[2], tags.sequence))
  const [octets] = content ? childrenOf(expectTag(content, 0xa0)) : []
  return {
    contentType: oidOf(contentType),
    content: octets ? octetsOf(octets) : null,
    signerInfos: childrenOf(expectTag(parts.at(-1), tags.set)).map(readSignerInfo),
  }
}

function readSignerInfo(element: Element): SignerInfo {
  const [, sid, digest, ...rest] = childrenOf(element, tags.sequence)
  const attributes = rest[0]?.tag === 0xa0 ? rest.shift() : undefined
  const [algorithm, signature] = rest
  if (!sid) throw new Malformed('cms.members')
  const hash = hashOf[oidOf(childrenOf(expectTag(digest, tags.sequence))[0])]
  return { sid, hash, attributes, algorithm: expectTag(algorithm, tags.sequence), signature: octetsOf(signature) }
}

/**
 * Is the message, over exactly this content, signed by one of these certificates? Content inside the message must be the same. Certificates inside the message count for
 * nothing, and so do their dates: whom to trust the caller says.
 */
export async function isCmsSignedBy(cms: Cms, content: Uint8Array, signers: readonly X509[]): Promise<boolean> {
  if (cms.content && !isSame(cms.content, content)) return false
  for (const info of cms.signerInfos)
    for (const signer of signers)
      if (isNamed(info.sid, signer) && (await isSigned(cms, info, { content, signer }))) return true
  return false
}

function isNamed(sid: Element, signer: X509): boolean {
  const named = guard(() => {
    if (sid.tag === 0x80) return toHex(contentOf(sid)) === signer.subjectKeyId
    const [issuer, serial] = childrenOf(sid, tags.sequence)
    if (!issuer || serialOf(serial) !== signer.serial) return false
    return compareForm(bytesOf(issuer)) === compareForm(signer.issuer)
  })
  return named === true
}

interface Question {
  readonly content: Uint8Array
  readonly signer: X509
}

async function isSigned(cms: Cms, info: SignerInfo, { content, signer }: Question): Promise<boolean> {
  const scheme = guard(() => schemeFrom(info.algorithm, info.hash))
  if (!scheme || 'fault' in scheme || !info.hash) return false
  if (!info.attributes) return verifySigned(signer.key, scheme, content, info.signature)
  const attributes = info.attributes
  const stated = guard(() => readAttributes(attributes))
  if ('fault' in stated || stated.contentType !== cms.contentType) return false
  if (!isSame(stated.messageDigest, await digestBytes(info.hash, content))) return false
  return verifySigned(signer.key, scheme, stated.signed, info.signature)
}

interface Attributes {
  readonly contentType: string
  readonly messageDigest: Uint8Array
  /** What the signature is over: the attributes as a SET, though they stand there with a tag of their own (RFC 5652, 5.4). */
  readonly signed: Uint8Array
}

function readAttributes(element: Element): Attributes {
  const values = new Map<string, Element>()
  for (const attribute of childrenOf(element)) {
    const [type, set] = childrenOf(attribute, tags.sequence)
    const [value, more] = childrenOf(expectTag(set, tags.set))
    const oid = oidOf(type)
    if (!value || values.has(oid)) throw new Malformed('cms.attribute')
    if (more && (oid === contentTypeAttribute || oid === messageDigestAttribute)) throw new Malformed('cms.attribute')
    values.set(oid, value)
  }
  const signed = Uint8Array.from(bytesOf(element))
  signed[0] = tags.set
  const messageDigest = octetsOf(values.get(messageDigestAttribute))
  return { contentType: oidOf(values.get(contentTypeAttribute)), messageDigest, signed }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}
