import { fromBase64url } from '../encoding/base64.ts'
import { inflateRaw, inflateZlib } from '../encoding/inflate.ts'
import { isArray, isObject, isString, type JsonObject, parseJson } from '../encoding/json.ts'
import { fromUtf8, toUtf8 } from '../encoding/utf8.ts'
import { guard } from '../fault.ts'
import { ecdsaFromDer } from '../signature/ecdsa-der.ts'
import { publicKeyFromJwk } from '../signature/jwk.ts'
import { verifySignature } from '../signature/verify.ts'
import { parseTrust } from '../trust/parse.ts'
import { checkSmartKey } from '../trust/smart-key.ts'
import { readBundle } from './bundle.ts'
import { checkIssuer, checkTime, checkTypes, payloadCap, vocabulary } from './card.ts'
import { inspectBundle, type Problem, type Problems } from './inspect-bundle.ts'
import { fromNumeric, joinChunks } from './numeric.ts'
import { cardsOfFile } from './read.ts'

/** What is inspected: the forms of a card from outside in, and what an issuer publishes. */
export type Inspected = 'qr-numeric' | 'file' | 'fhir-health-card' | 'jws' | 'payload' | 'fhir-bundle' | 'jwks' | 'crl'

/** What is at hand beside the text. */
export interface InspectOptions {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Key sets by issuer. */
  readonly keySets?: { readonly [issuer: string]: unknown }
  /** Revocation lists by issuer. */
  readonly lists?: { readonly [issuer: string]: readonly string[] }
  /** Whose a key set is, where it is itself inspected. */
  readonly issuer?: string
}

const longestQr = 1195
const longestChunk = 1191

/**
 * Lists all problems of a text, going on after each as far as something is left to look at, in the manner of the validator of the framework's publisher. For issuers
 * and tests: `readShc` and `verifyShc` decide about a card. Several texts are the codes of one card that was split. Never throws.
 */
export async function inspect(texts: readonly string[], type: Inspected, options: InspectOptions): Promise<Problems> {
  const found: Problems = { errors: [], warnings: [] }
  const trimmed = texts.map((text) => text.trim())
  const [text = ''] = trimmed
  if (trimmed.some((each, at) => each !== texts[at]) && !['jwks', 'crl', 'payload', 'fhir-bundle'].includes(type))
    found.errors.push('TRAILING_CHARACTERS')
  const jws = type === 'qr-numeric' ? joined(trimmed, found) : text
  if (type === 'qr-numeric' || type === 'jws') await inspectJws(jws, options, found)
  else if (type === 'file' || type === 'fhir-health-card') {
    const cards = guard(() => cardsOfFile(text))
    if (!isArray(cards)) found.errors.push('JSON_PARSE_ERROR')
    else for (const card of cards) await inspectJws(card, options, found)
  } else if (type === 'crl') await inspectList(text, found)
  else await inspectJson(text, type, { options, found })
  return found
}

interface Circumstances {
  readonly options: InspectOptions
  readonly found: Problems
}

async function inspectJson(
  text: string,
  type: 'payload' | 'fhir-bundle' | 'jwks',
  { options, found }: Circumstances,
): Promise<void> {
  const read = guard(() => ({ json: parseJson(text) }))
  if ('fault' in read) found.errors.push('JSON_PARSE_ERROR')
  else if (type === 'payload') inspectPayload(read.json, options.now, found)
  else if (type === 'fhir-bundle') inspectBundle(read.json, found)
  else found.errors.push(...(await inspectKeys(read.json, options.issuer ?? null)))
}

/** The problem of a code, or of the codes of a split card. */
const numericProblem: { readonly [code: string]: Problem } = {
  'shc.qr-header': 'INVALID_NUMERIC_QR_HEADER',
  'shc.chunk-repeated': 'INVALID_NUMERIC_QR_HEADER',
  'shc.chunk-mixed': 'INVALID_NUMERIC_QR_HEADER',
  'shc.chunk-missing': 'MISSING_QR_CHUNK',
}

function joined(texts: readonly string[], { errors }: Problems): string | null {
  const isSplit = texts.some((text) => /^shc:\/\d+\/\d+\//.test(text))
  if (isSplit) errors.push('QR_CHUNKING_DEPRECATED')
  const whole = joinChunks(texts)
  const read = 'fault' in whole ? whole : guard(() => ({ jws: fromNumeric(whole.text) }))
  if ('fault' in read) {
    errors.push(numericProblem[read.fault.code] ?? 'INVALID_NUMERIC_QR')
    return null
  }
  const most = isSplit ? longestChunk : longestQr
  for (const text of texts) if (text.length - text.lastIndexOf('/') - 1 > most * 2) errors.push('INVALID_NUMERIC_QR')
  return read.jws
}

async function inspectJws(jws: string | null, options: InspectOptions, found: Problems): Promise<void> {
  if (jws === null) return
  if (jws.length > longestQr) found.warnings.push('JWS_TOO_LONG')
  const [head, body, tail] = jws.split('.').map((part) => guard(() => fromBase64url(part)))
  if (!(head instanceof Uint8Array && body instanceof Uint8Array && tail instanceof Uint8Array)) {
    found.errors.push('JSON_PARSE_ERROR')
    return
  }
  const header = inspectHeader(head, found)
  const signature = inspectSignature(tail, found)
  const payload = guard(() => ({ json: parseJson(inflated(body, found)) }))
  if ('fault' in payload) {
    found.errors.push('JSON_PARSE_ERROR')
    return
  }
  inspectPayload(payload.json, options.now, found)
  const issuer = isObject(payload.json) ? payload.json['iss'] : undefined
  const signed = toUtf8(jws.slice(0, jws.lastIndexOf('.')))
  if (isString(issuer)) await inspectTrust({ issuer, header, signed, signature }, { options, found })
}

function inspectHeader(bytes: Uint8Array, { errors }: Problems): JsonObject {
  const read = guard(() => ({ header: parseJson(fromUtf8(bytes)) }))
  if ('fault' in read || !isObject(read.header)) {
    errors.push('JWS_HEADER_ERROR')
    return {}
  }
  const { header } = read
  if (header['alg'] !== 'ES256') errors.push('JWS_HEADER_ERROR')
  if (header['zip'] !== 'DEF') errors.push('JWS_HEADER_ERROR')
  if (!isString(header['kid'])) errors.push('JWS_HEADER_ERROR')
  return header
}

/** The signature as r‖s, brought to that form where it is DER. */
function inspectSignature(bytes: Uint8Array, { errors }: Problems): Uint8Array {
  if (bytes.length === 64) return bytes
  errors.push('SIGNATURE_FORMAT_ERROR')
  const raw = guard(() => ecdsaFromDer(bytes, 64))
  return raw instanceof Uint8Array ? raw : bytes
}

/** The payload's text: inflated, else inflated as zlib, else as it stands. */
function inflated(bytes: Uint8Array, { errors }: Problems): string {
  const raw = guard(() => inflateRaw(bytes, payloadCap))
  if (raw instanceof Uint8Array) return fromUtf8(raw)
  errors.push('INFLATION_ERROR')
  const wrapped = guard(() => inflateZlib(bytes, payloadCap))
  return fromUtf8(wrapped instanceof Uint8Array ? wrapped : bytes)
}

function inspectPayload(payload: unknown, now: number, found: Problems): void {
  const { errors, warnings } = found
  const { nbf, exp, iss, vc } = isObject(payload) ? payload : ({} as JsonObject)
  if (!isString(iss)) errors.push('SCHEMA_ERROR')
  if (typeof nbf !== 'number') errors.push('SCHEMA_ERROR')
  else if (nbf * 1000 > now) {
    const isMilliseconds = checkTime({ from: nbf * 1000, until: null }).length > 0
    ;(isMilliseconds ? errors : warnings).push('NOT_YET_VALID')
  }
  if (typeof exp === 'number' && exp * 1000 < now) warnings.push('EXPIRATION_ERROR')
  const card = isObject(vc) ? vc : {}
  const types = isArray(card['type']) ? card['type'] : []
  if (!types.includes(`${vocabulary}health-card`)) errors.push('SCHEMA_ERROR')
  const subject = card['credentialSubject']
  const bundle = isObject(subject) ? subject['fhirBundle'] : undefined
  inspectBundle(bundle, found)
  const read = guard(() => readBundle(isObject(bundle) ? bundle : {}, ''))
  if (!('fault' in read)) for (const _ of checkTypes(types, read.kinds)) warnings.push('SCHEMA_ERROR')
}

interface Signed {
  readonly issuer: string
  readonly header: JsonObject
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

/** Issuer, its keys, the signature, and the revocation list of the key. */
async function inspectTrust(
  { issuer, header, signed, signature }: Signed,
  { options, found }: Circumstances,
): Promise<void> {
  const { errors } = found
  if (checkIssuer(issuer).length > 0) errors.push('INVALID_ISSUER_URL')
  // An address without its s leads to the same keys, which name another issuer.
  const keySet = options.keySets?.[issuer.replace(/^http:/, 'https:')]
  if (keySet === undefined) errors.push('ISSUER_KEY_DOWNLOAD_ERROR')
  else errors.push(...(await inspectKeys(keySet, issuer)))
  const jwk = keysOf(keySet).find((each) => isObject(each) && each['kid'] === header['kid'])
  const key = guard(() => publicKeyFromJwk(jwk))
  const isSigned =
    !('fault' in key) && header['alg'] === 'ES256' && (await verifySignature(key, 'ES256', signed, signature))
  if (!isSigned) errors.push('JWS_VERIFICATION_ERROR')
  for (const list of options.lists?.[issuer] ?? []) await inspectList(list, found)
}

const keysOf = (keySet: unknown): readonly unknown[] => {
  const keys = isObject(keySet) ? keySet['keys'] : undefined
  return isArray(keys) ? keys : []
}

const keyProblem: { readonly [code: string]: Problem } = {
  'jwk.kty': 'INVALID_KEY_WRONG_KTY',
  'jwk.use': 'INVALID_KEY_WRONG_USE',
  'jwk.alg': 'INVALID_KEY_WRONG_ALG',
  'jwk.crv': 'INVALID_KEY_WRONG_CRV',
  'jwk.kid': 'INVALID_KEY_WRONG_KID',
  'jwk.private': 'INVALID_KEY_PRIVATE',
  'jwk.x5c': 'INVALID_KEY_X5C',
}

/** The problems of a key set (specification, Determining keys associated with an issuer). */
async function inspectKeys(keySet: unknown, issuer: string | null): Promise<readonly Problem[]> {
  const keys = keysOf(keySet)
  if (keys.length === 0) return ['INVALID_KEY_SCHEMA']
  const problems: Problem[] = []
  for (const key of keys)
    for (const code of await checkSmartKey(key, issuer)) problems.push(keyProblem[code] ?? 'INVALID_KEY_SCHEMA')
  return problems
}

async function inspectList(text: string, { errors }: Problems): Promise<void> {
  const part = await parseTrust(toUtf8(text), 'list')
  const isList = part.ok && part.value.shcRevocations.length === 1 && part.value.skipped.length === 0
  if (!isList) errors.push('REVOCATION_ERROR')
}
