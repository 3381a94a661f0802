import type { ReportState } from '@consular/api'
import { Situation } from '@consular/domain/assistance'
import { callable, type Mission } from '@consular/domain/mission'
import { timeTold } from '@consular/domain/shared'
import { formatter } from '@consular/messages'
import { Hono, type Context as HttpContext } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { html, raw } from 'hono/html'
import { readReportState, storeReport } from '../assistance/index.ts'
import type { Context } from '../context.ts'
import { readHead } from '../http/head.ts'
import { sendUnkept } from './exchange.ts'
import { hidden, page } from './page.ts'
import { calls, emergency } from './parts.ts'
import { type Html, inLanguage, type View, viewOf } from './view.ts'

/** Names a browser to its own later reports, so that they are one case; it is not told to anybody and lasts a day. */
const phoneCookie = 'sos_phone'

interface Keys {
  readonly report: string
  readonly secret: string
  /** The report is about somebody else: then so is what its sender adds. */
  readonly about?: 'other'
}

/** The page that asks for help with no JavaScript. What it stores once it stores once, however often the form is sent. */
export function sosPages(context: Context): Hono {
  const app = new Hono()
  const fresh = (): string => Buffer.from(context.random(new Uint8Array(24))).toString('base64url')
  app.get('/sos', (http) => {
    if (getCookie(http, phoneCookie) === undefined)
      setCookie(http, phoneCookie, fresh(), { httpOnly: true, sameSite: 'Strict', path: '/sos', maxAge: 86_400 })
    const keys = { report: fresh(), secret: fresh() }
    if (http.req.query('about') === 'other')
      return sendUnkept(http, otherPage(viewFor(context, http, http.req.query('language')), keys))
    return sendUnkept(
      http,
      askPage(viewFor(context, http, http.req.query('language')), http.req.query('mission') ?? '', keys),
    )
  })
  app.post('/sos', async (http) => {
    const head = await readHead(http.req.raw.body)
    // The words stand last in the form: what is cut off a long one is the end of the words.
    const fields = Object.fromEntries(new URLSearchParams(head.text))
    const view = viewFor(context, http, fields['language'])
    const ids = { report: fields['report'] ?? '', secret: fields['secret'] ?? '' }
    const keys: Keys = fields['about'] === 'other' ? { ...ids, about: 'other' } : ids
    try {
      if (fields['look'] === '1') {
        const state = await readReportState(context, { phoneId: keys.report, secret: keys.secret })
        return state.ok
          ? sendUnkept(http, statePage(view, state.value, keys))
          : sendUnkept(http, lostPage(view, 'sos.unknown', keys), 404)
      }
      const phone = getCookie(http, phoneCookie) ?? ''
      const given = { ...fields, phone, language: view.language }
      const state = await storeReport(context, {
        ...head,
        phoneId: keys.report,
        fields: given,
        understood: true,
        channel: 'page',
      })
      return sendUnkept(http, statePage(view, state, keys))
    } catch {
      // Whatever went wrong: who asks for help must know that it was not heard. The same form may be sent again.
      return sendUnkept(http, lostPage(view, 'sos.not-stored', keys), 503)
    }
  })
  return app
}

function viewFor(context: Context, http: HttpContext, asked: string | undefined): View {
  const view = viewOf(context, http, asked)
  return { ...view, say: formatter(view.language, ['sos', 'plain', 'common']) }
}

/** Whom to ring: the mission's duty, then the hotline; and the emergency services of its country. */
function numbers(view: View, mission: Mission | undefined): Html {
  const { say, pack } = view
  const duty = mission === undefined ? [] : callable(mission).duty.map((dial) => ({ ...dial, kind: 'duty' as const }))
  const hotlines = pack.directory.districts.hotlines.map((dial) => ({ ...dial, kind: 'hotline' as const }))
  const [first] = [...duty, ...hotlines]
  const body = encodeURIComponent(say('sos.sms.body'))
  return html`<section class="card now" aria-labelledby="call"><h2 id="call">${say('sos.call-first')}</h2>${mission === undefined ? '' : html`<p class="name">${inLanguage(view, mission.name)}</p>`}${calls(view, [...duty, ...hotlines])}
${first === undefined ? '' : html`<p><a class="button plain" href="sms:${first.e164}?body=${body}">${say('sos.sms')}</a></p>`}${emergency(view, mission?.host.country ?? null)}${mission === undefined ? html`<p><a href="/">${say('sos.find')}</a></p>` : ''}</section>`
}

const situations = Situation.options.filter((situation) => situation !== 'unsaid')

const extraStyle = html`<style>${raw('.kinds{display:grid;gap:12px;margin:0 0 24px;padding:0;list-style:none}.kinds button{width:100%;min-height:56px;background:#9b1c1f;border-color:#9b1c1f}.kinds li:nth-child(n+4) button{background:#fff;color:#9b1c1f}textarea,select{width:100%;min-height:48px;padding:8px 12px;font:inherit;border:2px solid var(--edge);border-radius:4px;background:#fff;color:inherit}textarea{min-height:96px}.check{display:flex;gap:12px;align-items:center;min-height:48px}.check input{width:28px;min-height:28px;flex:none}.told{font-size:1.3rem;font-weight:700;border-left:6px solid #9b1c1f;padding-left:12px}.told.read{border-color:#1e6b3a}form>p>button{width:100%}@media(min-width:700px){.kinds{grid-template-columns:1fr 1fr}}')}</style>`

/** Silence: before the buttons, for one tap on them sends. */
const silence = ({ say }: View): Html =>
  html`<p><label class="check"><input type="checkbox" name="silent" value="1"><span>${say('sos.silent')}</span></label></p>`

/** Place and words; the words are the last of what is sent. */
const details = ({ say }: View): Html => html`<p class="hint">${say('sos.optional')}</p>
<p><label for="place">${say('sos.place')}</label><input id="place" name="place" maxlength="500" autocomplete="off"></p>
<p><label for="words">${say('sos.words')}</label><textarea id="words" name="words" dir="auto"></textarea></p>`

function askPage(view: View, named: string, keys: Keys): Html {
  const { say } = view
  const mission = view.pack.directory.missions.get(named)
  const carried: Record<string, string> = mission === undefined ? {} : { mission: mission.id }
  return page(view, {
    title: say('sos.title'),
    path: '/sos',
    method: 'get',
    carried,
    main: html`${extraStyle}<h1>${say('sos.title')}</h1>${numbers(view, mission)}
<form action="/sos" method="post">${hidden({ ...keys, ...carried, language: view.language })}<h2>${say('sos.choose')}</h2><p>${say('sos.lead')}</p>${silence(view)}
<ul class="kinds">${situations.map((situation) => html`<li><button name="situation" value="${situation}">${say(`situation.${situation}`)}</button></li>`)}</ul>
${details(view)}<p><button>${say('sos.send')}</button></p><p class="small quiet">${say('sos.kept')}</p></form><p><a href="/sos?about=other">${say('sos.other.link')}</a></p>`,
  })
}

/** The same for somebody else: who it is, what happened and where, and how its sender is reached. */
function otherPage(view: View, keys: Keys): Html {
  const { say } = view
  const line = (name: string, label: Parameters<typeof say>[0]) =>
    html`<p><label for="${name}">${say(label)}</label><input id="${name}" name="${name}" maxlength="300" autocomplete="off"></p>`
  return page(view, {
    title: say('sos.other.title'),
    path: '/sos',
    method: 'get',
    carried: { about: 'other' },
    main: html`${extraStyle}<h1>${say('sos.other.title')}</h1><p>${say('sos.other.lead')}</p>
<form action="/sos" method="post">${hidden({ ...keys, about: 'other', language: view.language })}${line('aboutName', 'sos.other.name')}
<p><label for="situation">${say('sos.other.what')}</label><select id="situation" name="situation"><option value=""></option>${situations.map((situation) => html`<option value="${situation}">${say(`situation.${situation}`)}</option>`)}</select></p>
${line('place', 'sos.other.place')}${line('senderName', 'sos.other.sender')}${line('senderContact', 'sos.other.contact')}
<p><label for="words">${say('sos.other.words')}</label><textarea id="words" name="words" dir="auto"></textarea></p>
<p><button>${say('sos.send')}</button></p><p class="small quiet">${say('sos.other.kept')}</p></form>${numbers(view, undefined)}`,
  })
}

type At = (instant: string) => string

function titleOf({ told, readAt, readBy, storedAt }: ReportState, say: View['say'], at: At): string {
  if (told === 'received') return say('sos.received')
  if (readAt === null) return say('sos.stored', { time: at(storedAt) })
  return say('sos.read', { number: String(readBy), time: at(readAt) })
}

/** What officers share of the person with whoever reported about her, with her word. */
const sharedWords = ({ shared }: ReportState, say: View['say'], at: At): Html | string =>
  shared.length === 0
    ? ''
    : html`<h2>${say('sos.shared')}</h2>${shared.map((each) => html`<p dir="auto">${say('sos.shared.at', { time: at(each.at), text: each.text })}</p>`)}`

/** What became of a report: nothing is claimed but what happened. */
function statePage(view: View, state: ReportState, keys: Keys): Html {
  const { say } = view
  const mission = view.pack.directory.missions.get(state.mission)
  const at = (instant: string): string => timeTold(instant, { zone: state.timeZone, now: view.now() })
  const title = titleOf(state, say, at)
  const lines = [
    ...(state.readAt === null && state.told !== 'received' ? [] : [say('sos.stored-at', { time: at(state.storedAt) })]),
    ...(state.calledAt === null ? [] : [say('sos.called', { time: at(state.calledAt) })]),
    ...(state.nextWordAt === null ? [] : [say('sos.next', { time: at(state.nextWordAt) })]),
    say('sos.reference', { reference: state.reference }),
    say('sos.to', { mission: inLanguage(view, mission?.name ?? view.pack.info.ministry) }),
    say('sos.zone', { zone: mission === undefined ? 'UTC' : inLanguage(view, mission.city) }),
  ]
  const looking = { ...keys, language: view.language, look: '1' }
  return page(view, {
    title,
    path: '/sos',
    method: 'post',
    carried: { ...keys, look: '1' },
    main: html`${extraStyle}<h1 class="told ${state.readAt === null && state.told !== 'received' ? '' : 'read'}">${title}</h1>${lines.map((line) => html`<p>${line}</p>`)}${sharedWords(state, say, at)}
<form action="/sos" method="post">${hidden(looking)}<p><button>${say('sos.look')}</button></p></form><p><strong>${say('sos.waiting')}</strong></p>${numbers(view, mission)}
<form action="/sos" method="post">${hidden({ ...keys, language: view.language, mission: mission?.id ?? '' })}<h2>${say('sos.more')}</h2>${silence(view)}${details(view)}<p><button>${say('sos.send')}</button></p></form>`,
  })
}

/** Nothing was stored, or nothing was found: the numbers, and the same form again. */
const lostPage = (view: View, sentence: 'sos.not-stored' | 'sos.unknown', keys: Keys): Html =>
  page(view, {
    title: view.say(sentence),
    path: '/sos',
    method: 'get',
    carried: {},
    main: html`${extraStyle}<h1 class="told">${view.say(sentence)}</h1>${numbers(view, undefined)}<form action="/sos" method="post">${hidden({ ...keys, language: view.language })}${details(view)}<p><button>${view.say('sos.send')}</button></p></form>`,
  })
