import type { Certificate, Entry, Holder, Issuer, Validity, Warning } from '../certificate.ts'
import type { Sign1 } from '../signature/cose.ts'
import type { Usage } from '../trust/trust-list.ts'

/** The families that travel in an HCERT envelope: the EU's, and WHO's documents of the GDHCN. */
export type HcertFamily = 'eu-dcc' | 'ddcc' | 'icvp'

/** What the verifier needs: the signed message, what its signer must be allowed to sign, and what revocation lists know it by. */
export interface HcertSealed {
  readonly message: Sign1
  /** The bytes that are signed. */
  readonly signed: Uint8Array
  readonly usage: Usage
  /** The identifier as signed, blanks included. */
  readonly id: string | null
  /** The country that stands before the identifier in a hash of country and identifier. */
  readonly country: string | null
}

/** A decoded HCERT. */
export type HcertCertificate = Certificate<HcertFamily, HcertSealed>

/** What a document inside the envelope says, in the common shape. */
export interface Statement {
  readonly family: HcertFamily
  readonly holder: Holder
  readonly entry: Entry
  readonly issuer: Omit<Issuer, 'keyId'>
  /** Where the document itself states a period of the certificate. */
  readonly validity: Validity
  readonly warnings: readonly Warning[]
  readonly payload: unknown
  readonly id: string | null
}

/** Nothing stated. */
export const noPeriod: Validity = { from: null, until: null }
