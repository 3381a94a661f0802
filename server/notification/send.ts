import type { Context } from '../context.ts'
import { templates } from './letter.ts'
import { renderLetter } from './render.ts'
import { type ClaimedLetter, claimLetter, giveUpInterrupted, putInMailbox, settleLetter } from './store.ts'
import type { Transport } from './transport.ts'

type Sending = Pick<Context, 'database' | 'now' | 'config' | 'origin' | 'pack'>

/** Then a letter is given up, some nine hours after it was written, and the failure stays with it. */
const mostAttempts = 10

/** The pause after the nth try, in seconds: one minute, doubling. It is also how long a letter is lent to the process that tries. */
const pauseAfter = (attempts: number): number => 60 * 2 ** (attempts - 1)

/**
 * Sends the letters that are due, oldest first; answers how many left. Each is delivered at least once: a process that dies between the
 * handing over and the note of it sends the letter again, under the same Message-ID. Several processes may run side by side.
 */
export async function sendDueLetters(context: Sending, transport: Transport | null): Promise<number> {
  if (transport === null) return putInMailbox(context.database, context.now())
  const next = () => claimLetter(context.database, context.now(), mostAttempts)
  await giveUpInterrupted(context.database, context.now(), mostAttempts)
  let sent = 0
  for (let letter = await next(); letter; letter = await next()) {
    const failure = await tryToSend(context, transport, letter)
    if (failure === null) sent += 1
    await settle(context, letter, failure)
    // Nobody answers at the mail server: the other letters would only wait for the same silence.
    if (failure?.unreachable) break
  }
  return sent
}

interface Failure {
  readonly code: string
  readonly unreachable?: true
  /** No later try can help. */
  readonly final?: true
}

/** What nodemailer says when the mail server itself is the trouble, and not this letter. */
const unreachable = new Set([
  'ECONNECTION',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EAUTH',
])

async function tryToSend(context: Sending, transport: Transport, letter: ClaimedLetter): Promise<Failure | null> {
  try {
    if (isStale(letter, context.now())) return { code: 'expired', final: true }
    const { subject, text, stop } = renderLetter(context, letter)
    await transport.send({ id: letter.id, to: letter.recipient, language: letter.language, subject, text, stop })
    return null
  } catch (error) {
    return failureOf(error)
  }
}

/** A code that no longer signs in would only confuse. */
function isStale({ template, values, at }: ClaimedLetter, now: Temporal.Instant): boolean {
  if (template !== 'sign-in-code') return false
  const { minutes } = templates[template].parse(values)
  return Temporal.Instant.compare(Temporal.Instant.from(at).add({ minutes }), now) < 0
}

/** The reason by its code alone: a mail server's sentence may name the recipient. */
function failureOf(error: unknown): Failure {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null
  const answer: unknown = error instanceof Error && 'responseCode' in error ? error.responseCode : null
  if (typeof code === 'string' && unreachable.has(code)) return { code, unreachable: true }
  if (typeof answer === 'number') return { code: `smtp-${answer}` }
  return { code: typeof code === 'string' ? code : 'fault' }
}

async function settle(
  { database, now, config }: Sending,
  letter: ClaimedLetter,
  failure: Failure | null,
): Promise<void> {
  const over = failure === null || failure.final || letter.attempts >= mostAttempts
  const again = now().add({ seconds: pauseAfter(letter.attempts) })
  await settleLetter(database, letter.id, {
    sent: failure === null ? now().toString() : null,
    failure: failure?.code ?? null,
    due: over ? null : again.toString(),
    keepsSecrets: !over || config.mode === 'demonstration',
  })
}
