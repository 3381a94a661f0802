import type { LineAnswer } from '@consular/api'
import { checkLine, placeLine, type RecordLine } from '@consular/domain/record'
import { newReference } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import { replaceCertificatesOf } from '../certificate/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { SourceSession } from '../http/source.ts'
import { claimHash, samenessKey } from './codes.ts'
import { insertRecords, moveRecords, type NewRecord, type PresentRow, presentRecords } from './store.ts'

/** Lines that came together, under one signature. */
export interface Batch {
  readonly source: Pick<SourceSession, 'id' | 'mission'>
  /** As they came: nothing of them is trusted. */
  readonly lines: readonly unknown[]
  /** SHA-256 of the signed text, in hex; null for the examples of a demonstration, which nobody signed. */
  readonly evidence: string | null
}

/** A line that may be believed, with its place in the batch and its sameness. */
interface Candidate {
  readonly place: number
  readonly line: RecordLine
  readonly key: string
}

interface Accepted extends Candidate {
  readonly row: NewRecord
  readonly claim: string | null
}

/** How often lines that lost a race are looked at again before the database is taken to be out of order. */
const mostRounds = 5

/**
 * Takes lines in, each accepted, repeated or refused by itself, in the caller's transaction, which holds the lock of the source. Three statements whatever their number,
 * and for each correction the certificates of what it supersedes: revoked and issued anew at once.
 */
export async function acceptLines(tx: Tx, context: Context, batch: Batch): Promise<LineAnswer[]> {
  const answers: LineAnswer[] = []
  let open: Candidate[] = []
  for (const [index, line] of batch.lines.entries()) {
    const checked = checkLine(line, context.now(), context.vaccines)
    if (checked.ok)
      open.push({ place: index + 1, line: checked.value, key: samenessKey(context, checked.value, batch.source.id) })
    else answers.push(refused({ place: index + 1, id: idOf(line) }, checked.refusal))
  }
  for (let round = 0; open.length > 0; round++) {
    if (round === mostRounds) throw new Error('Records met rivals again and again.')
    open = await takeRound(tx, context, { batch, open, answers })
  }
  return answers.toSorted((one, other) => one.line - other.line)
}

/** Decides on lines by what is here now, writes those that are accepted, and answers those that lost a race meanwhile. */
async function takeRound(
  tx: Tx,
  context: Context,
  {
    batch,
    open,
    answers,
  }: { readonly batch: Batch; readonly open: readonly Candidate[]; readonly answers: LineAnswer[] },
): Promise<Candidate[]> {
  const ids = open.flatMap(({ line }) => (line.supersedes === undefined ? [line.id] : [line.id, line.supersedes]))
  const here = await presentRecords(
    tx,
    ids,
    open.map(({ key }) => key),
  )
  const { accepted, decided } = placeAll(context, batch, open, new Surroundings(here))
  answers.push(...decided)
  const corrections = accepted.filter(({ row }) => here.some(({ id }) => id === row.supersedes))
  const old = corrections.map(({ row }) => row.supersedes as string)
  await moveRecords(tx, old, ['held', 'superseded'])
  const written = await insertRecords(
    tx,
    accepted.map(({ row }) => row),
  )
  const lost = accepted.filter(({ row }) => !written.has(row.id))
  // A correction that was not written has corrected nothing.
  await moveRecords(
    tx,
    lost.flatMap(({ row }) => (row.supersedes !== null && old.includes(row.supersedes) ? [row.supersedes] : [])),
    ['superseded', 'held'],
  )
  for (const each of accepted) if (written.has(each.row.id)) answers.push(acceptedAnswer(each))
  for (const { row } of corrections) if (written.has(row.id)) await correct(tx, context, batch, row)
  return lost
}

/** A correction that is written: the certificates follow in the same transaction, and the person sees it in her log. */
async function correct(tx: Tx, context: Context, { source }: Batch, row: NewRecord): Promise<void> {
  const superseded = row.supersedes as string
  await replaceCertificatesOf(tx, context, { superseded, by: row.id })
  await record(tx, context, {
    action: 'record.corrected',
    actor: { kind: 'source', id: source.id },
    account: row.account,
    mission: source.mission,
    outcome: 'done',
    data: { superseded, by: row.id },
  })
}

/** What lines touch: what is in the database, and what the lines before them in the same batch have brought. */
class Surroundings {
  readonly #byId = new Map<string, PresentRow>()
  readonly #held = new Map<string, PresentRow>()

  constructor(here: readonly PresentRow[]) {
    for (const row of here) this.add(row)
  }

  add(row: PresentRow): void {
    this.#byId.set(row.id, row)
    if (row.state === 'held') this.#held.set(row.key, row)
  }

  byId(id: string | undefined): PresentRow | undefined {
    return id === undefined ? undefined : this.#byId.get(id)
  }

  held(key: string): PresentRow | undefined {
    return this.#held.get(key)
  }

  /** What a line supersedes counts no more for the lines after it. */
  supersede(row: PresentRow): void {
    if (this.#held.get(row.key)?.id === row.id) this.#held.delete(row.key)
    this.#byId.set(row.id, { ...row, state: 'superseded' })
  }
}

function placeAll(context: Context, batch: Batch, open: readonly Candidate[], around: Surroundings) {
  const accepted = new Map<string, Accepted>()
  const decided: LineAnswer[] = []
  for (const candidate of open) {
    const { place, line, key } = candidate
    const superseded = around.byId(line.supersedes)
    const placed = placeLine(line, batch.source.id, {
      own: around.byId(line.id),
      superseded,
      sameAct: around.held(key),
    })
    if (!placed.ok) decided.push(refused({ place, id: line.id }, placed.refusal))
    else if (placed.value === 'repeated') decided.push(answer(place, line.id, { outcome: 'repeated' }))
    else {
      const next = prepare(context, batch, candidate, superseded)
      if (superseded) around.supersede(superseded)
      // Corrected by a later line of the same batch: it is written as what it is by now.
      const before = accepted.get(line.supersedes ?? '')
      if (before) accepted.set(before.row.id, { ...before, row: { ...before.row, state: 'superseded' } })
      accepted.set(line.id, next)
      around.add(presentOf(next))
    }
  }
  return { accepted: [...accepted.values()], decided }
}

function prepare(context: Context, batch: Batch, candidate: Candidate, old: PresentRow | undefined): Accepted {
  const { line, key } = candidate
  const { id, person, entry } = line
  // Whose record it was has the new one at once, without a code.
  const claim = old?.account ? null : newReference('HR', context.random)
  const row: NewRecord = {
    id,
    source: batch.source.id,
    mission: batch.source.mission,
    kind: entry.kind,
    content: { person, entry },
    lot: entry.kind === 'vaccination' ? (entry.lot ?? null) : null,
    sameness: key,
    state: 'held',
    supersedes: line.supersedes ?? null,
    claim: claim === null ? null : claimHash(context, claim).toString('hex'),
    account: old?.account ?? null,
    claimedAt: old?.claimedAt ?? null,
    evidence: batch.evidence,
    receivedAt: context.now().toString(),
  }
  return { ...candidate, row, claim }
}

const presentOf = ({ line, key, row }: Accepted): PresentRow => ({
  id: row.id,
  source: row.source,
  kind: row.kind,
  state: row.state,
  supersedes: row.supersedes,
  content: { person: line.person, entry: line.entry },
  key,
  account: row.account,
  claimedAt: row.claimedAt,
})

const answer = (
  line: number,
  id: string | null,
  rest: Partial<LineAnswer> & Pick<LineAnswer, 'outcome'>,
): LineAnswer => ({
  line,
  id,
  code: null,
  where: null,
  claim: null,
  ...rest,
})

const acceptedAnswer = ({ place, line, claim }: Accepted): LineAnswer =>
  answer(place, line.id, { outcome: 'accepted', claim })

function refused(
  { place, id }: { readonly place: number; readonly id: string | null },
  { code, data }: { readonly code: string; readonly data?: { readonly [key: string]: unknown } },
): LineAnswer {
  const where = data?.['where']
  return answer(place, id, { outcome: 'refused', code, where: typeof where === 'string' ? where : null })
}

/** The id that a line gives itself, so that its answer can be found again; a text of any form, cut. */
function idOf(line: unknown): string | null {
  if (typeof line !== 'object' || line === null || !('id' in line) || typeof line.id !== 'string') return null
  return line.id.slice(0, 80)
}
