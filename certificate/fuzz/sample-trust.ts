import { contexts } from '../divoc/testing.ts'
import { toBase64, toBase64url } from '../encoding/base64.ts'
import { deflateZlib } from '../encoding/deflate.ts'
import { formatInstant } from '../encoding/time.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { joinBytes } from '../signature/der.ts'
import { publicKeyToJwk } from '../signature/jwk.ts'
import { sha256 } from '../signature/sha256.ts'
import { combineTrust, parseTrust, saveTrust, type TrustOptions, type TrustPart } from '../trust/index.ts'
import type { TrustList } from '../trust/trust-list.ts'
import { revoke, signCms } from './certificates.ts'
import type { FuzzKey } from './keys.ts'
import { divocIssuer, type Issuers, now, statusList } from './samples.ts'
import type { TrustFile } from './seed.ts'

const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${toBase64(der).replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`

const file = (name: string, content: unknown, options: TrustOptions = {}): TrustFile => ({
  name,
  bytes:
    content instanceof Uint8Array ? content : toUtf8(typeof content === 'string' ? content : JSON.stringify(content)),
  options,
})

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The three signers that have certificates, and the authority. */
function listed({ authority, signers }: Issuers): readonly (readonly [type: string, certificate: Uint8Array])[] {
  const { es256, ps256, seal } = signers
  const own = [es256, ps256, seal].map(({ certificate = new Uint8Array() }) => ['DSC', certificate] as const)
  return [['CSCA', authority.certificate], ...own]
}

const keyIdOf = (certificate: Uint8Array): string => toBase64(sha256(certificate).subarray(0, 8))

function gatewayList(issuers: Issuers): readonly object[] {
  const { upload } = issuers
  return listed(issuers).map(([certificateType, certificate]) => ({
    kid: keyIdOf(certificate),
    timestamp: formatInstant(now),
    country: 'XA',
    certificateType,
    thumbprint: hex(sha256(certificate)),
    signature: toBase64(signCms(certificate, upload.certificate, upload.key)),
    rawData: toBase64(certificate),
  }))
}

const networkList = (issuers: Issuers): object => ({
  '@context': ['https://www.w3.org/ns/did/v1'],
  id: 'did:web:tng.example:v2:trustlist',
  verificationMethod: listed(issuers).map(([usage, certificate], at) => ({
    id: `did:web:tng.example:v2:trustlist#${at}`,
    type: 'JsonWebKey2020',
    participant: { code: 'XAA' },
    keyusage: { code: `#${usage}` },
    publicKeyJwk: { kty: 'EC', kid: keyIdOf(certificate), x5c: [toBase64(certificate)], x: 'AA', y: 'AA' },
  })),
})

const jwk = ({ publicKey }: FuzzKey, kid: string, more: object = {}): object => ({
  ...publicKeyToJwk(publicKey),
  kid,
  ...more,
})

function jws(header: object, payload: object, { sign }: FuzzKey): string {
  const signed = [header, payload].map((part) => toBase64url(toUtf8(JSON.stringify(part)))).join('.')
  return `${signed}.${toBase64url(sign(toUtf8(signed)))}`
}

function statusToken({ signers }: Issuers): string {
  const list = new Uint8Array(64)
  list[0] = 2
  const status = { bits: 1, lst: toBase64url(deflateZlib(list)) }
  const payload = {
    sub: statusList,
    iss: signers.sdjwt.issuer,
    iat: now / 1000,
    exp: now / 1000 + 10_000_000,
    status_list: status,
  }
  return jws({ alg: 'ES256', typ: 'statuslist+jwt', kid: signers.sdjwt.keyId }, payload, signers.sdjwt.own)
}

const didDocument = ({ signers }: Issuers): object => ({
  '@context': 'https://www.w3.org/ns/did/v1',
  id: divocIssuer,
  verificationMethod: [
    { id: '#ed', type: 'JsonWebKey2020', controller: divocIssuer, publicKeyJwk: jwk(signers.ed.own, 'ed') },
    {
      id: '#rsa',
      type: 'RsaVerificationKey2018',
      controller: divocIssuer,
      publicKeyPem: pem('PUBLIC KEY', signers.rsa.own.publicKey.spki),
    },
    { id: '#58', type: 'Ed25519VerificationKey2018', publicKeyBase58: '9'.repeat(43) },
  ],
  assertionMethod: ['#ed', `${divocIssuer}#rsa`],
})

function batch({ signers }: Issuers): object {
  const hash = toBase64(sha256(toUtf8('URN:UVCI:01:XA:1#A')).subarray(0, 16))
  return {
    country: 'XA',
    expires: formatInstant(now + 1e9),
    kid: signers.es256.keyId,
    hashType: 'UCI',
    entries: [{ hash }],
  }
}

/** Files of trust material of every kind that the library reads, made with the keys of the run. */
export function makeTrustFiles(issuers: Issuers): readonly TrustFile[] {
  const { authority, upload, signers } = issuers
  const certificates = listed(issuers).map(([, certificate]) => pem('CERTIFICATE', certificate))
  const crl = revoke(authority, [77, 78], now - 1000)
  const entries = gatewayList(issuers)
  const german = toUtf8(JSON.stringify({ certificates: entries }))
  const line = toUtf8(`${toBase64(upload.key.sign(german))}\n`)
  const shcKeys = { keys: [jwk(signers.shc.own, signers.shc.keyId, { use: 'sig', alg: 'ES256' })] }
  const keySets = {
    [signers.shc.issuer]: shcKeys,
    [signers.sdjwt.issuer]: { keys: [jwk(signers.sdjwt.own, signers.sdjwt.keyId)] },
  }
  const token = statusToken(issuers)
  return [
    file('all.pem', [...certificates, pem('X509 CRL', crl)].join('')),
    file('authority.der', authority.certificate),
    file('list.crl', crl),
    file('gateway.json', entries),
    file('gateway-checked.json', entries, { uploadCertificates: [upload.certificate] }),
    file('german', joinBytes([line, german])),
    file('german-checked', joinBytes([line, german]), { listKey: upload.key.publicKey }),
    file('did.json', networkList(issuers)),
    file('jwks.json', keySets),
    file('.well-known/jwks.json', shcKeys, { issuer: signers.shc.issuer }),
    file('directory.json', {
      participating_issuers: [{ iss: signers.shc.issuer, name: 'Health' }],
      issuerInfo: [{ issuer: { iss: signers.shc.issuer }, ...shcKeys }],
    }),
    file('divoc.json', didDocument(issuers)),
    file('batch.json', batch(issuers)),
    file('rids.json', {
      kid: signers.shc.keyId,
      method: 'rid',
      ctr: 1,
      rids: ['XA-1', `XA-0.${now / 1000 - 10_000_000}`],
    }),
    file('status.json', { uri: statusList, token }),
    file('status.jwt', token),
    file('contexts.json', contexts),
  ]
}

/** The trust in the issuers of the run: all files that say something of their own, and the list as it is saved, as a file too. */
export async function makeTrust(
  files: readonly TrustFile[],
): Promise<{ readonly trust: TrustList; readonly saved: TrustFile }> {
  const parts: TrustPart[] = []
  for (const { bytes, name, options } of files) {
    const part = await parseTrust(bytes, name, options)
    if (!part.ok) throw new Error(`${name}: ${part.refusal.code}`)
    if (!/^(?:did|gateway|german)/.test(name)) parts.push(part.value)
  }
  const refused: string[] = []
  const trust = await combineTrust(parts, ({ code }) => refused.push(code))
  if (refused.length > 0) throw new Error(refused.join())
  return { trust, saved: file('saved.json', saveTrust(trust)) }
}
