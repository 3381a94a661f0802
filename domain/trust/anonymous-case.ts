import { type Acceptance, accept, type CodesBySet, type Rule } from '@consular/certificate/rules'
import { ok, type Result, refuse } from '../shared/index.ts'
import type { TrustRefusal } from './refusals.ts'
import { isEndless } from './rule.ts'

type Json = { readonly [member: string]: unknown }

/** What rules read of a certificate that once was shown, and of nobody in particular: no name, no number, no place, days moved. */
export interface AnonymousCase {
  /** The instant for which the answer was asked, moved like the days. */
  readonly clock: Temporal.Instant
  /** Of the shape of an EU DCC (schema 1.3.0), in the members that `anonymise` keeps. */
  readonly facts: Json
}

/** What is kept of each kind of entry. Who issued it, where it was done and its identifier are not. */
const kept = {
  v: ['tg', 'vp', 'mp', 'ma', 'dn', 'sd', 'dt', 'co'],
  t: ['tg', 'tt', 'ma', 'sc', 'tr', 'co'],
  r: ['tg', 'fr', 'df', 'du', 'co'],
} as const

const dayPattern = /^\d{4}-\d\d-\d\d$/
const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const codePattern = /^[\w./:-]{1,40}$/

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A date or a date-time, some days later; null for another text. A time of day is kept to the minute. */
function moved(text: string, days: number): string | null {
  try {
    if (dayPattern.test(text)) return Temporal.PlainDate.from(text).add({ days }).toString()
    if (!timePattern.test(text)) return null
    const instant = Temporal.Instant.from(/(Z|[+-]\d\d(:?\d\d)?)$/.test(text) ? text : `${text}Z`)
    return instant
      .add({ hours: 24 * days })
      .toString({ smallestUnit: 'minute' })
      .replace(/Z$/, ':00Z')
  } catch {
    return null
  }
}

const dated: ReadonlySet<string> = new Set(['dt', 'sc', 'fr', 'df', 'du'])

/** A member that may stay: a small number, a code, a day that was moved. */
function safe(name: string, value: unknown, days: number): unknown {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value <= 20 ? value : undefined
  if (typeof value !== 'string') return undefined
  if (dated.has(name)) return moved(value, days) ?? undefined
  return codePattern.test(value) ? value : undefined
}

function entryOf(group: keyof typeof kept, entry: unknown, days: number): Json {
  const from = isObject(entry) ? entry : {}
  const members = kept[group].map((name) => [name, safe(name, from[name], days)] as const)
  return Object.fromEntries(members.filter(([, value]) => value !== undefined))
}

/**
 * Takes the person out of a payload of the shape of an EU DCC: what is not on the list of kept members is dropped, days and the clock are moved together by `days`, of a birth
 * date the year alone stays. Refuses `case.facts` for what holds no entry of a vaccination, test or recovery.
 */
export function anonymise(
  payload: unknown,
  clock: Temporal.Instant,
  days: number,
): Result<AnonymousCase, TrustRefusal> {
  if (!isObject(payload)) return refuse('case.facts')
  const groups = (['v', 't', 'r'] as const).flatMap((group) => {
    const entries = payload[group]
    if (!Array.isArray(entries) || entries.length === 0 || entries.length > 10) return []
    return [[group, entries.map((entry) => entryOf(group, entry, days))] as const]
  })
  if (groups.length === 0) return refuse('case.facts')
  const year = typeof payload['dob'] === 'string' ? /^(\d{4})\b/.exec(payload['dob'])?.[1] : undefined
  return ok({
    clock: clock.add({ hours: 24 * days }),
    facts: { ver: '1.3.0', ...(year === undefined ? {} : { dob: year }), ...Object.fromEntries(groups) },
  })
}

/** The case as it would be at another time: its clock on the first day at or after `from`, at the same time of day, and all its days with it. */
export function moveTo({ clock, facts }: AnonymousCase, from: Temporal.Instant): AnonymousCase {
  const days = Math.ceil((from.epochMilliseconds - clock.epochMilliseconds) / 86_400_000)
  const groups = Object.entries(facts).map(([name, value]) => [
    name,
    Array.isArray(value) && name in kept
      ? value.map((entry) => entryOf(name as keyof typeof kept, entry, days))
      : value,
  ])
  return { clock: clock.add({ hours: 24 * days }), facts: Object.fromEntries(groups) as Json }
}

/** Under which rules a country is asked. */
export interface RuleBookAt {
  readonly rules: readonly Rule[]
  readonly valueSets: CodesBySet
  readonly country: string
}

/** What a country answers to a case. */
export function answerTo({ clock, facts }: AnonymousCase, { rules, valueSets, country }: RuleBookAt): Acceptance {
  const now = clock.epochMilliseconds
  const [entry] = (['v', 't', 'r'] as const).flatMap((group) => {
    const entries = facts[group]
    return Array.isArray(entries) ? (entries as readonly Json[]) : []
  })
  const issuer = typeof entry?.['co'] === 'string' ? entry['co'] : null
  return accept(
    {
      family: 'eu-dcc',
      holder: {},
      entries: [],
      issuer: { country: issuer, id: issuer, keyId: null },
      validity: { from: now - 86_400_000, until: now + 86_400_000 },
      warnings: [],
      payload: facts,
      sealed: null,
    },
    { rules, valueSets, country, now, issuerCountry: issuer },
  )
}

/** A case whose answer another set of rules changes. */
export interface ChangedAnswer {
  readonly id: string
  readonly before: Acceptance['answer']
  readonly after: Acceptance['answer']
  /** The rules that are not met, or cannot be answered, under the new ones. */
  readonly because: readonly string[]
  /** Rules that did not come to an end on it. */
  readonly endless: readonly string[]
}

/** The cases that a new set of rules answers in another way than the old one, each moved to the time at which the new one begins. */
export function changedAnswers(
  cases: readonly (AnonymousCase & { readonly id: string })[],
  books: { readonly before: RuleBookAt; readonly after: RuleBookAt; readonly from: Temporal.Instant },
): readonly ChangedAnswer[] {
  return cases.flatMap(({ id, ...stored }) => {
    const there = moveTo(stored, books.from)
    const [before, after] = [answerTo(there, books.before), answerTo(there, books.after)]
    const isTheSame = before.answer === after.answer && !after.rules.some(({ code }) => isEndless(code))
    if (isTheSame) return []
    const because = after.rules.filter(({ result }) => result !== 'passed').map(({ identifier }) => identifier)
    const endless = after.rules.filter(({ code }) => isEndless(code)).map(({ identifier }) => identifier)
    return [{ id, before: before.answer, after: after.answer, because, endless }]
  })
}
