/** A person as far as one is told from another: names as written and in Latin letters, a partial date of birth, telephones (E.164), the number of a document. */
export interface Identity {
  readonly familyName: string
  readonly givenName: string
  readonly latinName: string | null
  readonly birthDate: string | null
  readonly phone: string | null
  readonly documentNumber: string | null
}

/** What two descriptions have in common. */
export type MatchReason = 'document' | 'name' | 'birth-date' | 'phone'

/** `same`: taken for one person without asking; `unsure`: an officer decides; `other`: not the same. */
export interface Match {
  readonly verdict: 'same' | 'unsure' | 'other'
  readonly reasons: readonly MatchReason[]
}

/** A name without case, accents, blanks and marks. */
export const foldName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()

/** The ways in which a name may be written: family name first or last, or in Latin letters. */
export function nameKeys({ familyName, givenName, latinName }: Identity): ReadonlySet<string> {
  const both = [`${familyName} ${givenName}`, `${givenName} ${familyName}`, latinName ?? '']
  return new Set(both.map(foldName).filter((key) => key !== ''))
}

/** Is one date the other, as far as both are known? Null where one is not known at all. */
function agree(one: string | null, other: string | null): boolean | null {
  if (one === null || other === null) return null
  return one.startsWith(other) || other.startsWith(one)
}

/**
 * Do two descriptions mean one person? The document, or the name with a full date of birth or a telephone, is enough. One sign alone, or a name with another date of birth
 * at the same telephone, is for an officer: two brothers share a telephone, and many people a name.
 */
export function matchOf(one: Identity, other: Identity): Match {
  const keys = nameKeys(other)
  const name = [...nameKeys(one)].some((key) => keys.has(key))
  const birth = agree(one.birthDate, other.birthDate)
  const phone = one.phone !== null && one.phone === other.phone
  const document = one.documentNumber !== null && one.documentNumber === other.documentNumber
  const fullBirth = birth === true && one.birthDate?.length === 10 && other.birthDate?.length === 10
  const signs: readonly (readonly [MatchReason, boolean])[] = [
    ['document', document],
    ['name', name],
    ['birth-date', birth === true],
    ['phone', phone],
  ]
  const reasons = signs.filter(([, holds]) => holds).map(([reason]) => reason)
  const contradicts = birth === false
  if (!contradicts && ((document && (name || birth === true)) || (name && (fullBirth || phone))))
    return { verdict: 'same', reasons }
  // A birthday alone is shared by many: it counts beside another sign.
  const isSign = document || phone || (name && !contradicts)
  return { verdict: isSign ? 'unsure' : 'other', reasons }
}

/** Whom a relative’s report is about: one person for certain, some that an officer looks at, or nobody who is known yet. */
export type Merging<Person> =
  | { readonly to: 'person'; readonly person: Person; readonly reasons: readonly MatchReason[] }
  | { readonly to: 'officer'; readonly candidates: readonly Person[] }
  | { readonly to: 'new' }

/** Decides whom a report is about among those who might be meant. Two who fit equally well are never chosen between. */
export function mergeInto<Person extends Identity>(report: Identity, candidates: readonly Person[]): Merging<Person> {
  const matched = candidates.map((person) => ({ person, ...matchOf(report, person) }))
  const same = matched.filter(({ verdict }) => verdict === 'same')
  const [only] = same
  if (only !== undefined && same.length === 1) return { to: 'person', person: only.person, reasons: only.reasons }
  const looked = same.length > 1 ? same : matched.filter(({ verdict }) => verdict === 'unsure')
  return looked.length === 0 ? { to: 'new' } : { to: 'officer', candidates: looked.map(({ person }) => person) }
}
