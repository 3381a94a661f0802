import * as z from 'zod/mini'

/** What people in trouble are asked to choose from, in the order in which the page shows it. `unsaid`: nothing was chosen. */
export const Situation = z.enum([
  'attacked',
  'injured',
  'child-alone',
  'disaster',
  'detained',
  'missing-person',
  'robbed',
  'lost-passport',
  'destitute',
  'advice',
  'other',
  'unsaid',
])
export type Situation = z.infer<typeof Situation>

/** Where somebody is, in degrees; `accuracy` in metres, null where the phone did not say. */
export interface ReportedPosition {
  readonly lat: number
  readonly lon: number
  readonly accuracy: number | null
}

/** What is odd about a report. It is kept and shown all the same. `clock-off`: the phone's hour is more than a day from ours. `position-erased`: its time was over. */
export const ReportFlag = z.enum(['words-cut', 'position-impossible', 'not-understood', 'clock-off', 'position-erased'])
export type ReportFlag = z.infer<typeof ReportFlag>

/** A report as it is kept. `words` is a head of at most `keptWords` characters; `wordsLength` tells how many bytes were sent. */
export interface Report {
  readonly situation: Situation
  readonly silent: boolean
  readonly words: string
  readonly wordsLength: number
  readonly position: ReportedPosition | null
  /** A place as it was typed, or a position that cannot be. */
  readonly placeSaid: string | null
  /** The hour on the phone, as an instant; null where it gave none. */
  readonly madeAt: string | null
  /** Whom it is about and who sends it, where that is not the same person. */
  readonly about: ReportedOther | null
  readonly flags: readonly ReportFlag[]
}

/** A report about somebody else: her name, and the sender's with how to reach her. Each may be missing. */
export interface ReportedOther {
  readonly name: string | null
  readonly sender: string | null
  readonly contact: string | null
}

/** The most characters of words that are kept. What is longer is cut, its length noted: its beginning says what is wrong. */
export const keptWords = 64 * 1024

const bytesOf = (text: string): number => new TextEncoder().encode(text).length
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).replaceAll('\u0000', '\ufffd') : ''
const whole = (text: string): string => text.toWellFormed()

interface Said {
  readonly position: ReportedPosition | null
  readonly placeSaid: string | null
  readonly impossible: boolean
}

function positionFrom(fields: Fields): Said {
  const [lat, lon] = [textOf(fields['lat']).trim(), textOf(fields['lon']).trim()]
  const place = whole(textOf(fields['place']).trim()).slice(0, 500) || null
  if (lat === '' && lon === '') return { position: null, placeSaid: place, impossible: false }
  const [north, east] = [Number(lat || 'x'), Number(lon || 'x')]
  if (Math.abs(north) <= 90 && Math.abs(east) <= 180) {
    const accuracy = Number(textOf(fields['accuracy']).trim() || 'x')
    const position = { lat: north, lon: east, accuracy: accuracy >= 0 && accuracy < 1e8 ? accuracy : null }
    return { position, placeSaid: place, impossible: false }
  }
  const said = [place, whole(`${lat}, ${lon}`).slice(0, 200)].filter((part) => part !== null).join('; ')
  return { position: null, placeSaid: said, impossible: true }
}

function otherFrom(fields: Fields): ReportedOther | null {
  if (textOf(fields['about']) !== 'other') return null
  const line = (name: string) => whole(textOf(fields[name]).trim().slice(0, 300)) || null
  return { name: line('aboutName'), sender: line('senderName'), contact: line('senderContact') }
}

/** What a phone or a form sent, member by member, whatever it is. */
export type Fields = { readonly [name: string]: unknown }

function instantFrom(value: unknown): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(textOf(value))
  } catch {
    return null
  }
}

/** How a report came: how many bytes it had, whether only their beginning was read, and whether they were what we expect. */
export interface Arrival {
  readonly length: number
  readonly cut: boolean
  readonly understood: boolean
  readonly at: Temporal.Instant
}

/** Makes a report of whatever was sent. It refuses nothing: what is not understood is kept as it was said, and flagged. */
export function readReport(fields: Fields, { length, cut, understood, at }: Arrival): Report {
  const words = whole(textOf(fields['words']))
  const situation = Situation.safeParse(fields['situation'])
  const { position, placeSaid, impossible } = positionFrom(fields)
  const made = instantFrom(fields['madeAt'])
  const off = made !== null && Math.abs(made.since(at).total('hours')) > 24
  const long = cut || words.length > keptWords
  const flags: readonly (readonly [ReportFlag, boolean])[] = [
    ['words-cut', long],
    ['position-impossible', impossible],
    ['not-understood', !understood],
    ['clock-off', off],
  ]
  return {
    situation: situation.success ? situation.data : 'unsaid',
    silent: fields['silent'] === true || textOf(fields['silent']) === '1',
    words: whole(words.slice(0, keptWords)),
    wordsLength: cut ? length : bytesOf(words),
    position,
    placeSaid,
    madeAt: made?.toString() ?? null,
    about: otherFrom(fields),
    flags: flags.filter(([, holds]) => holds).map(([flag]) => flag),
  }
}

/** A backslash that begins an escape which did not arrive whole: an odd one. */
const halfEscape = /((?:^|[^\\])(?:\\\\)*)\\(u[0-9a-f]{0,3})?$/i

/**
 * The members of a JSON text of which only the beginning may have come. Words are sent last, so that a text that was cut lacks its end alone.
 * Null where nothing can be made of it.
 */
export function readFields(text: string): Fields | null {
  for (const ending of ['', '"}', '}']) {
    const closed = ending === '"}' ? text.replace(halfEscape, '$1') + ending : text + ending
    const value = parsed(closed)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  }
  return null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
