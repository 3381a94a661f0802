import { type Call, callable, cityKey, type Mission, type OpenState } from '@consular/domain/mission'
import { html } from 'hono/html'
import { hidden } from './page.ts'
import { clock, type Html, inLanguage, kilometres, type Place, positionText, type View, waitUntil } from './view.ts'

/** Nearer than this to a position that stands for a whole city, nothing more exact is known. */
const cityKm = 10

/** Distance to a mission; rough where the directory knows only its city. */
export function distance(view: View, { mission, km }: { readonly mission: Mission; readonly km: number }): string {
  const rough = mission.positionQuality === 'city' || mission.positionQuality === 'capital'
  if (rough && km < cityKm) return view.say('plain.distance.city')
  return view.say(rough ? 'plain.distance.rough' : 'plain.distance', { km: kilometres(view, km) })
}

/** Open or closed, in the mission's own time. */
export function opening(view: View, mission: Mission, open: OpenState): Html {
  const { say } = view
  if (open.state === 'unknown') return html`<p>${say('plain.hours.unknown')}</p>`
  const zone = html`<span class="quiet">${say('plain.hours.zone', { city: inLanguage(view, mission.city) })}</span>`
  if (open.state === 'open')
    return html`<p>${say('plain.open', { time: clock(view, open.closesAt, mission) })} ${zone}</p>`
  const holiday = open.holiday === null ? '' : say('plain.closed.holiday', { holiday: inLanguage(view, open.holiday) })
  if (open.opensAt === null) return html`<p>${holiday} ${say('plain.closed.long')}</p>`
  const closed = say('plain.closed', { time: clock(view, open.opensAt, mission), wait: waitUntil(view, open.opensAt) })
  return html`<p>${holiday} ${closed} ${zone}</p>`
}

/** One-tap calls, the first the most urgent. */
export const calls = ({ say }: View, numbers: readonly Call[]): Html =>
  html`<div class="calls">${numbers.map(({ kind, e164, shown }, index) => html`<a class="button${index === 0 ? '' : ' plain'}" href="tel:${e164}">${say(`plain.call.${kind}`, { number: shown })}</a>`)}</div>`

/** Where the directory has numbers and none of them can be trusted, says so. */
export function staleNote({ say }: View, mission: Mission): Html | '' {
  const { duty, office } = callable(mission)
  const listed = mission.phones.length + mission.dutyPhones.length
  return listed > 0 && duty.length + office.length === 0 ? html`<p class="small">${say('plain.call.stale')}</p>` : ''
}

const services = ['general', 'police', 'ambulance', 'fire'] as const

/** Local emergency numbers of a country; nothing where none is certain. */
export function emergency({ say, pack }: View, country: string | null, heading: 'h2' | 'h3' = 'h3'): Html | '' {
  const numbers = country === null ? undefined : pack.emergencyNumbers.countries[country]
  if (numbers === undefined) return ''
  const links = services.flatMap((service) => (numbers[service] ?? []).map((number) => ({ service, number })))
  return html`${heading === 'h3' ? html`<h3>${say('plain.emergency')}</h3>` : html`<h2>${say('plain.emergency')}</h2>`}<ul class="numbers">${links.map(({ service, number }) => html`<li><a class="button plain" href="tel:${number}">${say(`plain.emergency.${service}`, { number })}</a></li>`)}</ul>`
}

/** A message with the position in it, to the duty number where there is one. Nothing leaves before the person presses send (RFC 5724). */
export function sms(view: View, place: Place, numbers: readonly Call[]): Html | '' {
  if (place.city !== null) return ''
  const position = positionText(place.position)
  const duty = numbers.find(({ kind }) => kind === 'duty')?.e164 ?? ''
  // A comma needs no escape there, and some telephones show the escape.
  const body = encodeURIComponent(view.say('plain.sms.body', { position })).replaceAll('%2C', ',')
  return html`<p><a class="button plain" href="sms:${duty}?body=${body}">${view.say('plain.sms', { position })}</a></p>`
}

/** The address as the directory prints it. */
export const address = ({ say }: View, mission: Mission): Html | '' =>
  mission.address === null
    ? ''
    : html`<p class="small"><span class="quiet">${say('plain.address')}</span><br><span dir="auto" translate="no">${mission.address}</span></p>`

/** Asks for documents at a mission, from this place: a link for a city, a form for a position, which must not stand in an address. */
export function applyAt(
  place: Place,
  mission: Mission,
  look: { readonly label: string; readonly about: string; readonly look: 'button' | 'link' },
): Html {
  const label = html`${look.label}<span class="skip">${look.about}</span>`
  if (place.city !== null) {
    const query = new URLSearchParams({ mission: mission.id, city: cityKey(place.city) }).toString()
    return html`<a${look.look === 'button' ? html` class="button"` : ''} href="/apply?${query}">${label}</a>`
  }
  const carried = { mission: mission.id, lat: String(place.position.lat), lon: String(place.position.lon) }
  return html`<form action="/apply" method="post">${hidden(carried)}<button class="${look.look === 'button' ? '' : 'link'}">${label}</button></form>`
}
