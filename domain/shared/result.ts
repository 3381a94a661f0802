/** A value that data of a refusal may carry: JSON without nesting surprises. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** An expected "no": a stable code such as `application.already-decided`, and the data a sentence about it needs. Never a sentence. */
export interface Refusal<Code extends string = string> {
  readonly code: Code
  readonly data?: { readonly [key: string]: Json }
}

/** What a rule or a use case answers: a value, or a refusal. Bugs are exceptions. */
export type Result<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal<Code> }

/** The accepted answer of a rule. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

/** The refused answer of a rule. */
export function refuse<Code extends string>(
  code: Code,
  data?: { readonly [key: string]: Json },
): { readonly ok: false; readonly refusal: Refusal<Code> } {
  return { ok: false, refusal: data === undefined ? { code } : { code, data } }
}
