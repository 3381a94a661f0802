import { sha256 } from '../signature/sha256.ts'
import { toHex } from '../signature/x509.ts'
import { bytesOf, groupByText } from './group.ts'
import type { TrustList } from './trust-list.ts'

/** One key of a trust list: of a signer, by its key id, or of an authority, by the id of its key (else SHA-256 of it, in hex). */
export interface TrustedKey {
  readonly kind: 'signer' | 'authority'
  readonly id: string
}

/** What became of a country's keys. */
export interface CountryChange {
  readonly country: string
  readonly added: readonly TrustedKey[]
  readonly gone: readonly TrustedKey[]
}

interface Listed extends TrustedKey {
  readonly country: string
  /** Two entries are of the same key where this is the same. */
  readonly identity: string
}

const keysOf = ({ signers, authorities }: TrustList): ReadonlyMap<string, Listed> => {
  const all: readonly Listed[] = [
    ...signers.map(
      ({ country, keyId: id, key }) => ({ kind: 'signer', country, id, identity: `s ${country} ${key}` }) as const,
    ),
    ...authorities.map(({ country, subjectKeyId, key }) => {
      const id = subjectKeyId ?? toHex(sha256(bytesOf(key)))
      return { kind: 'authority', country, id, identity: `a ${country} ${key}` } as const
    }),
  ]
  return new Map(all.map((each) => [each.identity, each]))
}

/** Keys added and gone between two trust lists, by country in alphabetical order; countries without a change are left out. */
export function compareTrust(before: TrustList, after: TrustList): readonly CountryChange[] {
  const [old, now] = [keysOf(before), keysOf(after)]
  const added = [...now.values()].filter(({ identity }) => !old.has(identity))
  const gone = [...old.values()].filter(({ identity }) => !now.has(identity))
  const countryOf = ({ country }: Listed): string => country
  const [addedBy, goneBy] = [groupByText(added, countryOf), groupByText(gone, countryOf)]
  const short = ({ kind, id }: Listed): TrustedKey => ({ kind, id })
  return [...new Set([...addedBy.keys(), ...goneBy.keys()])].sort().map((country) => ({
    country,
    added: (addedBy.get(country) ?? []).map(short),
    gone: (goneBy.get(country) ?? []).map(short),
  }))
}

/** Age of a trust list at `now`, in milliseconds: that of its oldest source that says when it was made; null where none does. */
export function ageOf({ sources }: TrustList, now: number): number | null {
  const times = sources.flatMap(({ at }) => (at === null ? [] : [at]))
  return times.length === 0 ? null : now - times.reduce((oldest, each) => Math.min(oldest, each))
}
