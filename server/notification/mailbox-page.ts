import { chooseLanguage, formatter, type Language, languageNames, languages, type Say } from '@consular/messages'
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { html, raw } from 'hono/html'
import type { Context } from '../context.ts'
import { type CaughtLetter, mostLetters, readMailbox } from './mailbox.ts'
import { writeInstant } from './render.ts'

const path = '/demonstration/mailbox'

/** The mailbox of a demonstration as a page that needs no JavaScript; in production there is none. */
export function mailboxPage(context: Context): Hono {
  const app = new Hono()
  if (context.config.mode !== 'demonstration') return app
  app.get(path, async (http) => {
    const asked = http.req.query('language')
    const language = chooseLanguage(http.req.header('accept-language'), asked ?? getCookie(http, 'language') ?? null)
    const to = http.req.query('to')?.trim() ?? ''
    http.header('cache-control', 'no-store')
    return http.html(page({ language, to, letters: await readMailbox(context, to) }))
  })
  return app
}

interface View {
  readonly language: Language
  readonly to: string
  readonly letters: readonly CaughtLetter[]
}

const addressOf = (query: { readonly [name: string]: string }): string => {
  const given = Object.entries(query).filter(([, value]) => value !== '')
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

function page(view: View) {
  const say = formatter(view.language, ['letters', 'common'])
  const others = languages.filter((language) => language !== view.language)
  return html`<!doctype html>
<html lang="${view.language}">
<head><meta charset="utf-8"><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${say('mailbox.title')} · ${say('service.name')}</title><style>${raw(style)}</style></head>
<body>
<header><p class="banner">${say('service.demonstration')}</p><div class="bar"><p class="name">${say('service.name')}</p><nav>${others.map((language) => html`<a href="${addressOf({ language, to: view.to })}" lang="${language}" hreflang="${language}">${languageNames[language]}</a>`)}</nav></div></header>
<main>
<h1>${say('mailbox.title')}</h1>
<p>${say('mailbox.lead')}</p>
${filter(view, say)}
${view.letters.length === 0 ? html`<p class="none">${say('mailbox.none')}</p>` : html`<p class="hint">${say('mailbox.newest', { most: mostLetters })}</p><ol>${view.letters.map((letter) => item(letter, view.language, say))}</ol>`}
</main>
</body>
</html>`
}

const filter = ({ language, to }: View, say: Say) => html`<form action="${path}" method="get">
<label for="to">${say('mailbox.to')}</label>
<input type="hidden" name="language" value="${language}">
<input id="to" name="to" type="email" value="${to}" autocomplete="off" autocapitalize="none" spellcheck="false">
<button>${say('mailbox.filter')}</button>
<p class="links">${to === '' ? '' : html`<a href="${addressOf({ language })}">${say('mailbox.all')}</a> `}<a href="${addressOf({ language, to })}">${say('mailbox.refresh')}</a></p>
</form>`

const item = (letter: CaughtLetter, language: Language, say: Say) => html`<li><article>
<h2 lang="${letter.language}">${letter.subject}</h2>
<p class="hint">${letter.to} · <time datetime="${letter.at}">${writeInstant(letter.at, 'UTC', language)}</time></p>
${letter.code === null ? '' : html`<p class="code"><span>${say('mailbox.code')}</span> <strong>${letter.code}</strong></p>`}
<p class="text" lang="${letter.language}">${letter.text}</p>
</article></li>`

const style = `
:root{color-scheme:light;font:17px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#14212b;background:#fff}
*{box-sizing:border-box}body{margin:0}
.banner{margin:0;padding:.5rem 1rem;background:#fff3c4;border-bottom:1px solid #8a6d00;font-weight:600}
header{border-bottom:1px solid #c5ced6}.bar,main{max-width:46rem;margin:0 auto;padding:0 1rem}
.bar{display:flex;justify-content:space-between;align-items:center}
.name{font-weight:600;margin:.75rem 0}nav a{display:inline-block;padding:.75rem .25rem}
h1{font-size:1.7rem;line-height:1.25;margin:1.5rem 0 .5rem}h2{font-size:1.15rem;line-height:1.35;margin:0;overflow-wrap:anywhere}
a{color:#0b4f8a}a:focus-visible,input:focus-visible,button:focus-visible{outline:3px solid #f2b705;outline-offset:2px}
form{margin:1.25rem 0;padding:1rem;background:#f1f4f7;border-radius:6px}label{display:block;font-weight:600}
input[type=email]{font:inherit;width:100%;max-width:24rem;min-height:2.75rem;padding:.4rem .6rem;border:2px solid #14212b;border-radius:4px;margin:.25rem .5rem .5rem 0}
button{font:inherit;font-weight:600;min-height:2.75rem;padding:.4rem 1rem;color:#fff;background:#0b4f8a;border:0;border-radius:4px;cursor:pointer}
.links{margin:.5rem 0 0}.links a{display:inline-block;padding:.5rem 1rem .5rem 0}
.hint{color:#47565f;margin:.25rem 0;overflow-wrap:anywhere}ol{list-style:none;margin:0;padding:0}
article{border:1px solid #c5ced6;border-radius:6px;padding:1rem;margin:0 0 1rem}
.code{margin:.75rem 0;padding:.5rem .75rem;background:#e8f1ea;border-left:4px solid #1e6b3a}.code strong{font-size:1.7rem;letter-spacing:.12em;margin-left:.5rem;user-select:all}
.text{white-space:pre-line;margin:.5rem 0 0;overflow-wrap:anywhere}
`
