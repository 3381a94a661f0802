import { hasUmlaut, parseMrz } from '../person/index.ts'
import { parseDate } from '../shared/index.ts'
import type { Answers } from './model.ts'
import type { Condition, Services } from './service.ts'

/** What conditions are asked of: the wizard's answers, and what follows from them and from the passport. */
export type Facts = { readonly [fact: string]: string }

/** The written value of a field, trimmed; empty when there is none. */
export const valueOf = (answers: Answers, field: string): string => answers[field]?.value.trim() ?? ''

interface Read {
  readonly today: string
  readonly expiry: Temporal.PlainDate | null
}

/** What was read from answers, kept as long as they are: many questions come back to the same zone. */
const read = new WeakMap<Answers, Read>()

/** The last day of the applicant's passport: as its zone says, else as typed in the wizard; null when neither is readable. */
export function passportExpiry(answers: Answers, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const known = read.get(answers)
  if (known?.today === today.toString()) return known.expiry
  const expiry = readExpiry(answers, today)
  read.set(answers, { today: today.toString(), expiry })
  return expiry
}

function readExpiry(answers: Answers, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const mrz = parseMrz(valueOf(answers, 'mrz'), today)
  if (mrz.ok) return Temporal.PlainDate.from(mrz.value.expiryDate)
  const typed = parseDate(valueOf(answers, 'passport-expiry'))
  return typed.ok ? typed.value : null
}

/** From this day on a passport may be renewed because it expires. */
export const renewableFrom = (
  expiry: Temporal.PlainDate,
  { renewableMonthsBeforeExpiry: months }: Services['deadlines'],
): Temporal.PlainDate => expiry.subtract({ months })

function expiryStatus(expiry: Temporal.PlainDate, today: Temporal.PlainDate, deadlines: Services['deadlines']): string {
  const before = (day: Temporal.PlainDate) => Temporal.PlainDate.compare(day, today) < 0
  if (before(expiry.add({ years: deadlines.explainExpiredAfterYears }))) return 'long-expired'
  if (before(expiry)) return 'expired'
  return before(renewableFrom(expiry, deadlines).subtract({ days: 1 })) ? 'expiring' : 'valid'
}

const asked = ['where', 'age', 'problem', 'stay', 'journey'] as const

/** The facts of a file today: each question's answer, `passport` and `expiry` (valid, expiring, expired, long-expired; none), `umlaut` (yes, no). */
export function factsOf(answers: Answers, deadlines: Services['deadlines'], today: Temporal.PlainDate): Facts {
  const expiry = passportExpiry(answers, today)
  const passport = expiry ? expiryStatus(expiry, today, deadlines) : 'none'
  const umlaut = hasUmlaut(valueOf(answers, 'surname') + valueOf(answers, 'given-names')) ? 'yes' : 'no'
  return {
    ...Object.fromEntries(asked.map((question) => [question, valueOf(answers, question)])),
    passport,
    expiry: valueOf(answers, 'problem') === 'expiry' ? passport : 'none',
    umlaut,
  }
}

/** Does every fact that the condition names have one of its values? A condition that names none always holds. */
export const holds = (condition: Condition | undefined, facts: Facts): boolean =>
  Object.entries(condition ?? {}).every(([fact, values]) => values.includes(facts[fact] ?? ''))
