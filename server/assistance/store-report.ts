import type { Head, ReportState } from '@consular/api'
import { type Fields, type Report, readFields, readReport, suggestPriority } from '@consular/domain/assistance'
import { newId, newReference } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { digest } from './digest.ts'
import { missionFor } from './mission-for.ts'
import { reportState } from './report-state.ts'
import {
  appendEvent,
  type CaseRecord,
  insertCase,
  insertReport,
  lockCase,
  lockOngoing,
  lockSender,
  openCaseOf,
  reportsOf,
  suggestionColumns,
  updateCase,
  urgencyOf,
} from './store.ts'

/** What came in at one of the doors. */
export interface Incoming {
  /** The id that the telephone or the form gave it; whatever it is. */
  readonly phoneId: string
  readonly fields: Fields
  readonly length: number
  readonly cut: boolean
  readonly understood: boolean
  readonly channel: 'app' | 'page'
}

/** A report that says of which telephone it is groups with others of the same within a day. */
const together = { hours: 24 }

/** Makes of the beginning of a body what came in. A text that is no JSON is kept as the words. */
export function incomingFrom(phoneId: string, { text, length, cut }: Head): Incoming {
  const fields = readFields(text)
  return {
    phoneId,
    fields: fields ?? { words: text },
    length,
    cut,
    understood: fields !== null || text === '',
    channel: 'app',
  }
}

/**
 * Stores a cry for help. It refuses nothing. The same report again, however often, is one; the same id with other content is a further
 * report of the same case, and so is one of the same telephone within a day.
 */
export async function storeReport(context: Context, incoming: Incoming): Promise<ReportState> {
  const now = context.now()
  const report = readReport(incoming.fields, { ...incoming, at: now })
  const keys = keysOf(context, incoming, report)
  const state = await context.database.transaction().execute(async (tx) => {
    await lockSender(tx, `${keys.phoneId} ${keys.secretHash.toString('hex')}`)
    const same = await reportsOf(tx, keys.phoneId, keys.secretHash)
    if (!same.some(({ content_hash }) => content_hash.equals(keys.contentHash))) {
      const found = same[0] ? await lockOngoing(tx, same[0].case_id) : await caseOfPhone(tx, keys.phoneKey, now)
      await addReport(tx, context, { incoming, report, keys, found: found ?? null })
    }
    return reportState(tx, context, keys)
  })
  context.nudge('call-duty')
  if (state === null) throw new Error('A report that was just stored is not there')
  return state
}

interface Keys {
  readonly phoneId: string
  readonly secretHash: Buffer
  readonly contentHash: Buffer
  readonly phoneKey: Buffer | null
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** An id as apps and forms make it: long enough that two people never make the same. */
const usableId = /^[\w-]{16,100}$/

function keysOf(context: Context, { phoneId, fields, length }: Incoming, report: Report): Keys {
  const { situation, silent, words, position, placeSaid, about } = report
  const contentHash = digest(
    situation,
    String(silent),
    words,
    String(length > 0 && report.wordsLength),
    JSON.stringify(position),
    placeSaid ?? '',
    ...(about === null ? [] : [JSON.stringify(about)]),
  )
  const hour = context.now().round({ smallestUnit: 'hour', roundingMode: 'floor' }).toString()
  const phone = textOf(fields['phone'])
  return {
    // Without an id of its own, the same words within an hour are the same report.
    phoneId: usableId.test(phoneId) ? phoneId : `content-${digest(contentHash.toString('hex'), hour).toString('hex')}`,
    secretHash: digest('secret', textOf(fields['secret'])),
    contentHash,
    // What is reported about others is about them: it does not belong to what the same telephone reports of its own.
    phoneKey: usableId.test(phone) && about === null ? digest('phone', phone) : null,
  }
}

/** The open case that a telephone's reports belong to. Two first reports of one telephone at the same moment wait for one another. */
async function caseOfPhone(tx: Tx, phoneKey: Buffer | null, now: Temporal.Instant): Promise<CaseRecord | undefined> {
  if (phoneKey === null) return undefined
  await lockSender(tx, phoneKey.toString('hex'))
  const found = await openCaseOf(tx, phoneKey, now.subtract(together))
  return found && lockCase(tx, found.id)
}

interface Addition {
  readonly incoming: Incoming
  readonly report: Report
  readonly keys: Keys
  readonly found: CaseRecord | null
}

async function addReport(tx: Tx, context: Context, { incoming, report, keys, found }: Addition): Promise<void> {
  const now = context.now()
  const suggestion = suggestPriority([...(found ? await urgencyOf(tx, found.id) : []), report])
  const id = found?.id ?? newId<'case'>(now, context.random)
  // A position that comes after the first words leads the case on, as long as nobody has it in hand.
  const settled = found !== null && (found.state !== 'REPORTED' || report.position === null)
  const mission = settled ? found.mission : missionFor(context, report, textOf(incoming.fields['mission']))
  const unread = { unread_since: found?.unread_since ?? now.toString() }
  if (found) await updateCase(tx, found, { ...suggestionColumns(suggestion), ...unread, mission })
  else
    await insertCase(tx, {
      id,
      reference: newReference('SOS', context.random),
      mission,
      state: 'REPORTED',
      ...suggestionColumns(suggestion),
      phone_key: keys.phoneKey,
      opened_at: now.toString(),
      unread_since: now.toString(),
    })
  await insertReport(tx, reportRow(context, { id, incoming, report, keys }))
  await appendEvent(tx, { case: id, at: now, kind: 'report', actor: null })
  await record(tx, context, {
    action: 'assistance.report',
    actor: { kind: 'nobody', id: null },
    mission,
    outcome: 'done',
    data: { case: id, suggested: suggestion.priority, channel: incoming.channel },
  })
}

function reportRow(
  context: Context,
  { id, incoming, report, keys }: Omit<Addition, 'found'> & { readonly id: string },
) {
  const now = context.now()
  return {
    id: newId<'report'>(now, context.random),
    case_id: id,
    phone_id: keys.phoneId,
    secret_hash: keys.secretHash,
    content_hash: keys.contentHash,
    channel: incoming.channel,
    language: incoming.fields['language'] === 'en' ? ('en' as const) : ('zh-Hans' as const),
    situation: report.situation,
    silent: report.silent,
    words: report.words,
    words_length: report.wordsLength,
    lat: report.position?.lat ?? null,
    lon: report.position?.lon ?? null,
    accuracy: report.position?.accuracy ?? null,
    place_said: report.placeSaid,
    flags: [...report.flags],
    made_at: report.madeAt,
    stored_at: now.toString(),
    read_at: null,
    read_by: null,
    about_other: report.about !== null,
    about_name: report.about?.name ?? null,
    sender_name: report.about?.sender ?? null,
    sender_contact: report.about?.contact ?? null,
  }
}
