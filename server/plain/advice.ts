import { isLanguage } from '@consular/messages'
import { Hono, type Context as HttpContext } from 'hono'
import { etag } from 'hono/etag'
import { atomFeed, capFile, capIndex, type FeedQuestion, historyOf, jsonFeed, publicVersions } from '../advice/index.ts'
import type { Context } from '../context.ts'
import { adviceHistoryPage } from './advice-history.ts'
import { subscriptionPages } from './advice-letters.ts'
import { adviceCountryPage, adviceListPage, isCountry } from './advice-pages.ts'
import { adviceView } from './advice-view.ts'
import { unknownPage } from './page.ts'
import type { Html } from './view.ts'

/** A browser asks each time whether there is something new, and is told 304 for nothing; caches on the way may answer for a minute. */
const caching = 'public, max-age=0, s-maxage=60, stale-if-error=86400'
/** How many versions the history of a country shows. */
const shownVersions = 20

const feeds = [
  { name: 'feed.atom', type: 'application/atom+xml', write: atomFeed },
  { name: 'feed.cap', type: 'application/atom+xml', write: capIndex },
  { name: 'feed.json', type: 'application/feed+json', write: jsonFeed },
] as const

/**
 * What everybody may read of travel advice, with no JavaScript and no cookie: pages, feeds and CAP files, the same for all who ask in one language, so that
 * any cache may keep them.
 */
export function advicePages(context: Context): Hono {
  const app = new Hono()
  app.route('/', subscriptionPages(context))
  app.use('/advice', etag())
  app.use('/advice/*', etag())
  app.get('/advice', async (http) => {
    const rows = await publicVersions(context.database, context.now(), null)
    return send(http, adviceListPage(adviceView(context, http), context, rows))
  })
  for (const { name, type, write } of feeds)
    app.get(`/advice/${name}`, async (http) => kept(http, await write(context, questionOf(http)), type))
  app.get('/advice/cap/:file', async (http) => {
    const [, id] = /^([0-9a-f-]{36})\.xml$/.exec(http.req.param('file')) ?? []
    const file = id === undefined ? null : await capFile(context, id)
    return file === null ? http.text('404', 404) : kept(http, file, 'application/cap+xml')
  })
  app.get('/advice/:country', async (http) => {
    const [view, country] = [adviceView(context, http), http.req.param('country')]
    if (!isCountry(country)) return send(http, unknownPage(view, '/advice'), 404)
    const rows = await publicVersions(context.database, context.now(), country)
    return send(http, adviceCountryPage(view, context, { country, rows }))
  })
  app.get('/advice/:country/history', async (http) => {
    const [view, country] = [adviceView(context, http), http.req.param('country')]
    if (!isCountry(country)) return send(http, unknownPage(view, '/advice'), 404)
    // One more than is shown: what the oldest of them changed is told by the one before it.
    const rows = await historyOf(context.database, country, shownVersions * 3)
    return send(http, adviceHistoryPage(view, context, { country, rows, most: shownVersions }))
  })
  return app
}

/** What a feed is asked for. Without a language it speaks Chinese, whoever fetches it. */
function questionOf(http: HttpContext): FeedQuestion {
  const [language = '', country = ''] = [http.req.query('language'), http.req.query('country')]
  return { language: isLanguage(language) ? language : 'zh-Hans', country: /^[A-Z]{2}$/.test(country) ? country : null }
}

function send(http: HttpContext, body: Html, status: 200 | 404 = 200): Response | Promise<Response> {
  http.header('cache-control', caching)
  http.header('vary', 'accept-language')
  return http.html(body, status)
}

function kept(http: HttpContext, text: string, type: string): Response {
  http.header('cache-control', caching)
  // Programs of other sites read them: nothing in them is for anybody alone.
  http.header('access-control-allow-origin', '*')
  return http.body(text, 200, { 'content-type': `${type}; charset=utf-8` })
}
