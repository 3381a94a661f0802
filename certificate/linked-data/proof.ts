import { fromBase64url } from '../encoding/base64.ts'
import { isArray, isObject, isString, type JsonObject, parseJson } from '../encoding/json.ts'
import { fromUtf8, toUtf8 } from '../encoding/utf8.ts'
import { Malformed } from '../fault.ts'
import { sha256 } from '../signature/sha256.ts'

/** A signed JSON-LD document taken apart. Nothing of it has been verified. */
export interface Proven {
  /** The document without its proof. */
  readonly document: JsonObject
  /** The proof without its signature and without a context: what is signed beside the document. */
  readonly options: JsonObject
  readonly type: string
  /** Id of the key. */
  readonly keyId: string
  /** JWS header as it stands, base64url. */
  readonly header: string
  readonly algorithm: string
  readonly signature: Uint8Array
}

/**
 * Takes the proof off a document: exactly one, for the purpose `assertionMethod`, with a detached JWS over unencoded bytes (RFC 7797: `b64` false and critical,
 * nothing else critical). Throws `Malformed`: `proof.missing`, `proof.many`, `proof.purpose`, `proof.member`, `jws.*`, `base64.*`.
 */
export function takeProof(signed: JsonObject): Proven {
  const { proof: proofs, ...document } = signed
  if (isArray(proofs) && proofs.length > 1) throw new Malformed('proof.many', 'proof')
  const proof: unknown = isArray(proofs) ? proofs[0] : proofs
  if (!isObject(proof)) throw new Malformed('proof.missing', 'proof')
  const { jws, ...options } = proof
  const { type, verificationMethod, proofPurpose } = options
  if (!isString(type)) throw new Malformed('proof.member', 'proof.type')
  if (!isString(verificationMethod)) throw new Malformed('proof.member', 'proof.verificationMethod')
  if (!isString(jws)) throw new Malformed('proof.member', 'proof.jws')
  if (proofPurpose !== 'assertionMethod') throw new Malformed('proof.purpose', 'proof.proofPurpose')
  return { document, options, type, keyId: verificationMethod, ...splitDetached(jws) }
}

function splitDetached(jws: string): Pick<Proven, 'header' | 'algorithm' | 'signature'> {
  const [header = '', payload, signature = '', ...more] = jws.split('.')
  if (header === '' || payload !== '' || signature === '' || more.length > 0)
    throw new Malformed('jws.parts', 'proof.jws')
  const members = parseJson(fromUtf8(fromBase64url(header)))
  if (!isObject(members) || !isString(members['alg'])) throw new Malformed('jws.header', 'proof.jws')
  const { alg, b64, crit } = members
  if (b64 !== false || !isArray(crit) || crit.length !== 1 || crit[0] !== 'b64')
    throw new Malformed('jws.crit', 'proof.jws')
  return { header, algorithm: alg, signature: fromBase64url(signature) }
}

/** The bytes that the signature is over: header, dot, SHA-256 of the canonical options, SHA-256 of the canonical document. */
export function bytesToSign(header: string, options: string, document: string): Uint8Array {
  const start = toUtf8(`${header}.`)
  const bytes = new Uint8Array(start.length + 64)
  bytes.set(start)
  bytes.set(sha256(toUtf8(options)), start.length)
  bytes.set(sha256(toUtf8(document)), start.length + 32)
  return bytes
}
