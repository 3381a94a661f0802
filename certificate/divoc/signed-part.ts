import { isArray, isObject, type JsonObject } from '../encoding/json.ts'
import { type Canonical, canonise } from '../linked-data/canonise.ts'
import type { Contexts } from '../linked-data/contexts.ts'
import { readMembers } from './credential.ts'

type Path = readonly (string | number)[]

/** More unsigned members than this that look like those we read are no accident. */
const most = 16

/**
 * The document without the members that would be read and that its signature does not cover. A name may be defined in one place and not in another, so that
 * each place is tried: what leaves the canonical form as it is when it is taken away is not signed. Null where there are more than 16 such places.
 */
export async function keepSigned(
  document: JsonObject,
  { quads, dropped }: Canonical,
  contexts: Contexts,
): Promise<JsonObject | null> {
  const doubtful = dropped.filter((name) => readMembers.has(name))
  const places = doubtful.length === 0 ? [] : placesOf(document, doubtful)
  if (places.length > most) return null
  let kept = document
  for (const place of places) {
    const without = take(kept, place) as JsonObject
    if (await isSame(without, quads, contexts)) kept = without
  }
  return kept
}

/** Has another document the same canonical form, so that its signature would fit? One that cannot be canonised has none. */
export const isSame = (document: JsonObject, quads: string, contexts: Contexts): Promise<boolean> =>
  canonise(document, contexts).then(
    (canonical) => canonical.quads === quads,
    () => false,
  )

/** Where these names occur. */
function placesOf(value: unknown, names: readonly string[], path: Path = []): readonly Path[] {
  if (isArray(value)) return value.flatMap((item, index) => placesOf(item, names, [...path, index]))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, member]) => {
    const inside = placesOf(member, names, [...path, name])
    return names.includes(name) ? [...inside, [...path, name]] : inside
  })
}

/** A copy of the value without what is at the path. */
function take(value: unknown, [step, ...rest]: Path): unknown {
  if (isArray(value)) return value.map((item, index) => (index === step ? take(item, rest) : item))
  if (!isObject(value)) return value
  const members = Object.entries(value).filter(([name]) => name !== step || rest.length > 0)
  return Object.fromEntries(members.map(([name, member]) => [name, name === step ? take(member, rest) : member]))
}
