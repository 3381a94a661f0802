import type { Holder } from '@consular/certificate'

/** The name as the certificate writes it; where it has only the letters of the passport's zone, those. */
export function nameOf({ name, familyName, givenName, standardFamilyName, standardGivenName }: Holder): string {
  const joined = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(' ')
  return name ?? (joined(familyName, givenName) || joined(standardFamilyName, standardGivenName).replaceAll('<', ' '))
}

/** The name in the letters of the passport's zone, where the certificate gives it. */
export const zoneNameOf = ({ standardFamilyName, standardGivenName }: Holder): string =>
  [standardFamilyName, standardGivenName].filter(Boolean).join(' ').replaceAll('<', ' ')

/** One name in different orders and letters of both cases is one name. */
const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
    .toSorted()
    .join(' ')

/** By what a person is found again in another certificate: her birth date with each way in which her name is written. */
function marksOf(holder: Holder): readonly string[] {
  const names = [nameOf(holder), zoneNameOf(holder)].map(folded).filter(Boolean)
  return [...new Set(names)].map((name) => `${holder.birthDate ?? ''} ${name}`)
}

/** What belongs to each person, in the order in which it came. Who shares a birth date and one way of writing the name is one person. */
export function groupByPerson<T>(things: readonly T[], holderOf: (thing: T) => Holder): readonly (readonly T[])[] {
  const groups: { readonly marks: Set<string>; readonly things: T[] }[] = []
  for (const thing of things) {
    const marks = marksOf(holderOf(thing))
    const mine = groups.filter((group) => marks.some((mark) => group.marks.has(mark)))
    const [first] = mine
    if (!first) {
      groups.push({ marks: new Set(marks), things: [thing] })
      continue
    }
    // This one may join two groups: one was written in Chinese, the other in Latin letters.
    for (const other of mine.slice(1)) {
      for (const mark of other.marks) first.marks.add(mark)
      first.things.push(...other.things)
      groups.splice(groups.indexOf(other), 1)
    }
    for (const mark of marks) first.marks.add(mark)
    first.things.push(thing)
  }
  return groups.map((group) => group.things)
}
