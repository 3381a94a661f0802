import { differenceBetween, type FieldDifference } from '@consular/domain/advice'
import { html } from 'hono/html'
import { type VersionRecord, versionBefore } from '../advice/index.ts'
import type { Context } from '../context.ts'
import { inTongue, level, levelStyle, moment, paragraphs } from './advice-pages.ts'
import { page } from './page.ts'
import { countryName, type Html, inLanguage, type View } from './view.ts'

/** A field's change in the reader's language; codes and moments as she reads them. */
function change(view: View, context: Context, { field, parts }: FieldDifference): Html {
  const { say } = view
  const written = (text: string): Html | string => {
    if (field === 'level') return level(view, context, text)
    if (field === 'validFrom' || field === 'validUntil') return moment(view, text)
    return field === 'category' ? say(`advice.category.${text}`) : text
  }
  // What stayed is not repeated: it stands in the version itself.
  const shown = parts.filter(({ kind }) => kind !== 'same')
  return html`<li><strong>${say(`advice.field.${field}`)}</strong>${shown.map(({ kind, text }) => (kind === 'gone' ? html`<br><span class="skip">${say('advice.gone')}</span><del>${written(text)}</del>` : html`<br><span class="skip">${say('advice.added')}</span><ins>${written(text)}</ins>`))}</li>`
}

function changes(
  view: View,
  context: Context,
  pair: { readonly row: VersionRecord; readonly before: VersionRecord },
): Html {
  const { say } = view
  const tag = view.language === 'en' ? 'en' : 'zh'
  const all = differenceBetween(pair.before.content, pair.row.content)
  const own = all.filter(({ language }) => language === null || language === tag)
  if (own.length === 0) return html`<p>${say(all.length === 0 ? 'advice.unchanged' : 'advice.unchanged.here')}</p>`
  return html`<ul class="rows">${own.map((field) => change(view, context, field))}</ul>`
}

/** Versions of a country's advice, the newest first: each with what it changed, the first ones whole. */
export function adviceHistoryPage(
  view: View,
  context: Context,
  { country, rows, most }: { readonly country: string; readonly rows: readonly VersionRecord[]; readonly most: number },
): Html {
  const { say } = view
  const title = say('advice.history.of', { country: countryName(view, country) })
  const entry = (row: VersionRecord): Html => {
    const before = versionBefore(
      rows.filter(({ advice_id }) => advice_id === row.advice_id),
      row,
    )
    const isWithdrawal = row.act === 'withdraw'
    return html`<article id="v${row.id}"><p>${level(view, context, row.content.level)} ${say(isWithdrawal ? 'advice.state.withdrawal' : `advice.state.${row.state}`)}</p><h2>${inLanguage(view, row.content.headline)}</h2>
<p class="quiet small">${say('advice.published', { time: moment(view, row.effective_at ?? row.written_at), number: row.number ?? 1 })}${row.ended_at === null || isWithdrawal ? '' : html`<br>${say('advice.ended', { time: moment(view, row.ended_at) })}`}</p>
${before === null || isWithdrawal || row.state === 'PUBLISHED' ? paragraphs(inLanguage(view, row.content.text)) : ''}${before === null || isWithdrawal ? '' : html`<h3>${say('advice.changes', { number: before.number ?? 1 })}</h3>${changes(view, context, { row, before })}`}</article>`
  }
  return page(view, {
    title,
    path: `/advice/${country}/history`,
    method: 'get',
    carried: {},
    main: html`${levelStyle}<h1>${title}</h1><p class="after"><a href="/advice/${country}${inTongue(view)}">${say('advice.now')}</a></p>
${rows.length === 0 ? html`<p>${say('advice.history.none')}</p>` : rows.slice(0, most).map(entry)}`,
  })
}
