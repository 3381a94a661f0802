import { formatter, knowsSentence, type Language, type Values } from '@consular/messages'
import type { Context } from '../context.ts'
import { type Template, templates } from './letter.ts'

/** A letter as it is stored; `values` as it came from the database. */
export interface StoredLetter {
  readonly language: Language
  readonly template: string
  readonly values: unknown
}

/** A letter as it is read. */
export interface WrittenLetter {
  readonly subject: string
  readonly text: string
  /** Where one request ends such letters (RFC 8058); null where there is nothing to end. */
  readonly stop: string | null
}

type Surroundings = Pick<Context, 'config' | 'origin' | 'pack'>

/** Writes out a letter in its language: codes by their names, days and times as they are written there, times in the mission's zone. */
export function renderLetter(context: Surroundings, letter: StoredLetter): WrittenLetter {
  const { language } = letter
  const template = templateOf(letter.template)
  const stored: Stored = templates[template].parse(letter.values)
  const say = formatter(language, 'letters')
  const values: Values = { ...written(context, stored, language), origin: context.origin }
  const mission = stored.mission === undefined ? [] : [missionOf(context, stored.mission).name[language]]
  const lines = [
    say('letter.greeting'),
    say(`${template}.text`, values),
    ...(stored.reference === undefined ? [] : [say('letter.open', values)]),
    say('letter.closing'),
    ...mission,
    ...(context.config.mode === 'demonstration' ? [say('letter.demonstration')] : []),
  ]
  const stop = stored.subscription === undefined ? null : linksOf(context, stored, language).stopPage
  return { subject: say(`${template}.subject`, values), text: lines.join('\n\n'), stop }
}

/** The members that any letter may have; each schema of `templates` is narrower. */
interface Stored {
  readonly code?: string
  readonly minutes?: number
  readonly reference?: string
  readonly mission?: string
  readonly at?: string
  readonly promisedOn?: string
  readonly dueOn?: string
  readonly defects?: readonly string[]
  readonly ground?: string
  readonly explanation?: string
  readonly appeal?: string
  readonly caseNumber?: string
  readonly priority?: string
  readonly channel?: string
  readonly page?: string
  readonly countryCode?: string
  readonly level?: string
  readonly headline?: string
  readonly subscription?: string
  readonly hours?: number
  readonly registrationNumber?: string
  readonly eraseOn?: string
}

const isTemplate = (name: string): name is Template => Object.hasOwn(templates, name)

function templateOf(name: string): Template {
  if (!isTemplate(name)) throw new Error(`There is no letter ${name}`)
  return name
}

function written(context: Surroundings, stored: Stored, language: Language): Values {
  const named = (key: string): string =>
    knowsSentence(language, 'documents', key) ? formatter(language, 'documents')(key) : key
  const { code, minutes, reference, mission, at, promisedOn, dueOn, defects, ground, explanation, appeal } = stored
  const zone = mission === undefined ? 'UTC' : missionOf(context, mission).timeZone
  return {
    ...(code === undefined ? {} : { code }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(reference === undefined ? {} : { reference }),
    ...(at === undefined ? {} : { at: writeInstant(at, zone, language) }),
    ...(promisedOn === undefined ? {} : { promisedOn: writeDay(promisedOn, language) }),
    ...(dueOn === undefined ? {} : { dueOn: writeDay(dueOn, language) }),
    ...(defects === undefined ? {} : { defects: defects.map((defect) => `• ${named(`defect.${defect}`)}`).join('\n') }),
    ...(ground === undefined ? {} : { ground: named(`ground.${ground}`) }),
    ...(explanation === undefined ? {} : { explanation }),
    ...(appeal === undefined ? {} : { appeal: named(appeal) }),
    ...(stored.caseNumber === undefined ? {} : { caseNumber: stored.caseNumber }),
    ...(stored.priority === undefined ? {} : { priority: stored.priority }),
    ...(stored.channel === undefined ? {} : { channel: stored.channel }),
    ...(stored.level === undefined ? {} : { level: stored.level }),
    ...(stored.headline === undefined ? {} : { headline: stored.headline }),
    ...(stored.hours === undefined ? {} : { hours: stored.hours }),
    ...(stored.countryCode === undefined ? {} : countryOf(context, stored.countryCode, language)),
    ...(stored.subscription === undefined ? {} : linksOf(context, stored, language)),
    ...(stored.page === undefined ? {} : { link: `${context.origin}/crisis/${stored.page}` }),
    ...(stored.registrationNumber === undefined ? {} : { registrationNumber: stored.registrationNumber }),
    ...(stored.eraseOn === undefined ? {} : { eraseOn: writeDay(stored.eraseOn, language) }),
  }
}

/** A country by its name and its page; none stands for all. */
function countryOf({ origin }: Surroundings, code: string, language: Language): Values {
  const name = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' })
  const country = code === '' ? formatter(language, 'letters')('advice.everywhere') : (name.of(code) ?? code)
  return { country, advicePage: `${origin}/advice${code === '' ? '' : `/${code}`}?language=${language}` }
}

/** Where a subscription is confirmed and ended, by the key that stands in its letters alone. */
function linksOf({ origin }: Surroundings, { subscription = '', code = '' }: Stored, language: Language) {
  const query = new URLSearchParams({ s: subscription, k: code, language }).toString()
  return { confirmPage: `${origin}/advice/confirm?${query}`, stopPage: `${origin}/advice/unsubscribe?${query}` }
}

/** A day as it is written in a language: `2026年12月15日`, `15 December 2026`. */
export const writeDay = (day: string, language: Language): string =>
  write(Temporal.PlainDate.from(day).toZonedDateTime('UTC').epochMilliseconds, language, { dateStyle: 'long' })

/** A moment in a zone, with the zone named, for a reader may be anywhere: `2026年12月15日 09:00 (GMT+1)`. */
export function writeInstant(at: string, timeZone: string, language: Language): string {
  const { epochMilliseconds } = Temporal.Instant.from(at)
  const day = write(epochMilliseconds, language, { timeZone, dateStyle: 'long' })
  const time = write(epochMilliseconds, language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const named = new Intl.DateTimeFormat(localeOf(language), { timeZone, timeZoneName: 'short' })
  const zone = named.formatToParts(epochMilliseconds).find(({ type }) => type === 'timeZoneName')?.value
  return `${day} ${time} (${zone})`
}

/** Milliseconds and not Temporal's own `toLocaleString`: that one (V8 of Node 26) writes Chinese dates as `2026/12/15` whatever is asked. */
const write = (milliseconds: number, language: Language, style: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone: 'UTC', ...style }).format(milliseconds)

/** English readers are everywhere: day before month. */
const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : 'zh-CN')

function missionOf({ pack }: Surroundings, id: string): { name: { [tag in Language]: string }; timeZone: string } {
  const mission = pack.directory.missions.get(id)
  if (!mission) return { name: { 'zh-Hans': id, en: id }, timeZone: 'UTC' }
  return { name: { 'zh-Hans': mission.name.zh, en: mission.name.en }, timeZone: mission.timeZone }
}
