import { distanceKm } from '../mission/index.ts'

/** What is known of the person of a case, to compare it with another one. */
export interface Traits {
  readonly names: readonly string[]
  readonly born: string | null
  /** Names the telephone that reports came from; null where none said. */
  readonly phone: string | null
  readonly position: { readonly lat: number; readonly lon: number } | null
  readonly openedAt: Temporal.Instant
}

/** Why two cases may be about one person. */
export type Likeness = 'same-name' | 'same-birth' | 'same-phone' | 'near'

/** Nobody is taken for somebody else for being in the same town: so near, in kilometres, and so soon after one another, in hours. */
const near = { km: 0.5, hours: 6 }

/** A name as it is compared: without case, accents, order of its words or signs between them. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .toSorted()
    .join(' ')

/**
 * Why two cases may be about one person; empty where nothing says so. It is a suggestion: an officer decides. A birth date alone says
 * nothing, and two names that differ are two people however near they are.
 */
export function likeness(one: Traits, other: Traits): readonly Likeness[] {
  const [ours, theirs] = [one, other].map(({ names }) => new Set(names.map(plain).filter((name) => name !== ''))) as [
    Set<string>,
    Set<string>,
  ]
  const sameName = !ours.isDisjointFrom(theirs)
  const samePhone = one.phone !== null && one.phone === other.phone
  if (one.born !== null && other.born !== null && one.born !== other.born) return []
  const otherName = ours.size > 0 && theirs.size > 0 && !sameName
  const reasons: readonly (readonly [Likeness, boolean])[] = [
    ['same-name', sameName],
    ['same-phone', samePhone],
    ['near', !otherName && nearInBoth(one, other)],
  ]
  const found = reasons.filter(([, holds]) => holds).map(([reason]) => reason)
  return found.length > 0 && one.born !== null && one.born === other.born ? [...found, 'same-birth'] : found
}

function nearInBoth(one: Traits, other: Traits): boolean {
  if (one.position === null || other.position === null) return false
  const apart = one.openedAt.since(other.openedAt).abs().total('hours')
  return apart <= near.hours && distanceKm(one.position, other.position) <= near.km
}
