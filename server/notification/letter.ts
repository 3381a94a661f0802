import { newId } from '@consular/domain/shared'
import type { Language } from '@consular/messages'
import * as z from 'zod'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { insertLetter, insertLetters } from './store.ts'

/** What every letter about an application says: which file, and the id of the mission that has it. */
const file = { reference: z.string(), mission: z.string() }
const day = z.iso.date()
/** What every letter to a subscriber of travel advice says. `code` is the key of her subscription. */
const advice = {
  countryCode: z.string(),
  level: z.string(),
  headline: z.string(),
  subscription: z.string(),
  code: z.string(),
}

/**
 * The letters of the service and the values that each is filled with: codes, ids and ISO dates, written out in the reader's language
 * when the letter is read. Nothing of an application's answers: a letter travels in the open.
 */
export const templates = {
  /** A code that signs in, good for so many minutes. */
  'sign-in-code': z.strictObject({ code: z.string(), minutes: z.int() }),
  /** Stored; it does not claim that a person has read it. `at`: when it was stored. */
  'application-stored': z.strictObject({ ...file, at: z.iso.datetime() }),
  'application-accepted': z.strictObject({ ...file, promisedOn: day }),
  /** `defects`: codes of the pack's catalogue. */
  'application-returned': z.strictObject({ ...file, defects: z.array(z.string()).min(1), dueOn: day }),
  'correction-reminder': z.strictObject({ ...file, dueOn: day }),
  'application-resubmitted': z.strictObject({ ...file, at: z.iso.datetime() }),
  'application-approved': z.strictObject(file),
  /** `ground`: a code of the pack's closed list; `appeal`: the message key of the route. */
  'application-refused': z.strictObject({ ...file, ground: z.string(), explanation: z.string(), appeal: z.string() }),
  'application-withdrawn': z.strictObject(file),
  'application-lapsed': z.strictObject(file),
  /** Asks whether a home abroad is still right, until when, and when it is erased else. Nothing of where it is. */
  'registration-refresh': z.strictObject({ registrationNumber: z.string(), dueOn: day, eraseOn: day }),
  /** Asks a household in a crisis whether it is safe; `page`: the code of the page where it answers. Nothing of anybody. */
  'crisis-ask': z.strictObject({ page: z.string() }),
  /** Asks whether letters about a country are wanted; no country: about all. `code`: the key of the subscription. */
  'advice-confirm': z.strictObject({
    countryCode: z.string(),
    subscription: z.string(),
    code: z.string(),
    hours: z.int(),
  }),
  /** What was published about a country, which is public; and the key that stops such letters. */
  'advice-published': z.strictObject(advice),
  'advice-withdrawn': z.strictObject(advice),
  /** Calls a duty officer to something unread: which case, how urgent, since when; nothing of anybody. `channel`: as what it leaves. */
  'duty-call': z.strictObject({
    caseNumber: z.string(),
    mission: z.string(),
    priority: z.string(),
    at: z.iso.datetime(),
    channel: z.enum(['mail', 'sms', 'telephone']),
  }),
} as const

/** The name of a letter. */
export type Template = keyof typeof templates

/** A letter to be sent. Its values are checked as it is written: wrong ones are a bug and throw. */
export interface Letter {
  /** Its id where the caller made one, so that the same letter is written once. */
  readonly id?: string
  readonly account?: string | null
  readonly application?: string | null
  /** An e-mail address. */
  readonly to: string
  readonly language: Language
  readonly template: Template
  readonly values: { readonly [name: string]: string | number | readonly string[] }
}

/** The row of a letter, due at once, for stores that write it in a statement of their own. */
export function letterRow(context: Pick<Context, 'now' | 'random'>, letter: Letter) {
  const now = context.now()
  return {
    id: letter.id ?? newId<'letter'>(now, context.random),
    account_id: letter.account ?? null,
    application_id: letter.application ?? null,
    recipient: letter.to,
    language: letter.language,
    template: letter.template,
    values: JSON.stringify(templates[letter.template].parse(letter.values)),
    at: now.toString(),
    due_at: now.toString(),
    attempts: 0,
    sent_at: null,
    failure: null,
  }
}

/** Writes a letter in the caller's transaction: it leaves if, and only if, what it tells has happened. */
export async function writeLetter(tx: Tx, context: Pick<Context, 'now' | 'random'>, letter: Letter): Promise<void> {
  await insertLetter(tx, letterRow(context, letter))
}

/** Writes many letters in one statement, in the caller's transaction. */
export async function writeLetters(
  tx: Tx,
  context: Pick<Context, 'now' | 'random'>,
  letters: readonly Letter[],
): Promise<void> {
  if (letters.length === 0) return
  await insertLetters(
    tx,
    letters.map((letter) => letterRow(context, letter)),
  )
}
