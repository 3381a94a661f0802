import { mostLines } from '@consular/api'
import { whenOf } from '@consular/domain/record'
import { idFor } from './line-id.ts'
import type { FileLine } from './read-lines.ts'

/** Lines that go together: what is signed, and where each stands in the file. */
export interface Part {
  readonly content: readonly object[]
  readonly at: readonly number[]
}

/** A file as it is sent. `upload`: the id, made of the whole content. */
export interface Parcel {
  readonly upload: string
  readonly lines: number
  readonly parts: readonly Part[]
}

/** JSON of a part in characters at the most: signed and in base64url it stays below what the service takes. */
const mostCharacters = 160_000

/** Divides the lines of a file into parts, always in the same way, and gives an id to those without. `source` names whose lines they are. */
export function parcelOf(lines: readonly FileLine[], source: string): Parcel {
  const named = lines.map(({ at, line }) => ({
    at,
    line: { ...line, id: line['id'] ?? idFor(source, line, dateOf(line)) },
  }))
  const parts: { content: object[]; at: number[]; size: number }[] = []
  for (const { at, line } of named) {
    const size = JSON.stringify(line).length + 1
    const last = parts.at(-1)
    const fits = last && last.content.length < mostLines && last.size + size <= mostCharacters
    const part = fits ? last : { content: [], at: [], size: 0 }
    if (!fits) parts.push(part)
    part.content.push(line)
    part.at.push(at)
    part.size += size
  }
  const upload = idFor(
    source,
    named.map(({ line }) => line),
    null,
  )
  return { upload, lines: lines.length, parts }
}

function dateOf({ entry }: FileLine['line']): string | null {
  if (typeof entry !== 'object' || entry === null) return null
  const when: unknown = whenOf(entry as Parameters<typeof whenOf>[0])
  return typeof when === 'string' ? when : null
}
