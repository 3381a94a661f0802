import type { AnyCertificate } from '@consular/certificate'
import { accept, type CodesBySet, type Rule, ruleSetVersion } from '@consular/certificate/rules'
import type { Acceptance } from '@consular/certificate/sdjwt'

/** No answer is given for longer: rules change, and a new certificate is a tap away. */
const mostDays = 30

/** Rules of countries, and the value sets that they read. */
interface Book {
  readonly rules: readonly Rule[]
  readonly valueSets: CodesBySet
}

/** When the answer is asked, and until when the certificate counts. */
export interface Span {
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  /** Whose key signs it. */
  readonly issuerCountry: string
}

/**
 * Which countries’ rules a certificate meets now, by everything that it holds, and for how many of the coming days, each looked at in its last second: what its holder can show in place of the facts. Countries whose
 * rules it does not meet, or that cannot be answered, are not among them.
 */
export function findAcceptance(certificate: AnyCertificate, book: Book, span: Span): readonly Acceptance[] {
  const countries = new Set(book.rules.flatMap(({ type, country }) => (type === 'Acceptance' ? [country] : [])))
  return [...countries].toSorted().flatMap((country) => {
    const isMet = (at: Temporal.Instant): boolean =>
      accept(certificate, { ...book, country, now: at.epochMilliseconds, issuerCountry: span.issuerCountry }).answer ===
      'accepted'
    const version = ruleSetVersion(book.rules, country, span.from.epochMilliseconds)
    if (version === null || !isMet(span.from)) return []
    const on = span.from.toZonedDateTimeISO('UTC').toPlainDate()
    return [{ ruleSet: country, version, on: on.toString(), until: lastDay(on, span.until, isMet).toString() }]
  })
}

function lastDay(on: Temporal.PlainDate, until: Temporal.Instant, isMet: (at: Temporal.Instant) => boolean) {
  for (let days = 0; days <= mostDays; days++) {
    const end = on
      .add({ days: days + 1 })
      .toZonedDateTime('UTC')
      .toInstant()
      .subtract({ seconds: 1 })
    // The first day counts for what was seen on it.
    if (Temporal.Instant.compare(end, until) > 0 || !isMet(end)) return on.add({ days: Math.max(0, days - 1) })
  }
  return on.add({ days: mostDays })
}
