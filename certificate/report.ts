import type { Entry, Family, Holder, Issuer, Reading, Unreadable, Validity, Warning } from './certificate.ts'

/** The eight answers about a text. What a country's rules say is never mixed with them. */
export const verdicts = [
  'valid',
  'expired',
  'not-yet-valid',
  'revoked',
  'untrusted',
  'forged',
  'malformed',
  'unrecognised',
] as const
export type Verdict = (typeof verdicts)[number]

/** The questions that are asked of a certificate, in this order; the first that fails decides the verdict. */
export const questions = ['format', 'key', 'signature', 'revocation', 'validity'] as const
export type Question = (typeof questions)[number]

/** One question's answer. `code` is stable: `ok`, `key.unknown`, `signature.mismatch`, `revocation.no-data` … */
export type Check =
  | { readonly question: Question; readonly result: 'passed' | 'not-checked'; readonly code: string }
  | {
      readonly question: Question
      readonly result: 'failed'
      readonly code: string
      readonly verdict: Exclude<Verdict, 'valid'>
    }

/** All that verification found out. */
export interface Report {
  readonly verdict: Verdict
  /** Why: the code of the check that decided; `ok` for a valid certificate. */
  readonly code: string
  readonly family: Family | null
  readonly checks: readonly Check[]
  readonly holder: Holder | null
  readonly entries: readonly Entry[]
  readonly issuer: Issuer | null
  readonly validity: Validity | null
  readonly warnings: readonly Warning[]
  /** Country of the trust-list entry whose key verified the signature: this binds, not what the certificate says of its issuer. */
  readonly trustedCountry: string | null
}

/** A question that was answered with yes. */
export const passed = (question: Question, code = 'ok'): Check => ({ question, result: 'passed', code })

/** A question for which nothing was at hand, or which came after one that failed. */
export const notChecked = (question: Question, code: string): Check => ({ question, result: 'not-checked', code })

/** A question that was answered with no. */
export const failed = (question: Question, code: string, verdict: Exclude<Verdict, 'valid'>): Check => ({
  question,
  result: 'failed',
  code,
  verdict,
})

/** What a family's verifier hands over: its checks, and whose key it was. */
export interface Findings {
  readonly checks: readonly Check[]
  readonly trustedCountry?: string | null
  readonly warnings?: readonly Warning[]
}

const isUnreadable = (reading: Reading): reading is Unreadable => 'fault' in reading

/** The report on a reading. The checks come in the order of `questions`, so the first that failed decides. */
export function conclude(reading: Reading, findings: Findings): Report {
  if (isUnreadable(reading)) {
    const { code, verdict } = reading.fault
    const { family } = reading
    const checks = [failed('format', code, verdict)]
    const nothing = { holder: null, entries: [], issuer: null, validity: null, warnings: [], trustedCountry: null }
    return { verdict, code, family, checks, ...nothing }
  }
  let verdict: Verdict = 'valid'
  let code = 'ok'
  for (const check of findings.checks)
    if (check.result === 'failed') {
      verdict = check.verdict
      code = check.code
      break
    }
  const { family, holder, entries, issuer, validity } = reading
  const warnings = findings.warnings ? [...reading.warnings, ...findings.warnings] : reading.warnings
  const trustedCountry = findings.trustedCountry ?? null
  return { verdict, code, family, checks: findings.checks, holder, entries, issuer, validity, warnings, trustedCountry }
}

/** Is the certificate's own period open at `now` (milliseconds since 1970)? */
export function checkValidity({ from, until }: Validity, now: number): Check {
  if (from !== null && now < from) return failed('validity', 'validity.not-yet', 'not-yet-valid')
  if (until !== null && now > until) return failed('validity', 'validity.expired', 'expired')
  return passed('validity')
}

/** The checks so far, the last of which failed; what would have come after it is not checked. */
export const stopAfter = (checks: readonly Check[]): readonly Check[] => [
  ...checks,
  ...questions.slice(checks.length).map((question) => notChecked(question, 'after-failure')),
]
