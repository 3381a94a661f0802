import { ok, type Result, refuse } from '../shared/index.ts'
import type { RecordEntry, RecordLine } from './record.ts'
import { agrees, type RecordContent } from './sameness.ts'

/** A record that is here, as far as a line that comes in may touch it. */
export interface PresentRecord {
  readonly id: string
  /** Null: of a paper. */
  readonly source: string | null
  readonly kind: RecordEntry['kind']
  readonly state: 'held' | 'superseded' | 'withdrawn'
  readonly supersedes: string | null
  readonly content: RecordContent
}

/** What is here that a line touches: under its own id, under the id that it supersedes, of the same act. */
export interface Surrounding {
  readonly own: PresentRecord | undefined
  readonly superseded: PresentRecord | undefined
  readonly sameAct: PresentRecord | undefined
}

/** Why a line that may be believed does not fit what is here already. */
export type PlaceRefusal =
  | 'record.act-contradicts'
  | 'record.id-taken'
  | 'record.sample-contradicts'
  | 'record.supersedes-not-held'
  | 'record.supersedes-other-kind'
  | 'record.supersedes-unknown'

/**
 * What becomes of a line of a source: `accepted`, or `repeated` where it is here already, under this id or as the same act under another. A second line of one act that says
 * something else is refused, for a correction names what it supersedes; it may supersede a held record of the same source and kind alone.
 */
export function placeLine(
  line: RecordLine,
  source: string,
  { own, superseded, sameAct }: Surrounding,
): Result<'accepted' | 'repeated', PlaceRefusal> {
  if (own) return isRepetition(line, source, own) ? ok('repeated') : refuse('record.id-taken', { where: 'id' })
  if (line.supersedes !== undefined) {
    const may = maySupersede(line, source, superseded)
    if (!may.ok) return may
  }
  if (!sameAct || sameAct.id === line.supersedes) return ok('accepted')
  if (line.supersedes === undefined && agrees(line, sameAct.content)) return ok('repeated')
  return line.entry.kind === 'test'
    ? refuse('record.sample-contradicts', { where: 'entry.result' })
    : refuse('record.act-contradicts', { where: 'entry' })
}

const isRepetition = (line: RecordLine, source: string, own: PresentRecord): boolean =>
  own.source === source && own.supersedes === (line.supersedes ?? null) && sorted(line) === sorted(own.content)

function maySupersede(line: RecordLine, source: string, old: PresentRecord | undefined): Result<true, PlaceRefusal> {
  const where = 'supersedes'
  if (!old || old.source !== source) return refuse('record.supersedes-unknown', { where })
  if (old.state !== 'held') return refuse('record.supersedes-not-held', { where })
  return old.kind === line.entry.kind ? ok(true) : refuse('record.supersedes-other-kind', { where })
}

/** Person and entry as a text that does not depend on the order of members. */
const sorted = ({ person, entry }: RecordContent): string => JSON.stringify([inOrder(person), inOrder(entry)])

const inOrder = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, member]) => [name, inOrder(member)])
    : value
