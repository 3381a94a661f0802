import type { Certificate, Reading } from '../certificate.ts'
import { fromBase64url } from '../encoding/base64.ts'
import { isObject, isString, type JsonObject, parseJson } from '../encoding/json.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { guard, Malformed } from '../fault.ts'
import { type Algorithm, rawLength } from '../signature/key.ts'
import { parseX509, type X509 } from '../signature/x509.ts'
import { canonicalize } from './canonical-json.ts'
import { readMessage, type SealKind } from './message.ts'

/** What verifying a seal needs. */
export interface SealedVds {
  readonly kind: SealKind
  readonly algorithm: Algorithm
  readonly signer: X509
  /** The canonical form of `data` in UTF-8. */
  readonly signed: Uint8Array
  readonly signature: Uint8Array
  /** Identifier of the certificate (`uvci`, `utci`), or null. */
  readonly id: string | null
}

/** A visible digital seal for non-constrained environments about a vaccination or a test. */
export type VdsCertificate = Certificate<'vds-nc', SealedVds>

const unrecognised = { family: null, fault: { verdict: 'unrecognised', code: 'text.unrecognised' } } as const

/**
 * Reads a VDS-NC (ICAO Technical Report, VDS for non-constrained environments, 1.1): strict JSON of header, message and signature zone. Seals of other kinds
 * (visas, travel authorisations) are not recognised. The validity is that of the signer's certificate, as a seal has none of its own. Faults: `vds.header`,
 * `vds.name`, `vds.message`, `vds.signature-zone`, `vds.algorithm`, `vds.signature` (DER, for one), `jcs.*`, `json.*`, `base64.*`, `x509.*`, `der.*`, `key.*`.
 */
export function readVds(text: string): Reading<VdsCertificate> {
  if (!/^\s*\{/.test(text) || !/"hdr"\s*:/.test(text) || !/"msg"\s*:/.test(text)) return unrecognised
  const read = guard(() => readSeal(text))
  if (read === null) return unrecognised
  return 'fault' in read ? { family: 'vds-nc', fault: read.fault } : read
}

function readSeal(text: string): VdsCertificate | null {
  const seal = parseJson(text)
  const data = isObject(seal) ? seal['data'] : undefined
  if (!isObject(seal) || !isObject(data) || !isObject(data['hdr'])) return null
  const { t: kind, is: issuer, v: version } = data['hdr'] as { t?: unknown; is?: unknown; v?: unknown }
  if (kind !== 'icao.vacc' && kind !== 'icao.test') return null
  if (!isString(issuer) || issuer === '') throw new Malformed('vds.header', 'data.hdr.is')
  if (!Number.isInteger(version)) throw new Malformed('vds.header', 'data.hdr.v')
  if (!isObject(data['msg'])) throw new Malformed('vds.message', 'data.msg')
  const { holder, entries } = readMessage(data['msg'], kind, issuer)
  const id = data['msg'][kind === 'icao.vacc' ? 'uvci' : 'utci']
  const { algorithm, signer, signature } = readSignature(seal['sig'])
  return {
    family: 'vds-nc',
    holder,
    entries,
    issuer: { country: issuer, id: issuer, keyId: null },
    validity: { from: signer.from, until: signer.until },
    // A later version of the message may mean something else by the same members.
    warnings: version === 1 ? [] : [{ code: 'vds.version', at: 'data.hdr.v', value: String(version) }],
    payload: data,
    sealed: { kind, algorithm, signer, signed: toUtf8(canonicalize(data)), signature, id: isString(id) ? id : null },
  }
}

const lengths: { readonly [algorithm: string]: number | undefined } = {
  ES256: rawLength.p256,
  ES384: rawLength.p384,
  ES512: rawLength.p521,
}

function readSignature(zone: unknown): Pick<SealedVds, 'algorithm' | 'signer' | 'signature'> {
  if (!isObject(zone)) throw new Malformed('vds.signature-zone', 'sig')
  const { alg, cer, sigvl } = zone as JsonObject & { alg?: unknown; cer?: unknown; sigvl?: unknown }
  if (!isString(cer) || !isString(sigvl)) throw new Malformed('vds.signature-zone', 'sig')
  if (!isString(alg) || !Object.hasOwn(lengths, alg)) throw new Malformed('vds.algorithm', 'sig.alg')
  const signature = fromBase64url(sigvl)
  if (signature.length !== lengths[alg]) throw new Malformed('vds.signature', 'sig.sigvl')
  return { algorithm: alg as Algorithm, signer: parseX509(fromBase64url(cer)), signature }
}
