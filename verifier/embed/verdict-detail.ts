import type { Family, Report, Verdict } from '@consular/certificate'
import type { Acceptance } from '@consular/certificate/rules'
import type { Finding } from '../check/examine.ts'
import { namesOf } from '../verdict/names.ts'

/** What the page around it hears of a certificate: what was found, and of the person nothing that it did not ask for. */
export interface VerdictDetail {
  readonly verdict: Verdict
  /** Why: a code of the library. */
  readonly code: string
  readonly family: Family | null
  /** What the rules of the country of arrival say; null where none was named, or the certificate is not valid. */
  readonly acceptance: Pick<Acceptance, 'answer' | 'code'> | null
  /** Where the page asked for it, and the certificate is no forgery. */
  readonly person?: { readonly name: string; readonly birthDate: string | null }
}

const personOf = ({ holder, verdict }: Report): Pick<VerdictDetail, 'person'> =>
  holder === null || verdict === 'forged'
    ? {}
    : { person: { name: namesOf(holder).main, birthDate: holder.birthDate ?? null } }

/** The detail of the event about a finding. */
export function detailOf({ report, acceptance }: Finding, disclose: boolean): VerdictDetail {
  const { verdict, code, family } = report
  return {
    verdict,
    code,
    family,
    acceptance: acceptance && { answer: acceptance.answer, code: acceptance.code },
    ...(disclose ? personOf(report) : {}),
  }
}
