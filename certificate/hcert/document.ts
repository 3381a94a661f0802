import type { CborValue } from '../encoding/cbor.ts'
import type { HealthRecord, IssueTerms, Refusal, Signer } from '../record.ts'

/** What is put into a payload. */
export interface Wanted {
  readonly record: HealthRecord
  readonly signer: Signer
  readonly terms: IssueTerms
}

/** The sub-key of claim -260, and the document under it. */
export interface Document {
  readonly kind: number
  readonly payload: CborValue
}

/** An expected "no". */
export const refuse = (code: string, data?: Refusal['data']): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: data ? { code, data } : { code },
})
