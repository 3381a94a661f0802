import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'

/** A letter on its way out. `id` is its Message-ID's left part: a second copy after a crash is the same letter to a mailbox. */
interface OutgoingLetter {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly language: string
  /** Where one request ends letters of this kind, or null. */
  readonly stop: string | null
}

/** What carries letters away. It throws where one could not be handed over; `code` on the error says why. */
export interface Transport {
  readonly send: (letter: OutgoingLetter) => Promise<void>
}

/** What lets a mailbox end letters by itself, with one request and no page: RFC 2369 and RFC 8058. */
const oneClick = (address: string): Record<string, string> => ({
  'List-Unsubscribe': `<${address}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})

/** Mail over SMTP, or null in a demonstration, whose letters stay in its mailbox page. */
export function mailTransport({ mode, mail }: Pick<Config, 'mode' | 'mail'>, origin: string): Transport | null {
  if (mode === 'demonstration' || mail === null) return null
  const { hostname } = new URL(origin)
  const transporter = createTransport({
    url: mail.url,
    // Shorter together than the first pause between two tries: no other process takes the letter meanwhile.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const send = async ({ id, to, subject, text, language, stop }: OutgoingLetter): Promise<void> => {
    await transporter.sendMail({
      from: mail.from,
      to: { name: '', address: to },
      subject,
      text,
      messageId: `<${id}@${hostname}>`,
      // RFC 3834: holidays and robots need not answer.
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language, ...(stop ? oneClick(stop) : {}) },
    })
  }
  return { send }
}
