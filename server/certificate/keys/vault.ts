import type { KeyObject } from 'node:crypto'

/** Where private keys lie. A folder of encrypted files, or a hardware module: nothing that is secret comes out. */
export interface KeyVault {
  /** Makes a key pair of this name; answers the public key (SPKI). */
  make(name: string, algorithm: 'ES256' | 'EdDSA'): Promise<Uint8Array>
  /** Signs the bytes (hashing them itself), ECDSA as r‖s. Throws `NotDone` where the key is not there or cannot be opened. */
  sign(name: string, bytes: Uint8Array): Promise<Uint8Array>
  /** The private key, for another thread of this process to sign with; null where it never leaves its module. Throws as `sign` does. */
  held(name: string): Promise<KeyObject | null>
  /** Is the private part here? */
  has(name: string): Promise<boolean>
  /** Takes the private part away for ever. */
  destroy(name: string): Promise<void>
}
