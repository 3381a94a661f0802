import { decidedStates } from '@consular/domain/application'
import type { Selectable } from 'kysely'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'
import { renderLetter } from '../notification/index.ts'
import { accessEvents } from './access-events.ts'
import { publish } from './publish.ts'
import {
  hidden,
  type OwnApplication,
  readAccount,
  readAdviceSubscriptions,
  readApplications,
  readCrises,
  readHealth,
  readLetters,
  readLog,
  readPushSubscriptions,
  readRegistrations,
} from './store.ts'

/** Names the format of the export; it changes when a reader of the old one would stumble (docs/own-data.md). */
const format = 'consular-own-data-1'

/** More accesses than any file has; a bound all the same. */
const everyAccess = 100_000

/** Everything the service holds about a person, read in one snapshot of the caller's transaction. */
export async function collectOwnData(tx: Tx, context: Context, account: string) {
  const held = await readAccount(tx, account)
  const applications = await readApplications(tx, account)
  return {
    format,
    demonstration: context.config.mode === 'demonstration',
    exportedAt: context.now().toString(),
    ...held,
    applications: applications.map(withoutOpenDeliberation),
    health: await readHealth(tx, account),
    registrations: await readRegistrations(tx, account),
    crises: await readCrises(tx, account),
    pushSubscriptions: await readPushSubscriptions(tx, account),
    adviceSubscriptions: await readAdviceSubscriptions(tx, held.account.email),
    letters: (await readLetters(tx, account, held.account.email)).map((row) => asRead(context, row)),
    accessEvents: await accessEvents(tx, account, everyAccess),
    log: await readLog(tx, account),
  }
}

/** Everything held about a person. */
export type OwnData = Awaited<ReturnType<typeof collectOwnData>>

/** Letters whose codes open something, and are gone once they were sent. */
const withCode: ReadonlySet<string> = new Set([
  'sign-in-code',
  'advice-confirm',
  'advice-published',
  'advice-withdrawn',
])

/** A letter as it was read. A code that opens something stays out of a file that will lie about on a computer. */
function asRead(context: Context, row: Selectable<Tables['letter']>) {
  const { template, language, values } = row
  const secret = withCode.has(template) && typeof values === 'object' ? { ...values, code: '••••••' } : values
  return { ...publish(row, hidden.letter), ...renderLetter(context, { template, language, values: secret }) }
}

const internalMoves: ReadonlySet<string> = new Set(['recommend', 'propose-refusal', 'send-back'])
const decided: ReadonlySet<string> = new Set(decidedStates)

/**
 * While two officers weigh a file, what the first one proposes is not yet a decision: its wording is held back until there is one.
 * Warnings go out as they are, but for what they say of other people's files.
 */
function withoutOpenDeliberation(application: OwnApplication) {
  const open = !decided.has(application.state)
  return {
    ...application,
    refusal: open ? null : application.refusal,
    events: application.events.map((event) =>
      open && internalMoves.has(event.move) ? { ...event, details: {} } : event,
    ),
    warnings: warningsOf(application.warnings),
  }
}

function warningsOf(warnings: unknown): readonly object[] {
  const list: readonly unknown[] = Array.isArray(warnings) ? warnings : []
  return list.flatMap((warning) => {
    if (typeof warning !== 'object' || warning === null) return []
    const ofOthers = 'kind' in warning && warning.kind === 'duplicate-person'
    const resolved = 'resolved' in warning ? withoutOfficer(warning.resolved) : null
    return [{ ...warning, resolved, ...(ofOthers ? { data: {} } : {}) }]
  })
}

/** Who resolved a warning is an officer's id, and no part of a person's data. */
const withoutOfficer = (resolved: unknown): object | null =>
  typeof resolved === 'object' && resolved !== null ? { ...resolved, by: undefined } : null
