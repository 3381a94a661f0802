import type { Language } from '@consular/messages'
import { type Insertable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A letter that one process has taken to send it. */
export interface ClaimedLetter {
  readonly id: string
  readonly recipient: string
  readonly language: Language
  readonly template: string
  readonly values: unknown
  readonly at: string
  /** Tries, this one counted. */
  readonly attempts: number
}

/** What became of a try. `due` null: there will be no other. */
export interface Outcome {
  readonly sent: string | null
  readonly failure: string | null
  readonly due: string | null
  readonly keepsSecrets: boolean
}

/** A sign-in code is of use to its reader alone: where letters really leave, it does not stay in the database. */
const withoutSecrets = sql`values - 'code'`

/** Stores a letter. */
export async function insertLetter(tx: Tx, row: Insertable<Tables['letter']>): Promise<void> {
  await tx.insertInto('letter').values(row).execute()
}

/** Stores many letters at once. */
export async function insertLetters(tx: Tx, rows: readonly Insertable<Tables['letter']>[]): Promise<void> {
  await tx.insertInto('letter').values(rows).execute()
}

/** The newest letters, of one recipient where one is given. */
export async function newestLetters(tx: Tx, most: number, recipient: string | null) {
  const query = tx.selectFrom('letter').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(most)
  return (recipient === null ? query : query.where('recipient', '=', recipient)).execute()
}

/** Takes one due letter with fewer tries than `most`: it is not due again for one minute, doubled for each try before. */
export async function claimLetter(tx: Tx, now: Temporal.Instant, most: number): Promise<ClaimedLetter | undefined> {
  const at = now.toString()
  const { rows } = await sql<ClaimedLetter>`
    UPDATE letter SET attempts = attempts + 1, due_at = ${at}::timestamptz + interval '1 minute' * 2 ^ attempts
    WHERE id = (SELECT id FROM letter WHERE due_at <= ${at} AND attempts < ${most}
      ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, recipient, language, template, values, at, attempts`.execute(tx)
  return rows[0]
}

/** Notes what became of a try. */
export async function settleLetter(tx: Tx, id: string, { sent, failure, due, keepsSecrets }: Outcome): Promise<void> {
  await sql`UPDATE letter SET due_at = ${due}, failure = ${failure}, sent_at = ${sent},
    values = ${keepsSecrets ? sql`values` : withoutSecrets} WHERE id = ${id}`.execute(tx)
}

/** Gives up letters whose last try was cut short by the end of a process. */
export async function giveUpInterrupted(tx: Tx, now: Temporal.Instant, most: number): Promise<void> {
  await sql`UPDATE letter SET due_at = NULL, failure = coalesce(failure, 'interrupted'), values = ${withoutSecrets}
    WHERE due_at <= ${now.toString()} AND attempts >= ${most}`.execute(tx)
}

/** Puts every due letter into the demonstration's mailbox page, where nothing can fail; answers how many. */
export async function putInMailbox(tx: Tx, now: Temporal.Instant): Promise<number> {
  const { numAffectedRows = 0n } =
    await sql`UPDATE letter SET due_at = NULL, sent_at = ${now.toString()}, attempts = attempts + 1
    WHERE due_at <= ${now.toString()}`.execute(tx)
  return Number(numAffectedRows)
}
