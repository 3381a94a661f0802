import { type City, findCity } from '@consular/domain/mission'
import { html } from 'hono/html'
import { cityLinks, hidden, page } from './page.ts'
import { cityName, type Html, type View } from './view.ts'

/** What was typed and what is wrong with it. */
export interface Asked {
  readonly city?: string
  readonly lat?: string
  readonly lon?: string
  readonly wrong?: 'city-empty' | 'city-unknown' | 'position'
  /** Cities to offer in place of an unknown one, as `cityKey` writes them. */
  readonly suggestions?: readonly string[]
}

/** The first page: a city, or a position, and the list as the way that always works. */
export function homePage(view: View, asked: Asked, path = '/'): Html {
  const { say } = view
  return page(view, {
    title: asked.wrong === undefined ? say('plain.title') : `${say('error.prefix')}${say('plain.title')}`,
    path,
    method: 'get',
    carried: asked.city === undefined ? {} : { city: asked.city },
    main: html`${problem(view, asked, '/find')}<h1>${say('plain.title')}</h1><p>${say('plain.lead')}</p>
${cityForm(view, asked, { path: '/find', carried: {} })}
${positionForm(view, asked)}
<p class="after"><a href="/app/find">${say('plain.app')}</a></p><p class="after"><a href="/missions">${say('plain.list')}</a></p>`,
  })
}

/** What is wrong, before anything else on the page, with links to the field and to likely cities. */
export function problem(
  view: View,
  asked: Asked,
  path: string,
  carried: Readonly<Record<string, string>> = {},
): Html | '' {
  const { say } = view
  if (asked.wrong === undefined) return ''
  const field = asked.wrong === 'position' ? 'lat' : 'city'
  const suggested = (asked.suggestions ?? []).flatMap((key) => {
    const found = findCity(view.pack.cities, key)
    return found.ok ? [{ key, label: cityName(view, found.value.city) }] : []
  })
  return html`<div class="problem" role="alert"><h2>${say('error.summary')}</h2><p><a href="#${field}">${sentence(view, asked)}</a></p>${suggested.length === 0 ? '' : html`<p>${say('plain.city.mean')}</p>${cityLinks(suggested, path, carried)}`}</div>`
}

function sentence({ say }: View, { wrong, city }: Asked): string {
  if (wrong === 'city-unknown') return say('plain.city.unknown', { city: city ?? '' })
  return say(wrong === 'position' ? 'plain.position.bad' : 'plain.city.empty')
}

/** The form for a city. It may stand in an address: a city is no position. */
export function cityForm(
  view: View,
  asked: Asked,
  target: { path: string; carried: Readonly<Record<string, string>> },
): Html {
  const { say } = view
  const wrong = asked.wrong !== undefined && asked.wrong !== 'position'
  return html`<form class="search${wrong ? ' bad' : ''}" action="${target.path}" method="get">${hidden(target.carried)}
<label for="city">${say('plain.city')}</label><p class="hint" id="city-hint">${say('plain.city.hint')}</p>
${wrong ? html`<p class="error" id="city-error">${say('error.prefix')}${sentence(view, asked)}</p>` : ''}
<input id="city" name="city" value="${asked.city ?? ''}" maxlength="100" autocomplete="address-level2" aria-describedby="city-hint${wrong ? ' city-error' : ''}"${wrong ? html` aria-invalid="true"` : ''}>
<button>${say('plain.city.find')}</button></form>`
}

function positionForm(view: View, asked: Asked): Html {
  const { say } = view
  const wrong = asked.wrong === 'position'
  const field = (name: 'lat' | 'lon') =>
    html`<div><label for="${name}">${say(`plain.position.${name}`)}</label><input id="${name}" name="${name}" value="${asked[name] ?? ''}" maxlength="24" inputmode="text" autocomplete="off" aria-describedby="position-why${wrong ? ' position-error' : ''}"${wrong ? html` aria-invalid="true"` : ''}></div>`
  return html`<details${wrong ? html` open` : ''}><summary>${say('plain.position')}</summary><form class="${wrong ? 'bad' : ''}" action="/find" method="post"><p class="hint" id="position-why">${say('plain.position.why')}</p>${wrong ? html`<p class="error" id="position-error">${say('error.prefix')}${say('plain.position.bad')}</p>` : ''}<div class="pair">${field('lat')}${field('lon')}</div><p><button>${say('plain.city.find')}</button></p></form></details>`
}

/** The city of an answer, or what is wrong with what was typed. */
export function cityOf(
  view: View,
  typed: string,
): { ok: true; city: City; others: readonly City[] } | { ok: false; asked: Asked } {
  if (typed.trim() === '') return { ok: false, asked: { city: '', wrong: 'city-empty' } }
  const result = findCity(view.pack.cities, typed)
  if (result.ok) return { ok: true, ...result.value }
  const suggestions = (result.refusal.data?.['suggestions'] ?? []) as readonly string[]
  return { ok: false, asked: { city: typed.slice(0, 100), wrong: 'city-unknown', suggestions } }
}
