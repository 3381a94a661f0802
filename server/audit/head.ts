import type { Signer } from '../context.ts'
import { canonicalInstant } from './entry.ts'

/** A head of the log: the root over its first `size` leaves, and when it was signed. */
export interface Head {
  readonly size: bigint
  readonly root: Uint8Array
  readonly at: string
  /** Names the key that signed it. */
  readonly key: string
}

/** The bytes that are signed: a line that says what this is, so that the signature serves nothing else, then one line for each member. */
const signedBytes = ({ size, root, at, key }: Head): Uint8Array =>
  new TextEncoder().encode(
    ['consular audit head 1', size, Buffer.from(root).toString('hex'), canonicalInstant(at), key, ''].join('\n'),
  )

/** Signs a head. */
export const signHead = (signer: Signer, head: Head): Promise<Uint8Array> => signer.sign(signedBytes(head))

/** Did this key sign this head? */
export const headIsSigned = (signer: Signer, head: Head, signature: Uint8Array): Promise<boolean> =>
  signer.verify(signedBytes(head), signature)
