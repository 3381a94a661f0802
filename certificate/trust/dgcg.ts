import { fromBase64 } from '../encoding/base64.ts'
import { isArray, isObject, isString, type JsonObject, parseJson } from '../encoding/json.ts'
import { parseInstant } from '../encoding/time.ts'
import { fromUtf8 } from '../encoding/utf8.ts'
import { Malformed } from '../fault.ts'
import type { Outcome } from '../record.ts'
import { isCmsSignedBy, parseCms } from '../signature/cms.ts'
import { sha256 } from '../signature/sha256.ts'
import { verifySignature } from '../signature/verify.ts'
import { parseX509, toHex, type X509 } from '../signature/x509.ts'
import { type Listing, makeAuthority, makeSigner } from './certificates.ts'
import { makePart, type PartSigner, readEach, refuse, splitEntries, type TrustOptions, type TrustPart } from './part.ts'
import type { Authority } from './trust-list.ts'

const isEntry = (entry: unknown): boolean => isObject(entry) && isString(entry['rawData'])

/** The entries of a list of the EU's gateway (DGCG), bare or as a member `certificates`; null for other JSON. */
export function entriesOf(json: unknown): readonly unknown[] | null {
  const entries = isObject(json) ? json['certificates'] : json
  return isArray(entries) && entries.some(isEntry) ? entries : null
}

const signatureLine = /^([A-Za-z0-9+/]{86}==)\r?\n/

/**
 * The German form of such a list: a line with the base64 of an ECDSA signature (P-256, r‖s), then the signed bytes, which are JSON. Null for any other text.
 */
export function splitGerman(bytes: Uint8Array): { readonly signature: Uint8Array; readonly signed: Uint8Array } | null {
  let start = ''
  for (const byte of bytes.subarray(0, 90)) start += String.fromCharCode(byte)
  const found = signatureLine.exec(start)
  if (!found) return null
  return { signature: fromBase64(found[1] as string), signed: bytes.subarray(found[0].length) }
}

/** Reads JSON whose texts may be broken by line ends, as these lists have them inside of base64. */
export function parseLoose(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof Malformed) || error.code !== 'json.syntax' || !/[\r\n]/.test(text)) throw error
    return parseJson(text.replaceAll(/[\r\n]+/g, ''))
  }
}

/** Reads a list in the German form. With `listKey` its signature is checked (`trust.proof`). */
export async function readGerman(
  { signature, signed }: { readonly signature: Uint8Array; readonly signed: Uint8Array },
  name: string,
  options: TrustOptions,
): Promise<Outcome<TrustPart>> {
  const { listKey } = options
  if (listKey && !(await verifySignature(listKey, 'ES256', signed, signature)))
    return refuse('trust.proof', { name, reason: 'signature.mismatch' })
  const entries = entriesOf(parseLoose(fromUtf8(signed)))
  if (!entries) return refuse('trust.unknown-kind', { name, expected: 'dgcg' })
  return readEntries(entries, { name, options, proof: listKey ? 'verified' : 'none' })
}

/** Reads a list of the gateway that is not signed as a whole. */
export async function readDgcg(
  entries: readonly unknown[],
  name: string,
  options: TrustOptions,
): Promise<Outcome<TrustPart>> {
  if (options.listKey) return refuse('trust.proof', { name, reason: 'proof.missing' })
  return readEntries(entries, { name, options, proof: 'none' })
}

interface Reading {
  readonly name: string
  readonly options: TrustOptions
  readonly proof: 'verified' | 'none'
}

async function readEntries(entries: readonly unknown[], reading: Reading): Promise<Outcome<TrustPart>> {
  const uploaders = reading.options.uploadCertificates?.map(parseX509) ?? null
  const { found, skipped } = await readEach(entries, placeOf, (entry) => readEntry(entry, uploaders))
  const times = entries.flatMap((entry) => {
    const at = isObject(entry) && isString(entry['timestamp']) ? parseInstant(entry['timestamp']) : null
    return at === null ? [] : [at]
  })
  // The list is as new as its newest entry.
  const at = times.length > 0 ? times.reduce((newest, each) => Math.max(newest, each)) : null
  const proof = uploaders ? 'verified' : reading.proof
  return {
    ok: true,
    value: makePart({ name: reading.name, kind: 'dgcg', at, proof }, { ...splitEntries(found), skipped }),
  }
}

const placeOf = (entry: unknown, at: number): string =>
  isObject(entry) && isString(entry['kid']) ? entry['kid'] : `${at}`

const unbroken = (value: unknown): Uint8Array => {
  if (!isString(value)) throw new Malformed('trust.entry')
  return fromBase64(value.replaceAll(/\s+/g, ''))
}

async function readEntry(entry: unknown, uploaders: readonly X509[] | null): Promise<PartSigner | Authority> {
  if (!isObject(entry)) throw new Malformed('trust.entry')
  const { certificateType, country, kid } = entry
  if (certificateType !== 'DSC' && certificateType !== 'CSCA') throw new Malformed('trust.usage')
  if (!isString(country) || !/^[A-Za-z]{2}$/.test(country)) throw new Malformed('trust.country')
  const der = unbroken(entry['rawData'])
  await checkUpload(entry, der, uploaders)
  const listing: Listing = { country: country.toUpperCase(), ...(isString(kid) ? { keyId: kid } : {}) }
  const certificate = parseX509(der)
  return certificateType === 'DSC' ? makeSigner(certificate, listing) : makeAuthority(certificate, listing)
}

/** The signature of the entry must be over this very certificate, by an upload certificate of the entry's own country. */
async function checkUpload(entry: JsonObject, der: Uint8Array, uploaders: readonly X509[] | null): Promise<void> {
  const { thumbprint, country } = entry
  if (isString(thumbprint) && thumbprint.toLowerCase() !== toHex(sha256(der))) throw new Malformed('trust.thumbprint')
  if (!uploaders) return
  const own = uploaders.filter(({ subjectCountry }) => subjectCountry === String(country).toUpperCase())
  if (own.length === 0) throw new Malformed('trust.no-uploader')
  if (!(await isCmsSignedBy(parseCms(unbroken(entry['signature'])), der, own)))
    throw new Malformed('trust.upload-signature')
}
