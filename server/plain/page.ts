import { languageNames, languages } from '@consular/messages'
import { html, raw } from 'hono/html'
import { style } from './style.ts'
import type { Html, View } from './view.ts'

/** A page: its title, its main part, and the request that made it, so that the language can be changed without losing the answer. */
export interface Page {
  readonly title: string
  readonly main: Html
  /** The path, with what it carries: as a query (GET) or, where it must not stand in an address, as hidden fields (POST). */
  readonly path: string
  readonly method: 'get' | 'post'
  readonly carried: Readonly<Record<string, string>>
  /** The mission that the page is about, where that is not what it carries: its numbers are one tap away. */
  readonly mission?: string | undefined
}

/** Where help is asked for: with the numbers of the mission that the page is about. */
const sosAddress = ({ mission, carried }: Pick<Page, 'mission' | 'carried'>): string => {
  const named = mission ?? carried['mission']
  return named === undefined ? '/sos' : `/sos?${new URLSearchParams({ mission: named }).toString()}`
}

/** The whole page: one file, no script, nothing else to load. */
export function page(view: View, { title, main, ...request }: Page): Html {
  const { say, language, pack, config } = view
  const { accent, name } = pack.info
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="format-detection" content="telephone=no"><title>${title} · ${say('service.name')}</title><style>${raw(style)}</style></head>
<body style="--accent:${accent}"><a class="skip" href="#main">${say('skip')}</a>
<header>${config.mode === 'demonstration' ? html`<p class="demo">${say('service.demonstration')}</p>` : ''}<div><p><a href="/">${say('service.name')}</a> <span class="quiet small">${language === 'en' ? name.en : name.zh}</span></p><p class="ways"><a class="button sos" href="${sosAddress(request)}">SOS</a></p>${tongues(view, request)}</div></header>
<main id="main">${main}</main>
<footer><div><p><a href="/missions">${say('plain.list')}</a> · <a href="/advice">${say('plain.advice')}</a></p><p>${say('plain.asOf', { date: newestDate(view) })} <a href="/sources">${say('plain.sources')}</a></p></div></footer>
</body></html>`
}

/** The other languages, each in its own name; one tap. */
function tongues(view: View, { path, method, carried }: Pick<Page, 'path' | 'method' | 'carried'>): Html[] {
  return languages
    .filter((other) => other !== view.language)
    .map((other) =>
      method === 'get'
        ? html`<a class="tongue" href="${path}?${new URLSearchParams({ ...carried, language: other }).toString()}" lang="${other}" hreflang="${other}">${languageNames[other]}</a>`
        : html`<form action="${path}" method="post">${hidden({ ...carried, language: other })}<button class="tongue" lang="${other}">${languageNames[other]}</button></form>`,
    )
}

/** Fields that a form carries unseen. */
export const hidden = (fields: Readonly<Record<string, string>>): Html[] =>
  Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)

const newestDate = ({ pack }: View): string =>
  [...pack.directory.missions.values()].reduce(
    (newest, { asOf, source }) => (source.contacts !== null && asOf > newest ? asOf : newest),
    '',
  )

/** A choice of cities as links to the same question. */
export const cityLinks = (
  cities: readonly { readonly key: string; readonly label: string }[],
  path: string,
  carried: Readonly<Record<string, string>> = {},
): Html =>
  html`<ul class="names">${cities.map(({ key, label }) => html`<li><a href="${path}?${new URLSearchParams({ ...carried, city: key }).toString()}">${label}</a></li>`)}</ul>`

/** A page for what is not there. */
export const unknownPage = (view: View, path: string): Html =>
  page(view, {
    title: view.say('plain.unknown'),
    path,
    method: 'get',
    carried: {},
    main: html`<h1>${view.say('plain.unknown')}</h1><p>${view.say('plain.unknown.text')}</p><p class="after"><a href="/">${view.say('plain.title')}</a></p>`,
  })
