import type { Entry, Family } from '@consular/certificate'

/** How long a certificate counts, in days from its issue, by what it tells. Whether a test is too old is for the rules of the country of arrival, and not for the certificate. */
const days = { vaccination: 365, test: 30, recovery: 180 } as const

/** A yellow card counts for the life of its holder (International Health Regulations, annex 7): as long as the key lets it. */
const lifelong = 3650

/**
 * Until when a certificate counts: its days from its issue, of several entries the most, and never longer than the key that signs it. A seal has no end of its own (VDS-NC, validity of the signer): it counts as long
 * as its signer's certificate. A recovery ends with its 180 days after the first positive test.
 */
export function expiryOf(
  family: Family,
  entries: readonly Entry[],
  { issuedAt, keyUntil }: { readonly issuedAt: Temporal.Instant; readonly keyUntil: Temporal.Instant },
): Temporal.Instant {
  if (family === 'vds-nc') return keyUntil
  const ends = entries.map((entry) => endOf(family, entry, issuedAt))
  const last = ends.reduce((one, other) => (Temporal.Instant.compare(one, other) > 0 ? one : other), issuedAt)
  return Temporal.Instant.compare(last, keyUntil) > 0 ? keyUntil : last
}

function endOf(family: Family, entry: Entry, issuedAt: Temporal.Instant): Temporal.Instant {
  if (family === 'icvp') return issuedAt.add({ hours: lifelong * 24 })
  if (entry.kind !== 'recovery' || entry.validUntil === null) return issuedAt.add({ hours: days[entry.kind] * 24 })
  // To the end of the last day, wherever on Earth it is shown.
  return Temporal.Instant.from(`${entry.validUntil}T23:59:59-12:00`)
}
