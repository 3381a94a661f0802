import type { Entry } from './certificate.ts'
import type { Algorithm } from './signature/key.ts'

/** A person's name as the person writes it (any script), and in Latin letters as her passport prints it, where known. */
export interface PersonName {
  readonly familyName: string
  readonly givenName: string
  /** From the passport: it wins over any transliteration. */
  readonly latin?: { readonly familyName: string; readonly givenName: string }
}

/** What a certificate is made from: one person, what was done to her, and who vouches for it. */
export interface HealthRecord {
  readonly person: PersonName & {
    /** ISO 8601 date, or partial: `1970`, `1970-05`. */
    readonly birthDate: string
    readonly sex?: 'F' | 'M' | 'X'
    readonly documentNumber?: string
    /** ISO 3166-1 alpha-2. */
    readonly nationality?: string
  }
  /** The families that hold one entry refuse more: `record.one-entry`. */
  readonly entries: readonly Entry[]
}

/** A key that can sign: in memory, in a file, in a module far away. */
export interface Signer {
  readonly algorithm: Algorithm
  /** As the family writes it: base64 of 8 bytes for HCERT, a JWK's `kid`, a DID key. */
  readonly keyId: string
  /** ISO 3166-1 alpha-2 of the issuing country. */
  readonly country: string
  /** Issuer as the family writes it: URL, DID or name. */
  readonly issuer: string
  /** DER, where the family embeds it (VDS-NC). */
  readonly certificate?: Uint8Array
  /** Signs the bytes (hashing them itself). ECDSA as r‖s, RSA as PSS with a salt of 32 bytes. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>
}

/** When and as what a certificate is issued. Instants in milliseconds since 1970. */
export interface IssueTerms {
  readonly issuedAt: number
  readonly expiresAt: number
  /** Identifier of the certificate (UVCI, `jti`, …), made by the caller. */
  readonly id: string
}

/** An expected "no": a stable code, and data for a sentence about it. */
export interface Refusal {
  readonly code: string
  readonly data?: { readonly [key: string]: string | number | boolean | null }
}

/** What issuing answers. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }
