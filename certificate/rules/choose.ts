import type { CertificateType, Rule } from './rule.ts'
import { compareVersions } from './version.ts'

/** For whom rules are chosen. */
export interface Occasion {
  /** Country of arrival, ISO 3166-1 alpha-2. */
  readonly country: string
  readonly region?: string | undefined
  /** The country whose key signed the certificate; null where it is not known. */
  readonly issuerCountry: string | null
  readonly kinds: readonly CertificateType[]
  /** Milliseconds since 1970: the instant of the crossing. */
  readonly now: number
}

/** Greece is GR for ISO and EL for the EU. */
const countryOf = (code: string): string => {
  const upper = code.trim().toUpperCase()
  return upper === 'EL' ? 'GR' : upper
}

/**
 * The rules that apply (EU DCC Validation Rules, 5.2): the Acceptance rules of the country of arrival and the Invalidation rules of the country that issued the
 * certificate, general or for its kind, valid at the instant, each in its newest version. A rule for a region applies there, beside those of the whole country.
 * In the order of their identifiers.
 */
export function chooseRules(rules: readonly Rule[], { country, region, issuerCountry, kinds, now }: Occasion): Rule[] {
  const arrival = countryOf(country)
  const origin = issuerCountry === null ? null : countryOf(issuerCountry)
  const here = region?.trim().toUpperCase() ?? null
  const newest = new Map<string, Rule>()
  for (const rule of rules) {
    if (countryOf(rule.country) !== (rule.type === 'Acceptance' ? arrival : origin)) continue
    if (rule.certificateType !== 'General' && !kinds.includes(rule.certificateType)) continue
    if (now < rule.validFrom || now > rule.validTo) continue
    if (rule.type === 'Acceptance' && rule.region !== null && rule.region !== here) continue
    const name = `${rule.type} ${rule.identifier} ${rule.region ?? ''}`
    const other = newest.get(name)
    if (other === undefined || compareVersions(rule.version, other.version) > 0) newest.set(name, rule)
  }
  return [...newest.values()].sort((a, b) => (a.identifier < b.identifier ? -1 : 1))
}
