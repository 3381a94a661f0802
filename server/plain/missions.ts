import { callable, type Mission } from '@consular/domain/mission'
import { html } from 'hono/html'
import { page } from './page.ts'
import { address, emergency, staleNote } from './parts.ts'
import { countryName, type Html, inLanguage, type View } from './view.ts'

const countryOf = ({ host }: Mission): string => host.territory ?? host.country

const publicMissions = ({ pack }: View): Mission[] =>
  [...pack.directory.missions.values()].filter(({ servesPublic }) => servesPublic)

/** All countries and territories with a mission, in the order of the reader's language. */
export function countriesPage(view: View): Html {
  const { say, language } = view
  const names = [...new Set(publicMissions(view).map(countryOf))].map((code) => ({
    code,
    name: countryName(view, code),
  }))
  const sorted = names.sort((a, b) => a.name.localeCompare(b.name, language))
  return page(view, {
    title: say('plain.list.title'),
    path: '/missions',
    method: 'get',
    carried: {},
    main: html`<h1>${say('plain.list.title')}</h1><p>${say('plain.list.lead')}</p><ul class="names countries">${sorted.map(({ code, name }) => html`<li><a href="/missions/${code}">${name}</a></li>`)}</ul>`,
  })
}

/** The missions in a country, with the numbers that may be called; null when there are none. */
export function countryPage(view: View, country: string): Html | null {
  const { say, pack } = view
  const missions = publicMissions(view).filter(
    (mission) => countryOf(mission) === country || mission.host.country === country,
  )
  if (missions.length === 0) return null
  const title = say('plain.list.of', { country: countryName(view, country) })
  return page(view, {
    title,
    path: `/missions/${country}`,
    mission: (missions.find(({ kind }) => kind === 'embassy') ?? missions[0])?.id,
    method: 'get',
    carried: {},
    main: html`<h1>${title}</h1><p><a class="button" href="tel:${pack.directory.districts.hotlines[0]?.e164 ?? ''}">${say('plain.call.hotline', { number: pack.directory.districts.hotlines[0]?.shown ?? '' })}</a></p>${emergency(view, country, 'h2')}<ul class="rows">${missions.map((mission) => row(view, mission))}</ul>`,
  })
}

function row(view: View, mission: Mission): Html {
  const { say } = view
  const { duty, office } = callable(mission)
  const seat = mission.host.seat
  const name = inLanguage(view, mission.name)
  return html`<li><h2>${name}</h2>${seat === undefined ? '' : html`<p>${say('plain.list.seat', { country: countryName(view, seat) })}</p>`}${mission.status === 'active' ? '' : html`<p class="warn">${say('plain.disrupted')}</p>`}
${duty.map(({ e164, shown }) => html`<p><a href="tel:${e164}">${say('plain.call.duty', { number: shown })}</a></p>`)}${office.map(({ e164, shown }) => html`<p><a href="tel:${e164}">${say('plain.call.office', { number: shown })}</a></p>`)}${staleNote(view, mission)}${address(view, mission)}${mission.website === null ? '' : html`<p><a href="${mission.website}" rel="noreferrer">${mission.website.replace(/^https?:\/\//, '')}</a></p>`}
<p><a href="/apply?mission=${mission.id}">${say('plain.apply.maybe')}<span class="skip"> ${name}</span></a></p></li>`
}

/** Where the data come from. */
export function sourcesPage(view: View): Html {
  const { say, pack } = view
  const lines = [
    say('plain.sources.missions', { ministry: inLanguage(view, pack.info.ministry) }),
    ...['areas', 'cities', 'holidays', 'zones'].map((what) => say(`plain.sources.${what}`)),
  ]
  return page(view, {
    title: say('plain.sources'),
    path: '/sources',
    method: 'get',
    carried: {},
    main: html`<h1>${say('plain.sources')}</h1><p>${say('plain.sources.lead')}</p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`,
  })
}
