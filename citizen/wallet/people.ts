import type { Holder } from '@consular/certificate'
import { namesOf } from '@consular/certificate/names'

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
  const { main, standard } = namesOf(holder)
  const names = [main, standard].map(folded).filter(Boolean)
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
