import type { KeyBinding } from '../sdjwt/index.ts'
import type { TrustOptions } from '../trust/index.ts'
import type { TrustList } from '../trust/trust-list.ts'
import type { FuzzKey } from './keys.ts'

/** The parts of the library that are fuzzed, each with inputs of its own; `text` mixes the texts of all families. */
export const areas = ['text', 'hcert', 'shc', 'vds', 'divoc', 'sdjwt', 'trust', 'rules'] as const
export type Area = (typeof areas)[number]

/** A text that is changed, and under what it is verified. */
export interface Seed {
  readonly text: string
  readonly trust: TrustList
  /** Milliseconds since 1970. */
  readonly now: number
  readonly keyBinding?: KeyBinding
  /** Who can sign it anew; absent where nobody here has the key. */
  readonly key?: FuzzKey
  /** The key of the holder, of an SD-JWT. */
  readonly holderKey?: FuzzKey
}

/** A file of trust material that is changed. */
export interface TrustFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** With a key that checks the list: then no other signer than those of the seeds may come out of it. */
  readonly options: TrustOptions
}

/** Rules and what they are asked about, as JSON. */
export interface RuleSeeds {
  readonly expressions: readonly unknown[]
  readonly rules: readonly unknown[]
  readonly data: readonly unknown[]
}

/** All that a run changes. */
export interface Seeds {
  readonly texts: readonly Seed[]
  readonly trustFiles: readonly TrustFile[]
  readonly rules: RuleSeeds
}

/** A changed text. */
export interface TextInput {
  readonly kind: 'text'
  readonly text: string
  readonly seed: Seed
  /** Who lent pieces. */
  readonly lender: Seed
  /** What was signed anew for this input, as `signedContent` writes it. */
  readonly signed?: string
}

export type Input =
  | TextInput
  | { readonly kind: 'trust'; readonly file: TrustFile; readonly bytes: Uint8Array }
  | { readonly kind: 'rules'; readonly expression: unknown; readonly rule: unknown; readonly data: unknown }

/** An input at its place in a run. */
export interface Placed {
  readonly area: Area
  readonly input: Input
  /** Decides what else is tried with it. */
  readonly lot: number
}

/** Bytes as a text, one character for each. */
export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
