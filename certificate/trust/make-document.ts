import { toBase64, toBase64url } from '../encoding/base64.ts'
import { type JsonObject } from '../encoding/json.ts'
import { formatInstant } from '../encoding/time.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { canonise } from '../linked-data/canonise.ts'
import type { Contexts } from '../linked-data/contexts.ts'
import { bytesToSign } from '../linked-data/proof.ts'
import { ecdsaToDer } from '../signature/ecdsa-der.ts'
import { publicKeyToJwk } from '../signature/jwk.ts'
import type { PublicKey } from '../signature/key.ts'
import type { Sign } from '../signature/make-x509.ts'
import { parseX509 } from '../signature/x509.ts'
import { keyIdOf } from './certificates.ts'

/** A certificate of a trust list, with that of the authority that issued it (its own for an authority). */
export interface ListedCertificate {
  readonly usage: 'CSCA' | 'DSC'
  readonly certificate: Uint8Array
  readonly issuer: Uint8Array
}

/** What a trust list says. */
export interface TrustDocumentTerms {
  /** DID of the list, such as `did:web:health.example`. */
  readonly id: string
  /** GDHCN domain, such as `DCC`. */
  readonly domain: string
  /** GDHCN participant: ISO 3166-1 alpha-3. */
  readonly participant: string
  readonly entries: readonly ListedCertificate[]
  /** Milliseconds since 1970. */
  readonly created: number
  readonly nonce: string
}

/** The key that signs lists, by the id that its own DID document gives it. */
export interface ListSigner {
  readonly keyId: string
  readonly sign: Sign
}

/** The contexts by which lists of the GDHCN are written. */
export const trustContexts = [
  'https://www.w3.org/ns/did/v1',
  'https://w3id.org/security/suites/jws-2020/v1',
  'https://smart.who.int/trust/tng-context/v1.jsonld',
] as const

function entryOf(
  { usage, certificate, issuer }: ListedCertificate,
  { id, domain, participant }: TrustDocumentTerms,
): JsonObject {
  const kid = keyIdOf(certificate)
  const x5c = [certificate, issuer].map(toBase64)
  return {
    id: `${id}#${kid}`,
    type: 'JsonWebKey2020',
    controller: id,
    publicKeyJwk: { ...publicKeyToJwk(parseX509(certificate).key), kid, x5c },
    domain: { code: `#${domain}` },
    participant: { code: `#${participant}` },
    keyusage: { code: `#${usage}` },
  }
}

/**
 * Makes a trust list in the form of the GDHCN, with the proof that its lists bear: JsonWebSignature2020 with ES256, detached, the signature in DER. `checkDidProof` and `parseTrust` read it. Throws
 * `Malformed` with `context.unknown` where one of `trustContexts` is not among the contexts.
 */
export async function makeTrustDocument(
  terms: TrustDocumentTerms,
  contexts: Contexts,
  signer: ListSigner,
): Promise<JsonObject> {
  const document: JsonObject = {
    '@context': [...trustContexts],
    id: terms.id,
    controller: terms.id,
    verificationMethod: terms.entries.map((entry) => entryOf(entry, terms)),
  }
  const options: JsonObject = {
    type: 'JsonWebSignature2020',
    created: formatInstant(terms.created),
    nonce: terms.nonce,
    proofPurpose: 'assertionMethod',
    verificationMethod: signer.keyId,
  }
  const header = toBase64url(toUtf8('{"b64":false,"crit":["b64"],"alg":"ES256"}'))
  const [about, said] = [
    await canonise({ ...options, '@context': document['@context'] }, contexts),
    await canonise(document, contexts),
  ]
  const signature = ecdsaToDer(await signer.sign(bytesToSign(header, about.quads, said.quads)))
  return { ...document, proof: { ...options, jws: `${header}..${toBase64url(signature)}` } }
}

/** A key as a DID document names it. */
export interface DidKey {
  /** The part of its id after `#`. */
  readonly name: string
  readonly key: PublicKey
}

/** The DID document of an issuer whose keys may all sign: what anchors a list, or an issuer of DIVOC. */
export function makeIssuerDocument(id: string, keys: readonly DidKey[]): JsonObject {
  const methods = keys.map(({ name, key }) => ({
    id: `${id}#${name}`,
    type: 'JsonWebKey2020',
    controller: id,
    publicKeyJwk: publicKeyToJwk(key),
  }))
  return {
    '@context': trustContexts.slice(0, 2),
    id,
    controller: id,
    verificationMethod: methods,
    assertionMethod: methods.map((method) => method.id),
  }
}
