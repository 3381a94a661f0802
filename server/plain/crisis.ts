import { isId, newId } from '@consular/domain/shared'
import { formatter } from '@consular/messages'
import { Hono, type Context as HttpContext } from 'hono'
import { html } from 'hono/html'
import type { Context } from '../context.ts'
import { answerHousehold, type HouseholdState, openCrisisTitle, readHousehold, takeReport } from '../crisis/index.ts'
import { fieldsOf, sendUnkept } from './exchange.ts'
import { hidden, page } from './page.ts'
import { relativeFrom } from './relative-form.ts'
import { type Html, type View, viewOf } from './view.ts'

const code = ':code{[0-9a-f]{12}}'
const reference = ':crisis{[0-9a-f-]{36}}'

/** The pages of a crisis that need no JavaScript: the answer to a message, and what relatives tell. GET shows, POST acts: programs that look at links answer nothing. */
export function crisisPages(context: Context): Hono {
  const app = new Hono()
  const fresh = (): string => newId<'answer'>(context.now(), context.random)
  app.get(`/crisis/${code}`, async (http) => {
    const state = await readHousehold(context, http.req.param('code'))
    const view = viewFor(context, http, http.req.query('language') ?? state?.language)
    return state === null
      ? sendUnkept(http, lostPage(view), 404)
      : sendUnkept(http, answerPage(view, http.req.param('code'), { state, answer: fresh() }))
  })
  app.post(`/crisis/${code}`, async (http) => {
    const fields = await fieldsOf(http)
    const { says, answer: id = '' } = fields
    const state =
      says === 'safe' || says === 'help'
        ? await answerHousehold(context, http.req.param('code'), { id: isId(id) ? id : fresh(), says })
        : await readHousehold(context, http.req.param('code'))
    const view = viewFor(context, http, fields['language'])
    return state === null
      ? sendUnkept(http, lostPage(view), 404)
      : sendUnkept(http, answerPage(view, http.req.param('code'), { state, answer: fresh() }))
  })
  app.get(`/crisis/relatives/${reference}`, async (http) => {
    const view = viewFor(context, http, http.req.query('language'))
    const title = await openCrisisTitle(context, http.req.param('crisis'))
    return title === null
      ? sendUnkept(http, lostPage(view), 404)
      : sendUnkept(
          http,
          relativePage(view, { title, crisis: http.req.param('crisis'), fields: { relative: fresh() }, wrong: [] }),
        )
  })
  app.post(`/crisis/relatives/${reference}`, async (http) => {
    const [crisis, fields] = [http.req.param('crisis'), await fieldsOf(http)]
    const view = viewFor(context, http, fields['language'])
    const title = await openCrisisTitle(context, crisis)
    if (title === null) return sendUnkept(http, lostPage(view), 404)
    const read = relativeFrom(fields)
    if (!read.ok) return sendUnkept(http, relativePage(view, { title, crisis, fields, wrong: read.wrong }), 422)
    const id = isId(fields['relative'] ?? '') ? (fields['relative'] ?? fresh()) : fresh()
    const kept = await takeReport(context, { id, crisis, language: view.language, officer: null, report: read.report })
    return kept === null ? sendUnkept(http, lostPage(view), 404) : sendUnkept(http, thanksPage(view, crisis))
  })
  return app
}

function viewFor(context: Context, http: HttpContext, asked: string | undefined): View {
  const view = viewOf(context, http, asked)
  return { ...view, say: formatter(view.language, ['crisis-page', 'plain', 'common']) }
}

interface Shown {
  readonly state: HouseholdState
  readonly answer: string
}

/** What was last said of the household, and the two buttons. It names nobody: whoever holds the telephone may see it. */
function answerPage(view: View, path: string, { state, answer }: Shown): Html {
  const { say } = view
  const { said, isOn, persons, title } = state
  const button = (says: 'safe' | 'help', look: string) =>
    html`<p><button name="says" value="${says}"${look === '' ? '' : html` class="${look}"`}>${say(`crisis-page.${says}`, { persons })}</button></p>`
  return page(view, {
    title: say('crisis-page.title'),
    path: `/crisis/${path}`,
    method: 'get',
    carried: {},
    main: html`<h1>${title}</h1>${said === null ? '' : html`<p class="card${said === 'help' ? ' now' : ''}" role="status"><strong>${say(`crisis-page.said.${said}`)}</strong></p>`}
${
  isOn
    ? html`<p>${say('crisis-page.ask', { persons })}</p><form action="/crisis/${path}" method="post">${hidden({ answer, language: view.language })}${button('safe', said === 'safe' ? 'plain' : '')}${button('help', said === 'help' ? 'plain' : '')}</form><p class="quiet">${say('crisis-page.again')}</p>`
    : html`<p>${say('crisis-page.over')}</p>`
}
<p>${say('crisis-page.danger')} <a href="/sos">${say('crisis-page.sos')}</a></p>`,
  })
}

interface Form {
  readonly title: string
  readonly crisis: string
  readonly fields: Readonly<Record<string, string>>
  readonly wrong: readonly string[]
}

const about = ['familyName', 'givenName', 'birthDate', 'phone', 'whereabouts'] as const
const own = ['reporterName', 'reporterPhone'] as const

/** What a relative tells: whom she misses or has spoken to. */
function relativePage(view: View, { title, crisis, fields, wrong }: Form): Html {
  const { say } = view
  const field = (name: string) =>
    html`<div class="${wrong.includes(name) ? 'bad' : ''}"><label for="${name}">${say(`crisis-page.${name}`)}</label>${wrong.includes(name) ? html`<p class="error" id="${name}-error">${say('error.prefix')}${say(`crisis-page.${name}.bad`)}</p>` : ''}<input id="${name}" name="${name}" value="${fields[name] ?? ''}" maxlength="200" autocomplete="off"${wrong.includes(name) ? html` aria-invalid="true" aria-describedby="${name}-error"` : ''}></div>`
  const choice = (says: string) =>
    html`<p><label><input style="width:28px;min-height:28px;vertical-align:middle" type="radio" name="says" value="${says}"${(fields['says'] ?? 'missing') === says ? html` checked` : ''}> ${say(`crisis-page.says.${says}`)}</label></p>`
  return page(view, {
    title: say('crisis-page.relatives'),
    path: `/crisis/relatives/${crisis}`,
    method: 'get',
    carried: {},
    main: html`<h1>${say('crisis-page.relatives')}</h1><p>${title}</p><p>${say('crisis-page.relatives.about')}</p>
<form class="search" action="/crisis/relatives/${crisis}" method="post">${hidden({ relative: fields['relative'] ?? '', language: view.language })}
<fieldset style="border:0;padding:0;margin:0 0 16px"><legend><strong>${say('crisis-page.says')}</strong></legend>${['missing', 'safe', 'help'].map(choice)}</fieldset>
<h2>${say('crisis-page.whom')}</h2>${about.map(field)}<h2>${say('crisis-page.you')}</h2>${own.map(field)}<p><button>${say('crisis-page.send')}</button></p></form>`,
  })
}

const thanksPage = (view: View, crisis: string): Html =>
  page(view, {
    title: view.say('crisis-page.relatives'),
    path: `/crisis/relatives/${crisis}`,
    method: 'get',
    carried: {},
    main: html`<h1>${view.say('crisis-page.kept')}</h1><p>${view.say('crisis-page.kept.about')}</p><p><a href="/crisis/relatives/${crisis}">${view.say('crisis-page.another')}</a></p>`,
  })

const lostPage = (view: View): Html =>
  page(view, {
    title: view.say('crisis-page.title'),
    path: '/sos',
    method: 'get',
    carried: {},
    main: html`<h1>${view.say('crisis-page.lost')}</h1><p>${view.say('crisis-page.danger')} <a href="/sos">${view.say('crisis-page.sos')}</a></p>`,
  })
