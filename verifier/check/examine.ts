import { type AnyCertificate, type Reading, type Report, read, verify } from '@consular/certificate'
import { type Acceptance, accept } from '@consular/certificate/rules'
import type { Material } from '../trust/keep.ts'
import { type Tone, tones, type Word, wordOf } from './outcome.ts'

/** All that is shown about one certificate. */
export interface Finding {
  readonly word: Word
  readonly tone: Tone
  readonly report: Report
  /** The answer of the country of arrival; null where none was chosen, or the certificate is not valid. */
  readonly acceptance: Acceptance | null
  /** How old the trust list was said to be. */
  readonly asOf: Temporal.Instant | null
}

/** Where and when a traveller stands. */
export interface Place {
  readonly country: string
  readonly now: Temporal.Instant
}

/** No code was found in a picture. */
export const noCode: Reading<AnyCertificate> = {
  family: null,
  fault: { verdict: 'unrecognised', code: 'picture.no-code' },
}

const rank = (reading: Reading<AnyCertificate>): number => {
  if (!('fault' in reading)) return 0
  return reading.fault.verdict === 'malformed' ? 1 : 2
}

/** The best of several readings: what a scanner typed may stand for two texts, and a picture may show other codes beside a certificate. */
export function readBest(texts: readonly string[]): Reading<AnyCertificate> {
  const [best] = texts.map((text) => read(text)).toSorted((one, other) => rank(one) - rank(other))
  return best ?? noCode
}

/** Verifies a reading and asks the country of arrival. No network, no storage; never throws. */
export async function examine(reading: Reading<AnyCertificate>, material: Material, place: Place): Promise<Finding> {
  const { trust, rules, valueSets, asOf } = material
  const now = place.now.epochMilliseconds
  const report = await verify(reading, trust, now)
  const asked = report.verdict === 'valid' && place.country !== '' && !('fault' in reading)
  const acceptance = asked
    ? accept(reading, { rules, valueSets, country: place.country, now, issuerCountry: report.trustedCountry })
    : null
  const word = wordOf(report, acceptance)
  return { word, tone: tones[word], report, acceptance, asOf }
}
