import { fromBase64, toBase64 } from '../encoding/base64.ts'
import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { Malformed } from '../fault.ts'
import { publicKeyFromJwk } from '../signature/jwk.ts'
import type { PublicKey } from '../signature/key.ts'
import { makePublicKey, publicKeyFromSpki } from '../signature/spki.ts'
import { saysSigning } from './jwks.ts'
import { makePart, readEach, type TrustPart } from './part.ts'
import type { IssuerKey } from './trust-list.ts'

/**
 * Reads the DID document of an issuer (DID Core, 5.2 and 5.3). Only keys that it names as assertion method, or writes out there, may sign. Keys come as `publicKeyJwk`, `publicKeyPem`,
 * and for Ed25519 as `publicKeyBase58` or `publicKeyMultibase`.
 */
export async function readDidIssuer(document: JsonObject, name: string): Promise<TrustPart> {
  const id = String(document['id'])
  const absolute = (reference: string): string => (reference.startsWith('#') ? id + reference : reference)
  const assertions = listOf(document['assertionMethod'])
  const named = assertions.map((each) => (isObject(each) ? each['id'] : each))
  const signing = new Set(named.filter(isString).map(absolute))
  const methods = [...listOf(document['verificationMethod']), ...assertions.filter(isObject)]
  const { found, skipped } = await readEach(
    methods,
    (method, at) => (isObject(method) && isString(method['id']) ? method['id'] : `${at}`),
    (method): IssuerKey => {
      if (!isObject(method) || !isString(method['id'])) throw new Malformed('trust.entry')
      const { publicKeyJwk: jwk } = method
      const keyId = absolute(method['id'])
      return {
        keyId,
        key: toBase64(keyOf(method).spki),
        signs: signing.has(keyId) && (!isObject(jwk) || saysSigning(jwk)),
        algorithm: isObject(jwk) && isString(jwk['alg']) ? jwk['alg'] : null,
      }
    },
  )
  const issuer = { id, name: null, country: null, keys: found }
  return makePart({ name, kind: 'did', at: null, proof: 'none' }, { issuers: [issuer], skipped })
}

const listOf = (value: unknown): readonly unknown[] => (isArray(value) ? value : value === undefined ? [] : [value])

function keyOf(method: JsonObject): PublicKey {
  const { publicKeyJwk, publicKeyPem, publicKeyBase58, publicKeyMultibase } = method
  if (publicKeyJwk !== undefined) return publicKeyFromJwk(publicKeyJwk)
  if (isString(publicKeyPem)) return keyFromPem(publicKeyPem)
  if (isString(publicKeyBase58)) return ed25519Key(fromBase58(publicKeyBase58))
  if (!isString(publicKeyMultibase) || !publicKeyMultibase.startsWith('z')) throw new Malformed('trust.key')
  const bytes = fromBase58(publicKeyMultibase.slice(1))
  // Multicodec 0xed: an Ed25519 public key.
  if (bytes[0] !== 0xed || bytes[1] !== 0x01) throw new Malformed('trust.key')
  return ed25519Key(bytes.subarray(2))
}

function ed25519Key(bytes: Uint8Array): PublicKey {
  if (bytes.length !== 32) throw new Malformed('key.length')
  return makePublicKey('ed25519', bytes)
}

const publicBlock = /-----BEGIN (RSA )?PUBLIC KEY-----([^-]*)-----END \1?PUBLIC KEY-----/

/** A public key in PEM: SubjectPublicKeyInfo, or the bare RSA form. Throws `trust.key` for other text, private keys included. */
export function keyFromPem(text: string): PublicKey {
  const [, rsa, body] = publicBlock.exec(text) ?? []
  if (body === undefined) throw new Malformed('trust.key')
  const der = fromBase64(body.replaceAll(/\s+/g, ''))
  return publicKeyFromSpki(rsa ? makePublicKey('rsa', der).spki : der)
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** base58 as Bitcoin writes it; keys are short, so are the texts. */
function fromBase58(text: string): Uint8Array {
  if (text.length > 64) throw new Malformed('base58.length')
  let value = 0n
  for (let at = 0; at < text.length; at++) {
    const digit = base58.indexOf(text.charAt(at))
    if (digit < 0) throw new Malformed('base58.character', at)
    value = value * 58n + BigInt(digit)
  }
  const bytes: number[] = []
  for (; value > 0n; value >>= 8n) bytes.unshift(Number(value & 255n))
  const zeros = text.length - text.replace(/^1+/, '').length
  return Uint8Array.from([...Array.from({ length: zeros }, () => 0), ...bytes])
}
