import { generateKeyPairSync, sign } from 'node:crypto'
import { publicKeyFromSpki } from '@consular/certificate'
import { makeCertificate, makeIssuerDocument, makeTrustDocument } from '@consular/certificate/publish'
import { listContexts } from '../certificate/index.ts'

/** For tests: invented countries with their authorities and signers, and lists of them that somebody signed. */

/** A key that signs. */
export function newSigner() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = publicKeyFromSpki(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })))
  const signs = (bytes: Uint8Array) =>
    Promise.resolve(new Uint8Array(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })))
  return { key, sign: signs }
}

/** Who signs lists: the key, and the document that anchors it. */
export function newLister(did = 'did:web:lists.example') {
  const { key, sign: signs } = newSigner()
  return { did, sign: signs, anchor: JSON.stringify(makeIssuerDocument(did, [{ name: 'key', key }])) }
}
export type Lister = ReturnType<typeof newLister>

const from = Temporal.Instant.from('2026-01-01T00:00:00Z').epochMilliseconds
const until = Temporal.Instant.from('2030-01-01T00:00:00Z').epochMilliseconds
let serial = 0

/** A country: its authority's certificate, and those of as many signers as are asked for. */
export async function newCountry(country: string, signers: number) {
  const authority = newSigner()
  const issuer = { country, organisation: 'Health', commonName: `Authority ${country}` }
  const make = (role: 'authority' | 'signer', key: typeof authority.key) => {
    serial += 1
    const subject = role === 'authority' ? issuer : { ...issuer, commonName: `Signer ${serial}` }
    return makeCertificate(
      {
        serial: Uint8Array.of(1, serial >> 8, serial & 255),
        subject,
        key,
        issuer,
        issuerKey: authority.key,
        from,
        until,
        role: role === 'authority' ? { kind: 'authority' } : { kind: 'signer', usages: [], documentTypes: [] },
        crl: null,
      },
      authority.sign,
    )
  }
  const top = await make('authority', authority.key)
  const below = await Promise.all(Array.from({ length: signers }, () => make('signer', newSigner().key)))
  return { participant: `${country}X`, authority: top, signers: below }
}
export type Country = Awaited<ReturnType<typeof newCountry>>

/** A list of one country's certificates in the form of the GDHCN, signed. Several countries are several files. */
export async function listOf(
  lister: Lister,
  country: Country,
  { created = '2026-11-20T00:00:00Z', signers = Infinity } = {},
) {
  const issuer = country.authority
  const entries = [
    { usage: 'CSCA' as const, certificate: issuer, issuer },
    ...country.signers.slice(0, signers).map((certificate) => ({ usage: 'DSC' as const, certificate, issuer })),
  ]
  const terms = { id: lister.did, domain: 'DCC', participant: country.participant, entries, nonce: 'a nonce' }
  const at = Temporal.Instant.from(created).epochMilliseconds
  const document = await makeTrustDocument({ ...terms, created: at }, listContexts, {
    keyId: `${lister.did}#key`,
    sign: lister.sign,
  })
  return new TextEncoder().encode(JSON.stringify(document))
}
