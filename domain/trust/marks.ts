import type { TrustDifference } from './difference.ts'

/** What an officer has to look at before she proposes a list. */
export const markNames = [
  'country-gone',
  'fewer-signers',
  'fewer-authorities',
  'fewer-issuers',
  'fewer-revocations',
  'older',
  'no-proof',
  'skipped',
  'unchained',
] as const
export type Mark = (typeof markNames)[number]

/** The part of the keys that may go from one list to the next without anybody having to say why. */
export const unremarkedPart = 0.1

/** What is known of the files of a list, beside what is in them. */
export interface ListAbout {
  /** Was a proof of every file checked against the anchor? */
  readonly proven: boolean
  /** Milliseconds since 1970 of the list itself, where it says so. */
  readonly at: number | null
  /** Entries that could not be read or were not for this source to say. */
  readonly skipped: number
  /** Signers below no authority of this list: beside lists with authorities they do not count. */
  readonly unchained: number
}

const isShrunken = (gone: number, before: number): boolean => before > 0 && gone > before * unremarkedPart

/** The marks of a list beside the one before it; `beforeAt` is when that one was made. */
export function marksOf(difference: TrustDifference, about: ListAbout, beforeAt: number | null): readonly Mark[] {
  const gone = (kind: 'signer' | 'authority' | 'issuer') =>
    difference.countries
      .flatMap(({ changes }) => changes)
      .filter((each) => each.kind === kind && each.change === 'gone').length
  const found: { readonly [mark in Mark]: boolean } = {
    'country-gone': difference.vanished.length > 0,
    'fewer-signers': isShrunken(gone('signer'), difference.signers.before),
    'fewer-authorities': isShrunken(gone('authority'), difference.authorities.before),
    'fewer-issuers': isShrunken(gone('issuer'), difference.issuers.before),
    'fewer-revocations': difference.revocations.after < difference.revocations.before,
    older: about.at !== null && beforeAt !== null && about.at < beforeAt,
    'no-proof': !about.proven,
    skipped: about.skipped > 0,
    unchained: about.unchained > 0,
  }
  return markNames.filter((mark) => found[mark])
}

const needsWords: ReadonlySet<Mark> = new Set<Mark>([
  'country-gone',
  'fewer-signers',
  'fewer-authorities',
  'fewer-issuers',
  'fewer-revocations',
  'older',
])

/** Do these marks ask for a written reason? What shrank or grew older does; what a kind of list never has does not. */
export const needReason = (marks: readonly Mark[]): boolean => marks.some((mark) => needsWords.has(mark))
