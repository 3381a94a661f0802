import { inflateZlib } from '../encoding/inflate.ts'
import { Malformed } from '../fault.ts'
import { mostPixels } from './picture.ts'

/** A stream of a PDF file: its dictionary as written, and where its bytes begin. */
export interface Stream {
  readonly dictionary: string
  readonly from: number
}

/** A file that says `stream` more often is looked at no further. */
const mostStreams = 50_000

/** A PDF file, looked at as text of one character for each byte: no tables are followed, so that damaged ones do no harm. */
export class PdfFile {
  readonly bytes: Uint8Array
  readonly text: string

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.text = new TextDecoder('latin1').decode(bytes)
  }

  /** What stands behind a name in a dictionary; an object that it points to is looked up. Null where there is neither. */
  entry(dictionary: string, name: string): string | null {
    const at = new RegExp(`/${name}(?![A-Za-z])\\s*`).exec(dictionary)
    if (!at) return null
    const rest = dictionary.slice(at.index + at[0].length)
    const reference = /^(\d+)\s+(\d+)\s+R/.exec(rest)
    return reference ? this.object(reference[1] as string, reference[2] as string) : rest
  }

  /** The number behind a name. */
  number(dictionary: string, name: string): number | null {
    const found = /^\d+/.exec(this.entry(dictionary, name) ?? '')
    return found ? Number(found[0]) : null
  }

  /** Up to 4096 characters of an object, from where it begins. */
  object(number: string, generation: string): string | null {
    const at = this.#place(number, generation)
    return at === null ? null : this.text.slice(at, at + 4096)
  }

  /** The stream of an object. */
  streamOf(number: string, generation: string): Stream | null {
    const at = this.#place(number, generation)
    const word = at === null ? -1 : this.text.indexOf('stream', at)
    return at === null || word < 0 || word - at > 4096 ? null : this.#streamAt(this.text.slice(at, word), word)
  }

  #place(number: string, generation: string): number | null {
    const found = new RegExp(`(?:^|[\\r\\n ])${number}\\s+${generation}\\s+obj\\s*`).exec(this.text)
    return found ? found.index + found[0].length : null
  }

  #streamAt(dictionary: string, word: number): Stream {
    const twoCharacters = this.text.startsWith('\r\n', word + 6)
    return { dictionary, from: word + (twoCharacters ? 8 : 7) }
  }

  /** All streams that stand in the file itself. */
  *streams(): Generator<Stream> {
    const { text } = this
    let seen = 0
    for (let at = text.indexOf('stream'); at >= 0 && seen < mostStreams; at = text.indexOf('stream', at + 6)) {
      seen++
      if (text.startsWith('end', at - 3)) continue
      const before = text.slice(Math.max(0, at - 4096), at)
      yield this.#streamAt(before.slice(before.lastIndexOf(' obj') + 1), at)
    }
  }

  /** Where a stream may end: as its dictionary says, and before the line break that stands before `endstream`. */
  #endsOf({ dictionary, from }: Stream): readonly number[] {
    const length = this.number(dictionary, 'Length')
    const end = this.text.indexOf('endstream', from)
    const stated = length === null || from + length > this.text.length ? [] : [from + length]
    return end < 0 ? stated : [...stated, end - 1, end - 2, end].filter((each) => each > from)
  }

  /** A stream's bytes as they stand. */
  raw(stream: Stream): Uint8Array {
    return this.bytes.subarray(stream.from, this.#endsOf(stream)[0] ?? stream.from)
  }

  /** A stream's bytes with FlateDecode taken back; null where that cannot be done. */
  inflated(stream: Stream): Uint8Array | null {
    for (const end of this.#endsOf(stream))
      try {
        return inflateZlib(this.bytes.subarray(stream.from, end), mostPixels)
      } catch (error) {
        if (!(error instanceof Malformed)) throw error
      }
    return null
  }
}

/** Names of the filters of a stream, in their order. */
export const filtersOf = ({ dictionary }: Stream): readonly string[] =>
  /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1]?.match(/\w+/g) ?? []
