import { cityKey, locate, type Mission, mayServe } from '@consular/domain/mission'
import { html } from 'hono/html'
import { type Asked, cityForm, problem } from './form.ts'
import { page } from './page.ts'
import { applyAt, calls } from './parts.ts'
import { type Html, inLanguage, type Place, type View } from './view.ts'

/** The page of a mission in the web app, where an application begins. */
export const startPath = (mission: Mission): string => `/app/start/at/${mission.id}`

/** Asks for the city before documents are asked for: without a place nobody can say whether this mission may issue them. */
export function askPage(view: View, mission: Mission, asked: Asked): Html {
  const { say } = view
  const carried = { mission: mission.id }
  return page(view, {
    title: say('plain.ask.title'),
    path: '/apply',
    method: 'get',
    carried,
    main: html`${problem(view, asked, '/apply', carried)}<h1>${say('plain.ask.title')}</h1><p>${say('plain.ask.text', { chosen: inLanguage(view, mission.name) })}</p>${cityForm(view, asked, { path: '/apply', carried })}`,
  })
}

/** Null when the mission may issue documents for the place; else the refusal, before any form, with the way to the competent one. */
export function refusedPage(view: View, mission: Mission, place: Place): Html | null {
  const { say, pack } = view
  const { directory } = pack
  const verdict = mayServe(directory, mission.id, locate(directory, place.position))
  if (verdict.ok) return null
  const id = verdict.refusal.data?.['competent']
  const competent = typeof id === 'string' ? directory.missions.get(id) : undefined
  const chosen = inLanguage(view, mission.name)
  const way =
    competent === undefined
      ? html`<p>${say('plain.refused.none', { chosen })}</p>${calls(
          view,
          directory.districts.hotlines.map(({ e164, shown }) => ({ kind: 'hotline', e164, shown })),
        )}`
      : html`<p>${say('plain.refused.text', { chosen, competent: inLanguage(view, competent.name) })}</p><p>${applyAt(place, competent, { label: say('plain.refused.go', { competent: inLanguage(view, competent.name) }), about: '', look: 'button' })}</p>`
  return page(view, {
    title: say('plain.refused.title'),
    path: '/apply',
    method: place.city === null ? 'post' : 'get',
    carried: {
      mission: mission.id,
      ...(place.city === null
        ? { lat: String(place.position.lat), lon: String(place.position.lon) }
        : { city: cityKey(place.city) }),
    },
    main: html`<h1>${say('plain.refused.title')}</h1>${way}<p>${say('plain.refused.help')}</p><p class="after"><a href="/">${say('plain.again')}</a></p>`,
  })
}
