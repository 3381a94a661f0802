import { listLetters } from '@consular/api'
import { ok } from '@consular/domain/shared'
import type { Language } from '@consular/messages'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { renderLetter } from './render.ts'
import { newestLetters } from './store.ts'

/** A letter in the demonstration's mailbox; `code` where it carries a sign-in code. */
export interface CaughtLetter {
  readonly id: string
  readonly to: string
  readonly language: Language
  readonly at: string
  readonly subject: string
  readonly text: string
  readonly code: string | null
}

/** Letters shown at once. */
export const mostLetters = 100

/** The letters that a demonstration would have sent, the newest first; of one recipient where one is given. */
export async function readMailbox(context: Context, to?: string): Promise<CaughtLetter[]> {
  const rows = await newestLetters(context.database, mostLetters, to ? to.trim().toLowerCase() : null)
  return rows.map((row) => {
    const { subject, text } = renderLetter(context, row)
    return {
      id: row.id,
      to: row.recipient,
      language: row.language,
      at: row.at,
      subject,
      text,
      code: codeOf(row.values),
    }
  })
}

const codeOf = (values: unknown): string | null =>
  typeof values === 'object' && values !== null && 'code' in values && typeof values.code === 'string'
    ? values.code
    : null

/** The mailbox as JSON, for programs and tests. It exists in a demonstration alone. */
export const letterRoutes = (context: Context): Route[] => [
  bind(listLetters, async ({ query }) => {
    const letters = await readMailbox(context, query.to)
    return ok({
      letters: letters.map(({ id, to, subject, text, language, at }) => ({ id, to, subject, text, language, at })),
    })
  }),
]
