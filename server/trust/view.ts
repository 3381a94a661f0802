import { createHash } from 'node:crypto'
import type { TrustListFile, TrustListRow, TrustSourceView } from '@consular/api'
import { loadTrust, noTrust, type TrustList } from '@consular/certificate/trust'
import { differenceOf, type ListAbout, marksOf, needReason } from '@consular/domain/trust'
import type { Tx } from '../database/connection.ts'
import type { About } from './read-list.ts'
import { arrivedOf, contentOf, currentListOf, type ListRow, listsOf, type SourceRow } from './store.ts'

/** A list in one line. */
export const rowOf = (list: ListRow, current: string | null): TrustListRow => ({
  id: list.id,
  source: list.source_id,
  origin: list.origin,
  returnsTo: list.returns_to,
  state: list.state,
  version: list.version,
  current: list.id === current,
  reason: list.reason,
  refusal: list.refusal,
  receivedBy: list.received_by,
  receivedAt: list.received_at,
  proposedBy: list.proposed_by,
  proposedAt: list.proposed_at,
  decidedBy: list.decided_by,
  decidedAt: list.decided_at,
})

interface Lists {
  readonly current: ListRow | null
  readonly open: readonly ListRow[]
}

/** A source with its lists. */
export const sourceView = (source: SourceRow, { current, open }: Lists): TrustSourceView => ({
  id: source.id,
  terms: {
    name: source.name,
    kind: source.kind,
    country: source.country,
    issuer: source.issuer,
    anchor: source.anchor,
    addresses: source.addresses,
    everyHours: source.every_hours,
  },
  anchorDigest: source.anchor === null ? null : createHash('sha256').update(source.anchor).digest('hex'),
  registeredBy: source.registered_by,
  registeredAt: source.registered_at,
  fetchedAt: source.fetched_at,
  fetchFailure: source.fetch_failure,
  current: current && rowOf(current, current.id),
  open: open.map((list) => rowOf(list, current?.id ?? null)),
})

/** A source with its lists, as the database holds them now. */
export async function viewSource(tx: Tx, source: SourceRow): Promise<TrustSourceView> {
  const open = (await listsOf(tx, source.id)).filter(({ state }) => state === 'waiting' || state === 'proposed')
  return sourceView(source, { current: await currentListOf(tx, source.id), open })
}

function trustIn(content: string | null): TrustList {
  const loaded = content === null ? null : loadTrust(content)
  return loaded?.ok ? loaded.value : noTrust
}

/** What was seen of a list when it was read. */
export const aboutOf = (list: ListRow | null): About | null => (list?.about ?? null) as About | null

const summaryOf = ({ proven, at, skipped, unchained }: About): ListAbout => ({
  proven,
  at,
  skipped: skipped.reduce((sum, { count }) => sum + count, 0),
  unchained,
})

/** A list beside the one that counts now: what differs, and what an officer has to look at. */
export async function compared(tx: Tx, list: ListRow, current: ListRow | null) {
  const about = aboutOf(list)
  if (about === null) return { difference: null, marks: [], reasonNeeded: false }
  const [before, after] = [current && (await contentOf(tx, current.id)), await contentOf(tx, list.id)]
  const difference = differenceOf(trustIn(before), trustIn(after))
  const marks = marksOf(difference, summaryOf(about), aboutOf(current)?.at ?? null)
  return { difference, marks, reasonNeeded: needReason(marks) }
}

const instantOf = (at: number | null): string | null =>
  at === null ? null : Temporal.Instant.fromEpochMilliseconds(at).toString()

/** A list with its source and all that an officer decides by. */
export async function viewList(tx: Tx, list: ListRow, source: SourceRow): Promise<TrustListFile> {
  const current = await currentListOf(tx, list.source_id)
  const about = aboutOf(list)
  const arrived = list.state === 'receiving' ? await arrivedOf(tx, list.id) : null
  const { difference, marks, reasonNeeded } = await compared(tx, list, current)
  return {
    row: rowOf(list, current?.id ?? null),
    source: await viewSource(tx, source),
    files: list.files.map((file, at) => ({ ...file, received: arrived === null ? file.size : (arrived.get(at) ?? 0) })),
    against: current?.id ?? null,
    about: about && { ...about, at: instantOf(about.at), skipped: [...about.skipped] },
    difference: difference && {
      ...difference,
      countries: difference.countries.map((each) => ({ ...each, changes: [...each.changes] })),
      vanished: [...difference.vanished],
    },
    marks: [...marks],
    reasonNeeded,
  }
}
