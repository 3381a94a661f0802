import { positionOf } from '@consular/domain/mission'
import { Hono, type Context as HttpContext } from 'hono'
import { answerPage } from './answer.ts'
import { askPage, refusedPage, startPath } from './apply.ts'
import { fieldsOf, sendUnkept } from './exchange.ts'
import { type Asked, cityOf, homePage } from './form.ts'
import { countriesPage, countryPage, sourcesPage } from './missions.ts'
import { unknownPage } from './page.ts'
import { type Place, type PlainContext, type View, viewOf } from './view.ts'

export { advicePages } from './advice.ts'
export { crisisPages } from './crisis.ts'
export { protectionPages } from './protection.ts'
export { sosPages } from './sos.ts'

/** The pages that work with no JavaScript: find my mission, the list of missions, and the refusal before the form. */
export function plainRoutes(context: PlainContext): Hono {
  const app = new Hono()
  const view = (http: HttpContext) => viewOf(context, http, http.req.query('language'))
  app.get('/', (http) => sendUnkept(http, homePage(view(http), {})))
  app.get('/find', (http) => {
    const seen = view(http)
    const place = placeOf(seen, { city: http.req.query('city') ?? '' })
    return place.ok
      ? sendUnkept(http, answerPage(seen, place.place))
      : sendUnkept(http, homePage(seen, place.asked, '/find'), 422)
  })
  app.post('/find', async (http) => {
    const { seen, fields } = await posted(context, http)
    const place = placeOf(seen, fields)
    return place.ok
      ? sendUnkept(http, answerPage(seen, place.place))
      : sendUnkept(http, homePage(seen, place.asked), 422)
  })
  app.get('/apply', (http) => {
    const city = http.req.query('city')
    return apply(http, view(http), {
      mission: http.req.query('mission') ?? '',
      ...(city === undefined ? {} : { city }),
    })
  })
  app.post('/apply', async (http) => {
    const { seen, fields } = await posted(context, http)
    return apply(http, seen, { ...fields, mission: fields['mission'] ?? '' })
  })
  app.get('/missions', (http) => sendUnkept(http, countriesPage(view(http))))
  app.get('/missions/:country', (http) => {
    const seen = view(http)
    const found = countryPage(seen, http.req.param('country'))
    return found === null ? sendUnkept(http, unknownPage(seen, '/missions'), 404) : sendUnkept(http, found)
  })
  app.get('/sources', (http) => sendUnkept(http, sourcesPage(view(http))))
  return app
}

/** Answers depend on the hour, the language and the place: no cache keeps them. */
type Fields = Readonly<Record<string, string>>

/** A form's fields; files and repeated fields are not ours. */
async function posted(context: PlainContext, http: HttpContext): Promise<{ seen: View; fields: Fields }> {
  const fields = await fieldsOf(http, 200)
  return { seen: viewOf(context, http, fields['language']), fields }
}

const degrees = (text: string): number => (/^[+-]?\d{1,3}(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN)

function placeOf(view: View, fields: Fields): { ok: true; place: Place } | { ok: false; asked: Asked } {
  const { city, lat, lon } = fields
  if (city !== undefined) {
    const found = cityOf(view, city)
    return found.ok
      ? { ok: true, place: { city: found.city, others: found.others, position: found.city.position } }
      : found
  }
  const position = positionOf(degrees(lat ?? ''), degrees(lon ?? ''))
  if (position.ok) return { ok: true, place: { city: null, position: position.value } }
  return { ok: false, asked: { lat: lat ?? '', lon: lon ?? '', wrong: 'position' } }
}

async function apply(http: HttpContext, view: View, fields: Fields): Promise<Response> {
  const mission = view.pack.directory.missions.get(fields['mission'] ?? '')
  if (mission === undefined || !mission.servesPublic) return sendUnkept(http, unknownPage(view, '/missions'), 404)
  if (fields['city'] === undefined && fields['lat'] === undefined) return sendUnkept(http, askPage(view, mission, {}))
  const place = placeOf(view, fields)
  if (!place.ok) return sendUnkept(http, askPage(view, mission, place.asked), 422)
  const refused = refusedPage(view, mission, place.place)
  return refused === null ? http.redirect(startPath(mission), 303) : sendUnkept(http, refused)
}
