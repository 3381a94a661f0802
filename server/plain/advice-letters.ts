import { Email } from '@consular/api'
import { newId } from '@consular/domain/shared'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { callerOf } from '../account/index.ts'
import { answerSubscription, subscribe } from '../advice/index.ts'
import type { Context } from '../context.ts'
import { inTongue, isCountry, levelStyle, subscribeForm } from './advice-pages.ts'
import { adviceView } from './advice-view.ts'
import { fieldsOf, sendUnkept } from './exchange.ts'
import { hidden, page } from './page.ts'
import type { Html, View } from './view.ts'

/** Letters by e-mail without an account. GET shows, POST acts: programs that look at links say yes to nothing. */
export function subscriptionPages(context: Context): Hono {
  const app = new Hono()
  app.post('/advice/subscribe', async (http) => {
    const { email = '', country = '', language } = await fieldsOf(http, 300)
    const view = adviceView(context, http, language)
    const [parsed, place] = [Email.safeParse(email), isCountry(country) ? country : null]
    if (!parsed.success)
      return sendUnkept(http, plainPage(view, 'advice.subscribe', subscribeForm(view, place, 'email')), 422)
    const id = newId<'advice-subscription'>(context.now(), context.random)
    const { network } = callerOf(context, http)
    const asked = await subscribe(context, { id, email: parsed.data, country: place, language: view.language, network })
    const sentence = asked.ok ? 'advice.asked' : 'advice.too-many'
    return sendUnkept(
      http,
      plainPage(view, 'advice.subscribe', html`<p>${view.say(sentence)}</p>`),
      asked.ok ? 200 : 429,
    )
  })
  for (const answer of ['confirm', 'unsubscribe'] as const) {
    const path = `/advice/${answer}`
    app.get(path, (http) => {
      const { s = '', k = '', language } = http.req.query()
      const view = adviceView(context, http, language)
      const form = html`<form action="${path}" method="post">${hidden({ s, k, language: view.language })}<p>${view.say(`advice.${answer}.about`)}</p><button>${view.say(`advice.${answer}.send`)}</button></form>`
      return sendUnkept(http, plainPage(view, `advice.${answer}`, form))
    })
    app.post(path, async (http) => {
      // A mailbox that ends letters by itself (RFC 8058) sends the address of the letter, and a body of its own.
      const fields = { ...http.req.query(), ...(await fieldsOf(http, 300)) }
      const view = adviceView(context, http, fields['language'])
      const [id, key] = [fields['s'] ?? '', fields['k'] ?? '']
      const done = await answerSubscription(context, { id, key, answer: answer === 'confirm' ? 'confirm' : 'stop' })
      const sentence = done.ok ? `advice.${answer}.done` : 'advice.link-unknown'
      return sendUnkept(
        http,
        plainPage(view, `advice.${answer}`, html`<p>${view.say(sentence)}</p>`),
        done.ok ? 200 : 404,
      )
    })
  }
  return app
}

const plainPage = (view: View, title: string, main: Html): Html =>
  page(view, {
    title: view.say(title),
    path: '/advice',
    method: 'get',
    carried: {},
    main: html`${levelStyle}<h1>${view.say(title)}</h1>${main}<p class="after"><a href="/advice${inTongue(view)}">${view.say('advice.all')}</a></p>`,
  })
