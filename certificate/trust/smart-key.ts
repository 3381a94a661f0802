import { fromBase64 } from '../encoding/base64.ts'
import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { guard } from '../fault.ts'
import { publicKeyFromJwk, thumbprintOf } from '../signature/jwk.ts'
import type { PublicKey } from '../signature/key.ts'
import { isSignedBy, parseX509, type X509 } from '../signature/x509.ts'

const fixed: readonly (readonly [member: string, value: string])[] = [
  ['kty', 'EC'],
  ['use', 'sig'],
  ['alg', 'ES256'],
  ['crv', 'P-256'],
]

/**
 * What is wrong with a key that an issuer of SMART Health Cards publishes (SMART Health Cards, "Determining keys associated with an issuer"): `jwk.kty`, `jwk.use`, `jwk.alg`, `jwk.crv`
 * for other than EC, sig, ES256, P-256; `jwk.private` for a private key; `jwk.kid` where the id is not the key's thumbprint (RFC 7638); `jwk.x5c` where the certificates do not
 * belong to the key or, with an `issuer` URL, to the issuer. Empty for a good key. Validity dates of the certificates are not looked at.
 */
export async function checkSmartKey(jwk: unknown, issuer: string | null): Promise<readonly string[]> {
  if (!isObject(jwk)) return ['jwk.object']
  const problems = fixed.filter(([member, value]) => jwk[member] !== value).map(([member]) => `jwk.${member}`)
  if ('d' in jwk) problems.push('jwk.private')
  const { d: _, ...open } = jwk
  const key = guard(() => publicKeyFromJwk(open))
  if ('fault' in key) return problems.includes(key.fault.code) ? problems : [...problems, key.fault.code]
  if (jwk['kid'] !== thumbprintOf(key)) problems.push('jwk.kid')
  if (jwk['x5c'] !== undefined && !(await isChainOf(jwk, key, issuer === null ? null : { issuer, always: true })))
    problems.push('jwk.x5c')
  return problems
}

/** Whom the first certificate must name: the issuer, the issuer if it names anybody, or nobody in particular. */
type Naming = { readonly issuer: string; readonly always: boolean } | null

/** Do the certificates of a JWK belong together: the first to the key (RFC 7517, 4.7) and the issuer, each signed by the next one? */
export async function isChainOf({ x5c }: JsonObject, key: PublicKey, naming: Naming): Promise<boolean> {
  const chain = guard(() => (isArray(x5c) ? x5c : []).map((each) => parseX509(fromBase64(isString(each) ? each : ''))))
  if ('fault' in chain) return false
  const [own] = chain
  if (!own || !isSameKey(own.key, key) || !isNamed(own, naming)) return false
  for (const [at, certificate] of chain.entries()) {
    const above = chain[at + 1]
    if (above && !(await isSignedBy(certificate, above.key))) return false
  }
  return true
}

function isNamed({ subjectAltNames }: X509, naming: Naming): boolean {
  const urls = subjectAltNames.filter(({ kind }) => kind === 'uri')
  if (!naming || (urls.length === 0 && !naming.always)) return true
  return urls.some(({ value }) => value === naming.issuer)
}

const isSameKey = (one: PublicKey, other: PublicKey): boolean =>
  one.kind === other.kind &&
  one.spki.length === other.spki.length &&
  one.spki.every((byte, at) => byte === other.spki[at])
