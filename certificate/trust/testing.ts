import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { toBase64, toBase64url } from '../encoding/base64.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import type { Outcome } from '../record.ts'
import { combineTrust } from './combine.ts'
import { parseTrust } from './parse.ts'
import type { TrustOptions, TrustPart } from './part.ts'
import { noTrust, type TrustedSigner, type TrustList } from './trust-list.ts'

/** A P-256 key as its JWK and as base64 of its SPKI. */
export function makeKey(): {
  readonly jwk: { readonly [name: string]: unknown }
  readonly spki: string
  readonly secret: KeyObject
} {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = toBase64(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })))
  return { jwk: { ...publicKey.export({ format: 'jwk' }) }, spki, secret: privateKey }
}

/** A compact JWS with ES256. */
export function signJws(header: object, payload: object, secret: KeyObject): string {
  const signed = [header, payload].map((part) => toBase64url(toUtf8(JSON.stringify(part)))).join('.')
  const signature = sign('sha256', toUtf8(signed), { key: secret, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${toBase64url(signature)}`
}

/** A trust list of nothing but what is given. */
export const trustOf = (content: Partial<TrustList>): TrustList => ({ ...noTrust, ...content })

/** A signer of country XX that is valid from 1000 to 2000. */
export const makeSigner = (content: Partial<TrustedSigner>): TrustedSigner => ({
  keyId: 'AAAAAAAAAAA=',
  country: 'XX',
  participant: null,
  key: makeKey().spki,
  usages: null,
  from: 1000,
  until: 2000,
  issuedBy: [],
  issuer: null,
  serial: null,
  ...content,
})

/** Parses JSON or a text as a file of trust material. */
export const parseFile = (content: unknown, name = 'file', options: TrustOptions = {}): Promise<Outcome<TrustPart>> =>
  parseTrust(toUtf8(typeof content === 'string' ? content : JSON.stringify(content)), name, options)

/** The same where it must succeed. */
export async function partOf(content: unknown, name = 'file', options: TrustOptions = {}): Promise<TrustPart> {
  const outcome = await parseFile(content, name, options)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

/** The code by which a file is refused; `ok` for one that is accepted. */
export async function codeOf(content: unknown, name = 'file', options: TrustOptions = {}): Promise<string> {
  const outcome = await parseFile(content, name, options)
  return outcome.ok ? 'ok' : outcome.refusal.code
}

/** The trust list of one file. */
export const trustFrom = async (content: unknown, options: TrustOptions = {}): Promise<TrustList> =>
  combineTrust([await partOf(content, 'file', options)])
