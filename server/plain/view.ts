import { areaAt, type City, type Mission, type Name, type Position } from '@consular/domain/mission'
import { chooseLanguage, formatter, isLanguage, type Language, type Say } from '@consular/messages'
import type { Context as HttpContext } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Pack } from '../mission/index.ts'

/** What the plain pages need from outside. */
export interface PlainContext {
  readonly pack: Pack
  readonly now: () => Temporal.Instant
  readonly config: { readonly mode: 'demonstration' | 'production' }
}

/** A piece of a page, already escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** One answer in one language. */
export interface View extends PlainContext {
  readonly language: Language
  readonly say: Say
}

/** The place that a person asks for: a typed city, which may stand in an address, or a position, which never does. */
export type Place =
  | { readonly city: City; readonly others: readonly City[]; readonly position: Position }
  | { readonly city: null; readonly position: Position }

/** The view in the reader's language. A language asked for by the page is remembered for a year. */
export function viewOf(context: PlainContext, http: HttpContext, asked: string | undefined): View {
  const chosen = asked !== undefined && isLanguage(asked) ? asked : null
  if (chosen !== null) setCookie(http, 'language', chosen, { path: '/', maxAge: 31_536_000, sameSite: 'Lax' })
  const language = chosen ?? chooseLanguage(http.req.header('accept-language'), getCookie(http, 'language') ?? null)
  const { pack, now, config } = context
  return { pack, now, config, language, say: formatter(language, ['plain', 'common']) }
}

/** A name of the directory in the reader's language. */
export const inLanguage = ({ language }: View, name: Name): string => (language === 'en' ? name.en : name.zh)

/** The name of a country or territory (ISO 3166-1). */
export const countryName = ({ language }: View, code: string): string =>
  new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(code) ?? code

/** A city with its region and country, enough to tell two of one name apart. Of a disputed place no country is named. */
export function cityName(view: View, city: City): string {
  const { regions, districts } = view.pack.directory
  const area = areaAt(regions, city.position)?.area
  const disputed = area !== undefined && area.code in districts.disputed
  const country = disputed ? undefined : countryName(view, city.country)
  const own = view.language === 'en' ? city.en : city.zh
  const region = view.language === 'en' ? area?.en : area?.zh
  const parts = [own, ...(region === own ? [] : [region]), country].filter((part) => part !== undefined)
  return view.language === 'en' ? parts.join(', ') : parts.reverse().join(' ')
}

/** Kilometres as people say them: one decimal below ten. */
export const kilometres = ({ language }: View, km: number): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: km < 10 ? 1 : 0 }).format(km)

const locale = ({ language }: View): string => (language === 'en' ? 'en-GB' : 'zh-CN')

/** Day and time in a mission's own zone; beyond a week with the date. */
export function clock(view: View, instant: Temporal.Instant, mission: Mission): string {
  const far = instant.since(view.now()).total('hours') > 144
  return instant.toZonedDateTimeISO(mission.timeZone).toLocaleString(locale(view), {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(far ? { month: 'short', day: 'numeric' } : {}),
  })
}

/** How long until an instant: days and hours, or hours and minutes. */
export function waitUntil({ say, now }: View, instant: Temporal.Instant): string {
  const wait = instant.since(now()).round({ smallestUnit: 'minute', largestUnit: 'hour', roundingMode: 'ceil' })
  const days = Math.floor(wait.hours / 24)
  return say('plain.wait', { days, hours: wait.hours % 24, minutes: days > 0 ? 0 : wait.minutes }).trim()
}

/** A position as it is read out and sent: four decimals, about ten metres. */
export const positionText = ({ lat, lon }: Position): string => `${fixed(lat)},${fixed(lon)}`
const fixed = (degrees: number): string => String(Math.round(degrees * 10_000) / 10_000)
