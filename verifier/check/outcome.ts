import type { Report, Verdict } from '@consular/certificate'
import type { Acceptance } from '@consular/certificate/rules'

/** What the officer sees from afar: go on, look closer, stop. Each has its colour, its shape and its sound. */
export type Tone = 'good' | 'look' | 'bad'

/** The one word that stands over a verdict. */
export type Word = Verdict | 'rules-open' | 'not-accepted'

/**
 * The tone of each word. Amber is for what proves nothing against the traveller: a key that is missing here, a torn or foreign code, a rule that cannot be
 * answered. Red is for what the issuer or the country of arrival itself says no to.
 */
export const tones: { readonly [word in Word]: Tone } = {
  valid: 'good',
  'rules-open': 'look',
  untrusted: 'look',
  malformed: 'look',
  unrecognised: 'look',
  'not-accepted': 'bad',
  expired: 'bad',
  'not-yet-valid': 'bad',
  revoked: 'bad',
  forged: 'bad',
}

/** The word for a report and the answer of the country of arrival, where one was asked. That no rule is at hand says nothing against a certificate. */
export function wordOf(
  { verdict }: Pick<Report, 'verdict'>,
  acceptance: Pick<Acceptance, 'answer' | 'code'> | null,
): Word {
  if (verdict !== 'valid' || acceptance === null) return verdict
  if (acceptance.answer === 'not-accepted') return 'not-accepted'
  return acceptance.answer === 'open' && acceptance.code !== 'rules.none' ? 'rules-open' : 'valid'
}
