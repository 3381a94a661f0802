import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { Malformed } from '../fault.ts'
import { ecdsaFromDer } from '../signature/ecdsa-der.ts'
import { publicKeyFromJwk } from '../signature/jwk.ts'
import type { PublicKey } from '../signature/key.ts'
import { verifySignature } from '../signature/verify.ts'
import { type Canonical, canonise } from './canonise.ts'
import type { Contexts } from './contexts.ts'
import { bytesToSign, takeProof } from './proof.ts'

/** What importers read of a trust list. None of it may stand outside of the signature. */
const readMembers: ReadonlySet<string> = new Set([
  'id',
  'type',
  'controller',
  'verificationMethod',
  'assertionMethod',
  'publicKeyJwk',
  'domain',
  'participant',
  'keyusage',
  'code',
])

/**
 * Checks the proof of a DID document of the GDHCN (JsonWebSignature2020, ES256) with the key that its proof names in `anchor`, a DID document the caller
 * trusts. The proof options take the context of the document; the signature is DER. Unknown members are let pass as nobody reads them, but what a trust list
 * is read by must be signed: a member that the contexts drop, or an entry whose id is not absolute, would not change the hash (`proof.uncovered`). Other codes:
 * `proof.*`, `jws.*`, `context.unknown`, `context.inline`, `linked-data.*`, `key.unknown`, `signature.mismatch`.
 */
export async function checkDidProof(
  document: unknown,
  anchor: unknown,
  contexts: Contexts,
): Promise<'verified' | { readonly code: string }> {
  try {
    if (!isObject(document)) throw new Malformed('proof.missing')
    await check(document, anchor, contexts)
    return 'verified'
  } catch (error) {
    if (error instanceof Malformed) return { code: error.code }
    if (error instanceof RangeError) return { code: 'format.too-deep' }
    throw error
  }
}

async function check(signed: JsonObject, anchor: unknown, contexts: Contexts): Promise<void> {
  const proven = takeProof(signed)
  if (proven.type !== 'JsonWebSignature2020') throw new Malformed('proof.type')
  if (proven.algorithm !== 'ES256') throw new Malformed('jws.algorithm')
  const key = findKey(anchor, proven.keyId)
  const options = await canonise({ ...proven.options, '@context': signed['@context'] }, contexts)
  const document = await canonise(proven.document, contexts)
  const bytes = bytesToSign(proven.header, options.quads, document.quads)
  const signature = ecdsaFromDer(proven.signature, 64)
  if (!(await verifySignature(key, 'ES256', bytes, signature))) throw new Malformed('signature.mismatch')
  if (!covers(document)) throw new Malformed('proof.uncovered')
}

const covers = ({ complete, dropped }: Canonical): boolean => complete && !dropped.some((name) => readMembers.has(name))

/** The key with this id: with `assertionMethod`, where the anchor has it, saying that it may sign. */
function findKey(anchor: unknown, keyId: string): PublicKey {
  const { verificationMethod, assertionMethod } = isObject(anchor) ? anchor : {}
  if (isArray(assertionMethod) && !assertionMethod.includes(keyId)) throw new Malformed('key.unknown')
  const methods = isArray(verificationMethod) ? verificationMethod.filter(isObject) : []
  const found = methods.find(({ id }) => isString(id) && id === keyId)
  if (!found) throw new Malformed('key.unknown')
  return publicKeyFromJwk(found['publicKeyJwk'])
}
