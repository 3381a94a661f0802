import { fromBase64 } from '../encoding/base64.ts'
import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { parseInstant } from '../encoding/time.ts'
import { Malformed } from '../fault.ts'
import type { Outcome } from '../record.ts'
import { parseX509 } from '../signature/x509.ts'
import { makeAuthority, makeSigner } from './certificates.ts'
import { makePart, type PartSigner, readEach, refuse, splitEntries, type TrustOptions, type TrustPart } from './part.ts'
import type { Authority } from './trust-list.ts'

/** Is a DID document a list of the GDHCN: entries that say what they are used for, only names of other documents, or no entries but a proof? */
export function isGdhcn({ verificationMethod, proof }: JsonObject): boolean {
  if (!isArray(verificationMethod)) return false
  if (verificationMethod.length === 0) return isObject(proof)
  return verificationMethod.some(
    (entry) => isString(entry) || (isObject(entry) && ('keyusage' in entry || 'participant' in entry)),
  )
}

/**
 * Reads a trust list of the GDHCN (WHO, "Trustlist": DID documents). Keys come from the certificate `x5c[0]`, never from x, y or n, which are no proper JWK members in real lists. With an
 * anchor, the list is refused whole (`trust.proof`) unless its proof verifies.
 */
export async function readGdhcn(
  document: JsonObject,
  name: string,
  options: TrustOptions,
): Promise<Outcome<TrustPart>> {
  const { anchor, contexts } = options
  if (anchor !== undefined) {
    // Canonical JSON-LD is large: whoever does not check proofs never loads it.
    const { checkDidProof } = await import('../linked-data/did-proof.ts')
    const proof = await checkDidProof(document, anchor, contexts ?? {})
    if (proof !== 'verified') return refuse('trust.proof', { name, reason: proof.code })
  }
  const methods = isArray(document['verificationMethod']) ? document['verificationMethod'] : []
  const references = methods.filter(isString)
  const entries = methods.filter((method) => !isString(method))
  const { found, skipped } = await readEach(entries, placeOf, readEntry)
  const proof = isObject(document['proof']) ? document['proof'] : {}
  const at = isString(proof['created']) ? parseInstant(proof['created']) : null
  const source = { name, kind: 'gdhcn', at, proof: anchor === undefined ? 'none' : 'verified' } as const
  return { ok: true, value: makePart(source, { references, ...splitEntries(found), skipped }) }
}

const placeOf = (entry: unknown, at: number): string =>
  isObject(entry) && isString(entry['id']) ? entry['id'] : `${at}`

/** `#DSC` of `{ code: '#DSC' }`, without its mark. */
function codeOf(value: unknown): string | undefined {
  const code = isObject(value) ? value['code'] : value
  return isString(code) ? code.replace(/^#/, '') : undefined
}

function readEntry(entry: unknown): PartSigner | Authority {
  if (!isObject(entry) || !isObject(entry['publicKeyJwk'])) throw new Malformed('trust.entry')
  const { x5c, kid } = entry['publicKeyJwk']
  const [own] = isArray(x5c) ? x5c : []
  if (!isString(own)) throw new Malformed('trust.x5c')
  const [usage, participant] = [codeOf(entry['keyusage']), codeOf(entry['participant'])]
  // The specification says SCA, the lists CSCA. DECA signs device certificates, which no verifier here meets.
  if (usage !== 'DSC' && usage !== 'CSCA' && usage !== 'SCA') throw new Malformed('trust.usage')
  if (participant === undefined) throw new Malformed('trust.participant')
  const certificate = parseX509(fromBase64(own.replaceAll(/\s+/g, '')))
  if (usage !== 'DSC') return makeAuthority(certificate, { participant })
  return makeSigner(certificate, { participant, ...(isString(kid) ? { keyId: kid } : {}) })
}
