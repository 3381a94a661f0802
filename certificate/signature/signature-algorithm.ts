import { guard } from '../fault.ts'
import { childrenOf, type Element, expectTag, numberOf, oidOf, tags } from './der.ts'
import { ecdsaFromDer } from './ecdsa-der.ts'
import { type PublicKey, rawLength, type Scheme } from './key.ts'
import { verifyScheme } from './verify.ts'

/** Hash algorithms by object identifier. SHA-1 and MD5 are left out: what they sign is not signed. */
export const hashOf: { readonly [oid: string]: Scheme['hash'] } = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}

const schemes: { readonly [oid: string]: Scheme } = {
  '1.2.840.10045.4.3.2': { padding: 'ecdsa', hash: 'SHA-256', salt: 0 },
  '1.2.840.10045.4.3.3': { padding: 'ecdsa', hash: 'SHA-384', salt: 0 },
  '1.2.840.10045.4.3.4': { padding: 'ecdsa', hash: 'SHA-512', salt: 0 },
  '1.2.840.113549.1.1.11': { padding: 'pkcs1', hash: 'SHA-256', salt: 0 },
  '1.2.840.113549.1.1.12': { padding: 'pkcs1', hash: 'SHA-384', salt: 0 },
  '1.2.840.113549.1.1.13': { padding: 'pkcs1', hash: 'SHA-512', salt: 0 },
  '1.3.101.112': { padding: 'eddsa', hash: 'SHA-512', salt: 0 },
}

const oldSchemes: { readonly [oid: string]: Scheme } = {
  '1.2.840.10045.4.1': { padding: 'ecdsa', hash: 'SHA-1', salt: 0 },
  '1.2.840.113549.1.1.5': { padding: 'pkcs1', hash: 'SHA-1', salt: 0 },
}

/** The schemes with SHA-1; null for all others. */
export const oldSchemeFrom = (algorithm: Element): Scheme | null =>
  oldSchemes[oidOf(childrenOf(algorithm, tags.sequence)[0])] ?? null

/**
 * What an AlgorithmIdentifier says; null for what is not supported. In CMS, `hash` is that of the signer info, which algorithms named by the key alone go with
 * (`rsaEncryption`, `ecPublicKey`).
 */
export function schemeFrom(algorithm: Element, hash?: Scheme['hash']): Scheme | null {
  const [name, parameters] = childrenOf(algorithm, tags.sequence)
  const oid = oidOf(name)
  if (oid === '1.2.840.113549.1.1.10') return pssScheme(parameters)
  if (hash && oid === '1.2.840.113549.1.1.1') return { padding: 'pkcs1', hash, salt: 0 }
  if (hash && oid === '1.2.840.10045.2.1') return { padding: 'ecdsa', hash, salt: 0 }
  return schemes[oid] ?? null
}

/** RSASSA-PSS-params (RFC 4055, 3.1): the mask must use the same hash. Left out, the hash is SHA-1, which does not count. */
function pssScheme(parameters: Element | undefined): Scheme | null {
  const given = parameters ? childrenOf(parameters, tags.sequence) : []
  const field = (tag: number): Element | undefined => {
    const wrapped = given.find((each) => each.tag === tag)
    return wrapped && childrenOf(wrapped)[0]
  }
  const [digest, mask, salt, trailer] = [field(0xa0), field(0xa1), field(0xa2), field(0xa3)]
  if (!digest || !mask || (trailer && numberOf(trailer) !== 1)) return null
  const [generator, maskDigest] = childrenOf(mask, tags.sequence)
  const hash = hashOf[oidOf(childrenOf(digest, tags.sequence)[0])]
  const maskHash = hashOf[oidOf(childrenOf(expectTag(maskDigest, tags.sequence))[0])]
  if (!hash || hash !== maskHash || oidOf(generator) !== '1.2.840.113549.1.1.8') return null
  return { padding: 'pss', hash, salt: salt ? numberOf(salt) : 20 }
}

/** Verifies a signature of X.509, CRL or CMS, where ECDSA is in DER. False for whatever is wrong with it. */
export async function verifySigned(
  key: PublicKey,
  algorithm: Element | Scheme,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const prepared = guard(() => {
    const scheme = 'padding' in algorithm ? algorithm : schemeFrom(algorithm)
    const length = rawLength[key.kind]
    return scheme && { scheme, raw: length ? ecdsaFromDer(signature, length) : signature }
  })
  if (!prepared || 'fault' in prepared) return false
  return verifyScheme(key, prepared.scheme, data, prepared.raw)
}
