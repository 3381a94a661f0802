import type { VaccineProducts } from '@consular/domain/record'
import type { ApplicationRules } from './application/index.ts'
import type { BorderMaterial } from './certificate/index.ts'
import type { Config } from './config.ts'
import type { Database } from './database/connection.ts'
import type { Pack } from './mission/index.ts'
import type { ApprovedMaterial } from './trust/index.ts'

/** What every use case is given: the outside world, in one record made by `main.ts`. */
export interface Context {
  readonly config: Config
  readonly database: Database
  readonly pack: Pack
  readonly rules: ApplicationRules
  /** What health certificates are verified against. */
  readonly border: BorderMaterial
  /** What officers have approved beside it; asked each time, for another process may approve. */
  readonly approved: () => Promise<ApprovedMaterial>
  /** The vaccines that records may name. */
  readonly vaccines: VaccineProducts
  /** The address that people type, such as `http://localhost:7010`. */
  readonly origin: string
  readonly now: () => Temporal.Instant
  /** Moves the clock of a demonstration; null where the clock is the machine's. */
  readonly setClock: ((now: Temporal.Instant) => void) | null
  /** Fills the array with randomness fit for secrets. */
  readonly random: (bytes: Uint8Array) => Uint8Array
  readonly signer: Signer
  /** Salts what is hashed so that it cannot be looked up: throttled addresses. */
  readonly secret: string
  /** Asks a job to look for work soon; work that is not announced is found by its schedule. */
  readonly nudge: (
    job:
      | 'check-submitted'
      | 'send-letters'
      | 'seal-audit'
      | 'keep-deadlines'
      | 'call-duty'
      | 'keep-advice'
      | 'send-crisis-messages'
      | 'make-calls',
  ) => void
}

/** The service's signing key: audit heads and personalisation orders. */
export interface Signer {
  /** Names the key: the first 16 hex digits of the SHA-256 of its SPKI. */
  readonly key: string
  sign(bytes: Uint8Array): Promise<Uint8Array>
  verify(bytes: Uint8Array, signature: Uint8Array): Promise<boolean>
  /** The public key as SPKI PEM. */
  readonly publicKey: string
}
