/** What a signer's key may sign; null where its certificate does not restrict it. */
export type Usage = 'vaccination' | 'test' | 'recovery'

/** What part of a list can come from. */
export const sourceKinds = [
  'gdhcn',
  'dgcg',
  'jwks',
  'did',
  'certificates',
  'crl',
  'dcc-revocation',
  'shc-revocation',
  'status-list',
  'contexts',
  'directory',
] as const

/** Where part of a list came from. */
export interface Source {
  readonly name: string
  readonly kind: (typeof sourceKinds)[number]
  /** Milliseconds since 1970 of the list itself, where it says when it was made. */
  readonly at: number | null
  /** `verified`: its proof was checked against a key the caller gave; `none`: it has none, or no key was given to check it with. */
  readonly proof: 'verified' | 'none'
}

/** A country's signing authority (CSCA). */
export interface Authority {
  /** ISO 3166-1 alpha-2 where known, as the certificate's subject says. */
  readonly country: string
  /** GDHCN participant, alpha-3, where the list names one. */
  readonly participant: string | null
  /** Subject as DER, base64: what issued certificates and CRLs name as issuer. */
  readonly subject: string
  readonly subjectKeyId: string | null
  /** SPKI, base64. */
  readonly key: string
  /** Validity of its certificate, milliseconds since 1970. */
  readonly from: number
  readonly until: number
}

/** A document signer (DSC) of HCERT families. */
export interface TrustedSigner {
  /** base64 of the first 8 bytes of SHA-256 over its certificate, or the key id that the list gives. */
  readonly keyId: string
  readonly country: string
  readonly participant: string | null
  readonly key: string
  readonly usages: readonly Usage[] | null
  readonly from: number
  readonly until: number
  /** Places in `authorities` of those that issued it, signature checked at import. */
  readonly issuedBy: readonly number[]
  /** Issuer as DER and serial number in hex: by these a CRL names it. */
  readonly issuer: string | null
  readonly serial: string | null
}

/** An issuer of families whose keys are published by the issuer itself: SMART, SD-JWT VC, DIVOC. */
export interface TrustedIssuer {
  /** URL or DID, exactly as certificates name it. */
  readonly id: string
  readonly name: string | null
  readonly country: string | null
  readonly keys: readonly IssuerKey[]
}

export interface IssuerKey {
  /** JWK `kid`, or the id of the verification method. */
  readonly keyId: string
  readonly key: string
  /** May it sign? False for `use: "enc"`, and for keys of a DID document that are no assertion method. */
  readonly signs: boolean
  readonly algorithm: string | null
}

/** Hashes of revoked DCCs of one signer: base64 of the hashes (16 bytes each) one after the other in ascending order. */
export interface DccRevocation {
  readonly country: string
  /** null: of every signer of the country. */
  readonly keyId: string | null
  readonly kind: 'SIGNATURE' | 'UCI' | 'COUNTRYCODEUCI'
  readonly expires: number | null
  readonly hashes: string
}

/** Revoked SMART Health Cards of one key: `rid`, and from when (null: always): cards with `nbf` before it are revoked. */
export interface ShcRevocation {
  readonly keyId: string
  /** null where the list does not say whose it is. */
  readonly issuer: string | null
  readonly revoked: readonly { readonly rid: string; readonly before: number | null }[]
}

/** A CRL whose signature was verified by an authority of the list: revoked serial numbers in hex. */
export interface CertificateRevocation {
  readonly issuer: string
  readonly thisUpdate: number
  readonly nextUpdate: number | null
  readonly serials: readonly string[]
}

/** A status list (draft-ietf-oauth-status-list) whose token was verified: `bits` per entry, the list inflated, base64. */
export interface StatusList {
  readonly uri: string
  /** Whose key signed it: another issuer's list of the same address says nothing. */
  readonly issuer: string
  readonly bits: 1 | 2 | 4 | 8
  readonly list: string
  readonly expires: number | null
}

/**
 * All that is trusted, as data: it can be saved as JSON, loaded in a browser in milliseconds, and says how old it is. Where it holds authorities, a signer
 * counts only below one of its own country; where it holds none, the signers are themselves the trust.
 */
export interface TrustList {
  readonly format: 'consular-trust/1'
  readonly sources: readonly Source[]
  readonly authorities: readonly Authority[]
  readonly signers: readonly TrustedSigner[]
  readonly issuers: readonly TrustedIssuer[]
  readonly dccRevocations: readonly DccRevocation[]
  readonly shcRevocations: readonly ShcRevocation[]
  readonly certificateRevocations: readonly CertificateRevocation[]
  readonly statusLists: readonly StatusList[]
  /** JSON-LD contexts by their URL. */
  readonly contexts: { readonly [url: string]: unknown }
}

/** Nothing is trusted. */
export const noTrust: TrustList = {
  format: 'consular-trust/1',
  sources: [],
  authorities: [],
  signers: [],
  issuers: [],
  dccRevocations: [],
  shcRevocations: [],
  certificateRevocations: [],
  statusLists: [],
  contexts: {},
}
