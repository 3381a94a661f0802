import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import type { Outcome } from '../record.ts'
import { refuse, type TrustPart } from './part.ts'
import { noTrust, sourceKinds, type TrustList } from './trust-list.ts'

type Check = (value: unknown) => boolean

const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value)
const isFlag: Check = (value) => typeof value === 'boolean'
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
const listOf =
  (check: Check): Check =>
  (value) =>
    isArray(value) && value.every(check)
const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value)
const shaped =
  (shape: { readonly [member: string]: Check }): Check =>
  (value) =>
    isObject(value) && Object.entries(shape).every(([member, check]) => check(value[member]))

const authority = shaped({
  country: isString,
  participant: orNull(isString),
  subject: isString,
  subjectKeyId: orNull(isString),
  key: isString,
  from: isNumber,
  until: isNumber,
})

const signer = shaped({
  keyId: isString,
  country: isString,
  participant: orNull(isString),
  key: isString,
  usages: orNull(listOf(oneOf('vaccination', 'test', 'recovery'))),
  from: isNumber,
  until: isNumber,
  issuedBy: listOf(isNumber),
  issuer: orNull(isString),
  serial: orNull(isString),
})

const issuerKey = shaped({ keyId: isString, key: isString, signs: isFlag, algorithm: orNull(isString) })

const shape: { readonly [member in keyof TrustList]: Check } = {
  format: oneOf(noTrust.format),
  sources: listOf(
    shaped({ name: isString, kind: oneOf(...sourceKinds), at: orNull(isNumber), proof: oneOf('verified', 'none') }),
  ),
  authorities: listOf(authority),
  signers: listOf(signer),
  issuers: listOf(shaped({ id: isString, name: orNull(isString), country: orNull(isString), keys: listOf(issuerKey) })),
  dccRevocations: listOf(
    shaped({
      country: isString,
      keyId: orNull(isString),
      kind: oneOf('SIGNATURE', 'UCI', 'COUNTRYCODEUCI'),
      expires: orNull(isNumber),
      hashes: isString,
    }),
  ),
  shcRevocations: listOf(
    shaped({
      keyId: isString,
      issuer: orNull(isString),
      revoked: listOf(shaped({ rid: isString, before: orNull(isNumber) })),
    }),
  ),
  certificateRevocations: listOf(
    shaped({ issuer: isString, thisUpdate: isNumber, nextUpdate: orNull(isNumber), serials: listOf(isString) }),
  ),
  statusLists: listOf(
    shaped({ uri: isString, issuer: isString, bits: oneOf(1, 2, 4, 8), list: isString, expires: orNull(isNumber) }),
  ),
  contexts: isObject,
}

const isTrustList = shaped(shape) as (value: unknown) => value is TrustList

/** Is it a list that `saveTrust` wrote, whole or not? */
export const isSaved = (json: JsonObject): boolean =>
  isString(json['format']) && json['format'].startsWith('consular-trust/')

/** The list as JSON. */
export const saveTrust = (trust: TrustList): string => JSON.stringify(trust)

/** Loads what `saveTrust` wrote, in milliseconds: no signature is checked again, so keep it where nobody else can write. Refuses anything else with `trust.saved`. */
export function loadTrust(text: string): Outcome<TrustList> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return refuse('trust.saved', {})
  }
  return isTrustList(json) ? { ok: true, value: json } : refuse('trust.saved', {})
}

/** A saved list as one part among others; it keeps its own sources. */
export function partOfSaved(json: JsonObject, name: string): Outcome<TrustPart> {
  if (!isTrustList(json)) return refuse('trust.saved', { name })
  const { format: _, signers, ...rest } = json
  const part = {
    ...rest,
    signers: signers.map((each) => ({ signer: each, certificate: null })),
    crls: [],
    statusTokens: [],
    references: [],
    skipped: [],
  }
  return { ok: true, value: part }
}
