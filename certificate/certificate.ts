import type { Fault } from './fault.ts'

/** The families of health certificates that the library reads. DDCC and ICVP are WHO's documents of the GDHCN in an HCERT envelope. */
export const families = ['eu-dcc', 'ddcc', 'icvp', 'shc', 'vds-nc', 'divoc', 'sd-jwt-vc'] as const
export type Family = (typeof families)[number]

/** A code of some value set, as it stands in the certificate (blanks at its ends removed), with the words that stand beside it. */
export interface Coded {
  readonly code: string
  readonly system?: string
  readonly text?: string
}

/** Whom the certificate is about, as written: names are not changed in any way; a birth date may be partial (`1970`, `1970-05`) or anything that was signed. */
export interface Holder {
  readonly familyName?: string
  /** Several given names are joined by one blank. */
  readonly givenName?: string
  /** In families that write the whole name in one field. */
  readonly name?: string
  /** As in the machine-readable zone (ICAO 9303), where the certificate gives it. */
  readonly standardFamilyName?: string
  readonly standardGivenName?: string
  readonly birthDate?: string
  readonly sex?: string
  /** Number of the travel document to which the certificate is bound. */
  readonly documentNumber?: string
  readonly nationality?: string
}

interface EntryCommon {
  /** What it protects from or looks for: SNOMED CT or ICD-11 as the family writes it. */
  readonly disease: Coded | null
  /** ISO 3166-1 alpha-2 (or what was signed in its place): where it was done. */
  readonly country?: string
  /** Who issued the certificate or is responsible for the record. */
  readonly issuer?: string
  /** Identifier of the certificate or record (the UVCI, for the EU). */
  readonly id?: string
}

/** One administered dose. Dates as written: ISO 8601 date or date-time. */
export interface Vaccination extends EntryCommon {
  readonly kind: 'vaccination'
  /** Kind of vaccine (prophylaxis): ATC, SNOMED CT. */
  readonly vaccine: Coded | null
  /** The product by name. */
  readonly product: Coded | null
  readonly manufacturer: Coded | null
  readonly dose: number | null
  /** Doses of the series, where stated. */
  readonly doses: number | null
  readonly date: string | null
  readonly lot?: string
  readonly centre?: string
  readonly validFrom?: string
  readonly validUntil?: string
}

/** One test. */
export interface Test extends EntryCommon {
  readonly kind: 'test'
  readonly method: 'nucleic-acid' | 'antigen' | 'serology' | 'other'
  /** Kind of test as coded. */
  readonly type: Coded | null
  readonly device: Coded | null
  /** When the sample was taken. */
  readonly sampledAt: string | null
  readonly result: 'detected' | 'not-detected' | 'other'
  readonly resultCode: Coded | null
  readonly centre?: string
}

/** Recovery from an infection. */
export interface Recovery extends EntryCommon {
  readonly kind: 'recovery'
  readonly firstPositiveOn: string | null
  readonly validFrom: string | null
  readonly validUntil: string | null
}

/** What a certificate says of its holder, in one shape for all families. */
export type Entry = Vaccination | Test | Recovery

/** Who vouches for it, as the certificate itself says; what of it is true, `verify` finds out. */
export interface Issuer {
  /** ISO 3166-1 alpha-2 (alpha-3 in VDS-NC, as written). */
  readonly country: string | null
  /** URL, DID or name. */
  readonly id: string | null
  /** Key id: base64 for HCERT, the JWK's `kid` for JWS, the proof's key for DIVOC. */
  readonly keyId: string | null
}

/** Period of the certificate itself in milliseconds since 1970-01-01T00:00Z; null where nothing is stated. Ends are inclusive of their instant. */
export interface Validity {
  readonly from: number | null
  readonly until: number | null
}

/** Something a person should know, which does not change the verdict: an unknown code, an odd date, a name of pictographs. */
export interface Warning {
  readonly code: string
  /** Where in the document, as a path such as `v.0.mp`. */
  readonly at?: string
  readonly value?: string
}

/** A certificate that was recognised and decoded. Nothing of it has been verified. */
export interface Certificate<F extends Family = Family, Sealed = unknown> {
  readonly family: F
  readonly holder: Holder
  readonly entries: readonly Entry[]
  readonly issuer: Issuer
  readonly validity: Validity
  readonly warnings: readonly Warning[]
  /** The decoded document of the family, for rules and display. */
  readonly payload: unknown
  /** The signed bytes and what the family's verifier needs: not for others. */
  readonly sealed: Sealed
}

/** A text that is no certificate, or one that cannot be decoded. */
export interface Unreadable {
  readonly family: Family | null
  readonly fault: Fault
}

/** What reading a text answers. `'fault' in reading` tells which. */
export type Reading<C extends Certificate = Certificate> = C | Unreadable
