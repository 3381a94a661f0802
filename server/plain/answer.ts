import { cityKey, type Guidance, guide, type Located, locate, type Near } from '@consular/domain/mission'
import { html } from 'hono/html'
import { calendarOf } from '../mission/index.ts'
import { cityLinks, page } from './page.ts'
import { address, applyAt, calls, distance, emergency, opening, sms, staleNote } from './parts.ts'
import { cityName, type Html, inLanguage, type Place, type View } from './view.ts'

/** The answer for a place: two cards, help now and documents, then the missions by distance. */
export function answerPage(view: View, place: Place): Html {
  const { say, pack } = view
  const located = locate(pack.directory, place.position)
  const today = view.now().toZonedDateTimeISO('UTC').toPlainDate()
  const guidance = guide(pack.directory, located, {
    now: view.now(),
    calendarOf: (mission) => calendarOf(pack, mission, today),
  })
  const where =
    place.city === null ? say('plain.result.here') : say('plain.result', { place: cityName(view, place.city) })
  return page(view, {
    title: where,
    path: '/find',
    mission: guidance.helpNow?.mission.id,
    method: place.city === null ? 'post' : 'get',
    carried:
      place.city === null
        ? { lat: String(place.position.lat), lon: String(place.position.lon) }
        : { city: cityKey(place.city) },
    main: html`<h1>${where}</h1>${others(view, place)}<div class="two">${helpCard(view, place, located, guidance)}${documentsCard(view, place, located, guidance)}</div>${nearby(view, place, guidance.byDistance)}<p class="after"><a href="/">${say('plain.again')}</a></p>`,
  })
}

function others(view: View, place: Place): Html | '' {
  if (place.city === null || place.others.length === 0) return ''
  const links = place.others.map((city) => ({ key: cityKey(city), label: cityName(view, city) }))
  const distinct = links.filter(
    ({ key }, index) => key !== cityKey(place.city) && links.findIndex((link) => link.key === key) === index,
  )
  return distinct.length === 0
    ? ''
    : html`<p class="quiet">${view.say('plain.city.several')}</p>${cityLinks(distinct, '/find')}`
}

function helpCard(view: View, place: Place, located: Located, guidance: Guidance): Html {
  const { say } = view
  const { helpNow, hotlines } = guidance
  const numbers = helpNow?.calls ?? hotlines.map(({ e164, shown }) => ({ kind: 'hotline' as const, e164, shown }))
  const country = located.place?.area.country ?? place.city?.country ?? null
  return html`<section class="card now" aria-labelledby="help"><h2 id="help">${say('plain.help')}</h2>
${helpNow === null ? (located.rule === 'domestic' ? '' : html`<p>${say('plain.help.none')}</p>`) : html`<p class="name">${inLanguage(view, helpNow.mission.name)}</p><p class="quiet">${distance(view, helpNow)}</p>${opening(view, helpNow.mission, helpNow.open)}${helpNow.abroad ? html`<p class="warn">${say('plain.help.abroad')}</p>` : ''}`}
${calls(view, numbers)}${helpNow === null ? '' : staleNote(view, helpNow.mission)}${sms(view, place, numbers)}${emergency(view, country)}${helpNow === null ? '' : address(view, helpNow.mission)}</section>`
}

function documentsCard(view: View, place: Place, located: Located, { documents }: Guidance): Html {
  const { say } = view
  if (documents === null) return nobodyCard(view, located)
  const { mission } = documents
  const area = located.place?.area
  const district = view.language === 'en' ? area?.en : area?.zh
  return html`<section class="card" aria-labelledby="documents"><h2 id="documents">${say('plain.documents')}</h2>
<p class="name">${inLanguage(view, mission.name)}</p>${district === undefined ? '' : html`<p>${say(located.rule.startsWith('split:') ? 'plain.district.part' : 'plain.district', { area: district })}</p>`}<p class="quiet">${distance(view, documents)}</p>${opening(view, mission, documents.open)}
${located.competent?.confidence === 'low' ? html`<p class="warn">${say('plain.district.low')}</p>` : ''}${mission.status === 'active' ? '' : html`<p class="warn">${say('plain.disrupted')}</p>`}
${address(view, mission)}<p>${applyAt(place, mission, { label: say('plain.apply'), about: '', look: 'button' })}</p></section>`
}

/** Where no mission is named: the candidates or the reason, in neutral words. */
function nobodyCard(view: View, { rule, candidates }: Located): Html {
  const { say } = view
  const sentence =
    rule === 'domestic' ? 'plain.domestic' : candidates.length > 0 ? 'plain.candidates' : 'plain.unassigned'
  return html`<section class="card" aria-labelledby="documents"><h2 id="documents">${say('plain.documents')}</h2><p>${say(sentence)}</p>
${candidates.length === 0 ? '' : html`<ul class="rows">${candidates.map((candidate) => html`<li><strong>${inLanguage(view, candidate.mission.name)}</strong><br><span class="quiet">${distance(view, candidate)}</span></li>`)}</ul>`}</section>`
}

function nearby(view: View, place: Place, missions: readonly Near[]): Html | '' {
  const { say } = view
  if (missions.length === 0) return ''
  return html`<h2 id="near">${say('plain.near')}</h2><ul class="rows" aria-labelledby="near">${missions.map((near) => {
    const name = inLanguage(view, near.mission.name)
    return html`<li><strong>${name}</strong><br><span class="quiet">${distance(view, near)}</span><br>${applyAt(place, near.mission, { label: say('plain.apply.maybe'), about: ` ${name}`, look: 'link' })}</li>`
  })}</ul>`
}
