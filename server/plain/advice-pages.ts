import type { CountryCard } from '@consular/api'
import { html, raw } from 'hono/html'
import { byGravity, countryCard, levelOf, type VersionRecord } from '../advice/index.ts'
import type { Context } from '../context.ts'
import { hidden, page } from './page.ts'
import { calls, emergency } from './parts.ts'
import { countryName, type Html, inLanguage, type View } from './view.ts'

/** Codes that the Unicode CLDR names and that are no country or territory. */
const notCountries = new Set(['ZZ', 'EU', 'EZ', 'UN', 'QO', 'XA', 'XB'])

/** Is it a country or territory that has a name? */
export const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) &&
  !notCountries.has(code) &&
  new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined

/** Colours never stand alone: each level is written out. */
export const levelStyle = html`<style>${raw('.level{display:inline-block;margin:2px 0;padding:2px 12px;border-radius:4px;font-weight:700}.level.blue{background:#0b4f8a;color:#fff}.level.yellow{background:#ffd84d;color:#1b1f24}.level.orange{background:#ffab66;color:#1b1f24}.level.red{background:#9b1c1f;color:#fff}.say{font-size:1.4rem;line-height:1.4;margin:0 0 12px}article{border-top:1px solid var(--line);padding:16px 0}select{width:100%;min-height:48px;font:inherit;padding:8px}@media print{header,footer,form,.noprint{display:none}.card{break-inside:avoid}}')}</style>`

/** The query that keeps the reader's language; these pages set no cookie. */
export const inTongue = ({ language }: View): string => `?language=${language}`

/** A level as a word on its colour. */
export const level = (view: View, context: Context, code: string): Html => {
  const { name, colour } = levelOf(context, code)
  return html`<span class="level ${colour}">${inLanguage(view, name)}</span>`
}

/** A moment in UTC, to the minute: readers are everywhere. */
export const moment = ({ language }: View, instant: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(Temporal.Instant.from(instant).epochMilliseconds)

/** A text in its paragraphs. */
export const paragraphs = (text: string): Html[] =>
  text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line) => html`<p>${line}</p>`)

/** All advice that counts, the gravest first, then every country that has a card. */
export function adviceListPage(view: View, context: Context, rows: readonly VersionRecord[]): Html {
  const { say, language, pack } = view
  const query = inTongue(view)
  const countries = Object.keys(pack.phrases.countries)
    .map((code) => ({ code, name: countryName(view, code) }))
    .sort((one, other) => one.name.localeCompare(other.name, language))
  return page(view, {
    title: say('advice.title'),
    path: '/advice',
    method: 'get',
    carried: {},
    main: html`${levelStyle}<h1>${say('advice.title')}</h1>
${rows.length === 0 ? html`<p>${say('advice.none')}</p>` : html`<ul class="rows">${byGravity(context, rows).map((row) => html`<li>${level(view, context, row.content.level)} <a href="/advice/${row.country}${query}#a${row.advice_id}">${countryName(view, row.country)}: ${inLanguage(view, row.content.headline)}</a></li>`)}</ul>`}
<h2>${say('advice.levels')}</h2><ul class="names">${pack.adviceLevels.levels.toReversed().map(({ code }) => html`<li>${level(view, context, code)}</li>`)}</ul>
${subscribeForm(view, null)}<h2>${say('advice.countries')}</h2><p>${say('advice.countries.about')}</p><ul class="names countries">${countries.map(({ code, name }) => html`<li><a href="/advice/${code}${query}">${name}</a></li>`)}</ul>
<h2>${say('advice.feeds')}</h2><p>${say('advice.feeds.about')}</p><p class="after"><a href="/advice/feed.cap${query}">CAP 1.2</a> · <a href="/advice/feed.atom${query}">Atom</a> · <a href="/advice/feed.json${query}">JSON Feed</a></p>`,
  })
}

/** Asks for letters about a country, or about all. */
export function subscribeForm(view: View, country: string | null, wrong: 'email' | null = null): Html {
  const { say, language } = view
  const about =
    country === null
      ? say('advice.subscribe.all')
      : say('advice.subscribe.one', { country: countryName(view, country) })
  return html`<form class="search" action="/advice/subscribe" method="post">${hidden({ language, country: country ?? '' })}<h2>${say('advice.subscribe')}</h2><p>${about}</p>
<p class="${wrong === null ? '' : 'bad'}"><label for="email">${say('advice.email')}</label>${wrong === null ? '' : html`<span class="error" id="email-error">${say('advice.email.wrong')}</span>`}<input id="email" name="email" type="email" autocomplete="email" maxlength="254"${wrong === null ? '' : raw(' aria-invalid="true" aria-describedby="email-error"')}></p><button>${say('advice.subscribe.send')}</button></form>`
}

/** One advice, whole. */
function article(
  view: View,
  context: Context,
  { content, number, effective_at, written_at, advice_id }: VersionRecord,
): Html {
  const { say } = view
  const areas = content.areas.map(({ name }) => inLanguage(view, name)).join(view.language === 'en' ? ', ' : '、')
  return html`<article id="a${advice_id}"><p>${level(view, context, content.level)}</p><h2>${inLanguage(view, content.headline)}</h2>
<p class="quiet small">${say('advice.published', { time: moment(view, effective_at ?? written_at), number: number ?? 1 })}${content.validUntil === null ? '' : html`<br>${say('advice.until', { time: moment(view, content.validUntil) })}`}${areas === '' ? '' : html`<br>${say('advice.areas', { areas })}`}</p>
${paragraphs(inLanguage(view, content.text))}${inLanguage(view, content.instruction) === '' ? '' : html`<h3>${say('advice.instruction')}</h3>${paragraphs(inLanguage(view, content.instruction))}`}</article>`
}

/** As many texts as a slow line carries, in characters; the rest is a page further. */
const carries = 5000
/** As many missions as stand on a card. */
const shownMissions = 8

/** The card to show and to print: numbers, missions with their addresses as the directory writes them, phrases. */
function card(view: View, { missions, languages, country }: CountryCard): Html {
  const { say } = view
  const more = missions.length > shownMissions
  return html`<section class="card now" aria-labelledby="card"><h2 id="card">${say('advice.card')}</h2><p class="small quiet">${say('advice.card.about')}</p>
${emergency(view, country)}${missions
  .slice(0, shownMissions)
  .map(
    ({ name, address, calls: dials }) =>
      html`<h3>${inLanguage(view, name)}</h3>${address === null ? '' : html`<p class="say" dir="auto" translate="no">${address}</p>`}${calls(view, dials)}`,
  )}${
  missions.length === 0
    ? calls(
        view,
        view.pack.directory.districts.hotlines.map((dial) => ({ ...dial, kind: 'hotline' as const })),
      )
    : ''
}${more ? html`<p><a href="/missions/${country}">${say('advice.card.more')}</a></p>` : ''}
${languages.map(
  ({ code, name, direction, phrases }) =>
    html`<h3 lang="${code}">${name}</h3><dl>${phrases.map(({ name: phrase, text }) => html`<dt class="small quiet">${say(`advice.phrase.${phrase}`)}</dt><dd class="say" lang="${code}" dir="${direction}" translate="no">${text}</dd>`)}</dl>`,
)}${languages.some(({ isToBeVerified }) => isToBeVerified) ? html`<p class="small quiet">${say('advice.card.verify')}</p>` : ''}</section>`
}

/** What counts in a country, its card, its history, and a form for letters. */
export function adviceCountryPage(
  view: View,
  context: Context,
  { country, rows }: { readonly country: string; readonly rows: readonly VersionRecord[] },
): Html {
  const { say } = view
  const sorted = byGravity(context, rows)
  const size = ({ content }: VersionRecord) =>
    inLanguage(view, content.text).length + inLanguage(view, content.instruction).length
  const isWhole = (at: number) =>
    at === 0 || sorted.slice(0, at + 1).reduce((sum, row) => sum + size(row), 0) <= carries
  const query = inTongue(view)
  const title = say('advice.of', { country: countryName(view, country) })
  return page(view, {
    title,
    path: `/advice/${country}`,
    method: 'get',
    carried: {},
    main: html`${levelStyle}<h1>${title}</h1>${sorted.length === 0 ? html`<p>${say('advice.none.here')}</p>` : ''}
${sorted.map((row, at) => (isWhole(at) ? article(view, context, row) : html`<article id="a${row.advice_id}"><p>${level(view, context, row.content.level)}</p><h2>${inLanguage(view, row.content.headline)}</h2><p><a href="/advice/${country}/history${query}#v${row.id}">${say('advice.whole')}</a></p></article>`))}
<p class="after noprint"><a href="/advice/${country}/history${query}">${say('advice.history')}</a> · <a href="/advice${query}">${say('advice.all')}</a></p>
${card(view, countryCard(context, country))}${subscribeForm(view, country)}`,
  })
}
