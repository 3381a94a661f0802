import { createHash } from 'node:crypto'
import type { TrustListFile } from '@consular/api'
import { newId, ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { ministry } from '../officer/index.ts'
import { digestOf, mostBytes } from './begin-list.ts'
import { readAs } from './examine-list.ts'
import { type FetchLimits, fetchSafely } from './fetch-safely.ts'
import { actOf, mayManage } from './manager.ts'
import { pathsOf, readIndex } from './partner.ts'
import type { ListFile } from './read-list.ts'
import { sourceList } from './source-list.ts'
import {
  appendPiece,
  dueSources,
  findList,
  findSource,
  insertList,
  isKnown,
  noteFetch,
  replaceWaiting,
  type SourceRow,
} from './store.ts'
import { viewList } from './view.ts'

/** For each file of a source, redirects included. */
const patience = 30_000

type Limits = Omit<FetchLimits, 'mode'>
const usual: Limits = { most: mostBytes, patience }

const nameOf = (address: string): string => {
  const { host, pathname } = new URL(address)
  return `${host}${pathname}`
}

/** Fetches addresses one after the other; together they may not be larger than one list. */
async function fetchAll(addresses: readonly string[], limits: FetchLimits): Promise<Result<ListFile[]>> {
  const files: ListFile[] = []
  let left = limits.most
  for (const address of addresses) {
    const fetched = await fetchSafely(address, { ...limits, most: left })
    if (!fetched.ok) return fetched
    left -= fetched.value.length
    files.push({ name: nameOf(address), bytes: fetched.value })
  }
  return ok(files)
}

/** A partner's signed index, and then the files that it names, from the same address. */
async function fetchPartner(
  source: SourceRow,
  limits: FetchLimits,
  now: Temporal.Instant,
): Promise<Result<ListFile[]>> {
  const [address] = source.addresses
  if (address === undefined) return refuse('trust.address-unreachable')
  const index = await fetchAll([address], limits)
  if (!index.ok) return index
  const against = sourceList(source, index.value, now)
  if (!against.ok) return against
  const read = readIndex(
    index.value.map(({ bytes }) => bytes),
    against.value,
  )
  // What cannot be read is kept as a refused list, so that it is seen who signed it and how.
  if (!read.ok) return index
  const rest = await fetchAll(
    pathsOf(read.value).map((path) => new URL(path, address).toString()),
    limits,
  )
  return rest.ok ? ok([...index.value, ...rest.value]) : rest
}

const termsOf = ({ name, bytes }: ListFile) => ({
  name,
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
})

interface Fetched {
  readonly source: SourceRow
  readonly files: readonly ListFile[]
  readonly session: OfficerSession | null
}

/** Keeps what was fetched as a list that waits, or as one that was refused; what waited from the last fetch gives way. */
async function keep(context: Context, { source, files, session }: Fetched): Promise<Result<string>> {
  const terms = files.map(termsOf)
  const digest = digestOf(terms)
  if (await isKnown(context.database, source.id, digest)) {
    await noteFetch(context.database, source.id, context.now(), null)
    return refuse('trust.nothing-new')
  }
  const read = await readAs(context, source, files)
  const list: string = newId<'trust-list'>(context.now(), context.random)
  await context.database.transaction().execute(async (tx) => {
    await findSource(tx, source.id, 'lock')
    if (read.ok) await replaceWaiting(tx, source.id)
    await insertList(tx, {
      id: list,
      source_id: source.id,
      origin: 'schedule',
      returns_to: null,
      state: read.ok ? 'waiting' : 'refused',
      files: terms,
      digest,
      content: read.ok ? read.value.text : null,
      about: read.ok ? read.value.about : null,
      refusal: read.ok ? null : { data: {}, ...read.refusal },
      received_by: session?.officer.id ?? null,
      received_at: context.now().toString(),
    })
    if (read.ok)
      for (const [file, { bytes }] of files.entries())
        await appendPiece(tx, { list_id: list, file, start_at: 0, bytes: Buffer.from(bytes) })
    await noteFetch(tx, source.id, context.now(), read.ok ? null : read.refusal.code)
    const data = { list, source: source.id, ...(read.ok ? {} : { refusal: read.refusal.code }) }
    await record(tx, context, {
      ...(session
        ? actOf(session, 'trust.list-fetched', data)
        : { action: 'trust.list-fetched', actor: { kind: 'system', id: null }, mission: ministry, data }),
      outcome: read.ok ? 'done' : 'refused',
    })
  })
  return ok(list)
}

/**
 * Fetches the lists of a source and keeps them for two officers to look at; what is trusted does not change by it. Refuses why nothing came, which is written down at the source, and
 * `trust.nothing-new`. Answers the id of the new list, which may itself be refused.
 */
export async function fetchLists(
  context: Context,
  id: string,
  { session = null, limits = usual }: { readonly session?: OfficerSession | null; readonly limits?: Limits } = {},
): Promise<Result<string>> {
  const source = await findSource(context.database, id)
  if (!source) return refuse('trust.source-unknown')
  const within = { ...limits, mode: context.config.mode }
  const files =
    source.kind === 'partner'
      ? await fetchPartner(source, within, context.now())
      : await fetchAll(source.addresses, within)
  if (files.ok && files.value.length > 0) return keep(context, { source, files: files.value, session })
  const refusal = files.ok ? { code: 'trust.address-unreachable' } : files.refusal
  await noteFetch(context.database, id, context.now(), refusal.code)
  return { ok: false, refusal }
}

/** Fetches now, as an officer asks. */
export async function fetchNow(
  context: Context,
  { session, source }: { readonly session: OfficerSession; readonly source: string },
): Promise<Result<TrustListFile>> {
  const may = mayManage(session)
  if (!may.ok) return may
  const fetched = await fetchLists(context, source, { session })
  if (!fetched.ok) return known.has(fetched.refusal.code) ? fetched : refuse('trust.address-unreachable')
  const [list, row] = [await findList(context.database, fetched.value), await findSource(context.database, source)]
  return list && row ? ok(await viewList(context.database, list, row)) : refuse('trust.source-unknown')
}

/** What an officer is told of a fetch that brought nothing. */
const known: ReadonlySet<string> = new Set([
  'trust.source-unknown',
  'trust.address-closed',
  'trust.nothing-new',
  'trust.too-large',
  'trust.too-slow',
])

/** Fetches every source whose time has come, each on its own: one that fails is written down and keeps no other back. */
export async function fetchDue(context: Context): Promise<void> {
  for (const source of await dueSources(context.database, context.now())) await fetchLists(context, source)
}
