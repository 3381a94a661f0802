import type { Certificate } from '../certificate.ts'
import { formatDate } from '../encoding/time.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { acceptancesOf } from '../sdjwt/claims.ts'
import { sha256 } from '../signature/sha256.ts'
import { chooseRules } from './choose.ts'
import type { Rule } from './rule.ts'

/**
 * Names the rules by which a country accepts certificates at an instant (milliseconds since 1970): 16 hex digits of SHA-256 over their identifiers and versions. Two that hold the same rules say the
 * same name; null where the country has none. Rules for a part of a country are not among them.
 */
export function ruleSetVersion(rules: readonly Rule[], country: string, now: number): string | null {
  const chosen = chooseRules(rules, { country, issuerCountry: null, kinds: ['Vaccination', 'Test', 'Recovery'], now })
  if (chosen.length === 0) return null
  const names = chosen.map(({ identifier, version }) => `${identifier} ${version}`).join('\n')
  return Array.from(sha256(toUtf8(names)).subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Where and when a certificate is shown, and by which rules it is asked. */
interface Shown {
  readonly rules: readonly Rule[]
  readonly country: string
  readonly region?: string
  readonly now: number
}

/**
 * Does the certificate itself say that these very rules are met on the day of `now`? Its issuer evaluated them when it was issued, so that the holder can show the answer in place of the facts. Other
 * rules of the same country, or another version of one, are other rules.
 */
export function claimsToMeet({ family, payload }: Certificate, { rules, country, region, now }: Shown): boolean {
  if (family !== 'sd-jwt-vc' || region !== undefined) return false
  const [version, day] = [ruleSetVersion(rules, country, now), formatDate(now)]
  return acceptancesOf(payload).some(
    (each) =>
      each.ruleSet === country &&
      each.version === version &&
      each.on <= day &&
      (each.until === null || day <= each.until),
  )
}
