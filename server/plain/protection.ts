import { AssistanceTypeCode, type ProtectionCell, worldRegions } from '@consular/domain/assistance'
import { formatter } from '@consular/messages'
import { Hono, type Context as HttpContext } from 'hono'
import { html, raw } from 'hono/html'
import { publicTable } from '../assistance/index.ts'
import type { Context } from '../context.ts'
import { adviceView } from './advice-view.ts'
import { page, unknownPage } from './page.ts'
import type { Html, View } from './view.ts'

/** How long anybody may keep a table without asking again, in seconds. */
const freshFor = 3600

/** What everybody may read of a year of consular protection: a page and a file, the same for all who ask. No cookie is read or set. */
export function protectionPages(context: Context): Hono {
  const app = new Hono()
  app.get('/protection/:year', async (http) => {
    const [, digits, isFile] = /^(20\d\d)(\.csv)?$/.exec(http.req.param('year')) ?? []
    const cells = digits === undefined ? null : await publicTable(context, Number(digits))
    const view = protectionView(context, http)
    if (cells === null || digits === undefined) return http.html(unknownPage(view, '/missions'), 404)
    http.header('cache-control', `public, max-age=${freshFor}`)
    if (isFile === undefined) {
      http.header('vary', 'accept-language')
      return http.html(yearPage(view, digits, cells))
    }
    return http.body(csvOf(cells), 200, { 'content-type': 'text/csv; charset=utf-8' })
  })
  return app
}

function protectionView(context: Context, http: HttpContext): View {
  const view = adviceView(context, http)
  return { ...view, say: formatter(view.language, ['protection', 'cases', 'plain', 'common']) }
}

const measures = ['read', 'contact', 'resolve'] as const

/** The table as a file: a line for each kind and part of the world of which there was any case; what is hidden is empty. Minutes. */
function csvOf(cells: readonly ProtectionCell[]): string {
  const heads = measures.flatMap((name) => [`${name}-median-minutes`, `${name}-90th-minutes`])
  const lines = cells.map(({ type, place, count, measures: of }) =>
    [type, place, count, ...measures.flatMap((name) => [of?.[name]?.median, of?.[name]?.ninetieth])]
      .map((value) => value ?? '')
      .join(','),
  )
  return [`type,region,cases,${heads.join(',')}`, ...lines, ''].join('\r\n')
}

const tableStyle = html`<style>${raw('table{border-collapse:collapse;width:100%}th,td{padding:6px 8px;text-align:right;border-top:1px solid var(--line);vertical-align:top}th[scope=row],caption{text-align:left}.wide{overflow-x:auto}')}</style>`

function yearPage(view: View, year: string, cells: readonly ProtectionCell[]): Html {
  const { say, language } = view
  const at = new Map(cells.map((cell) => [`${cell.type} ${cell.place}`, cell]))
  const regions = worldRegions.filter((region) => cells.some(({ place }) => place === region))
  const types = AssistanceTypeCode.options.filter((type) => cells.some((cell) => cell.type === type))
  const title = say('protection.title', { year })
  return page(view, {
    title,
    path: `/protection/${year}`,
    method: 'get',
    carried: {},
    main: html`${tableStyle}<h1>${title}</h1><p>${say('protection.about')}</p>
${
  types.length === 0
    ? html`<p>${say('protection.none')}</p>`
    : html`<div class="wide" tabindex="0" role="region" aria-label="${title}"><table><caption class="small">${say('protection.caption')}</caption><thead><tr><th scope="col">${say('protection.type')}</th>${regions.map((region) => html`<th scope="col">${say(`protection.region.${region}`)}</th>`)}</tr></thead>
<tbody>${types.map((type) => html`<tr><th scope="row">${say(`case.type.${type}`)}</th>${regions.map((region) => html`<td>${shown(view, at.get(`${type} ${region}`))}</td>`)}</tr>`)}</tbody></table></div>`
}
<p class="after"><a href="/protection/${year}.csv">${say('protection.file')}</a></p><p class="small quiet" lang="${language}">${say('protection.hidden')}</p>`,
  })
}

function shown({ say, language }: View, cell: ProtectionCell | undefined): Html | string {
  if (cell === undefined) return '–'
  if (cell.count === null) return say('protection.few')
  const number = (value: number): string => new Intl.NumberFormat(language).format(value)
  const read = cell.measures?.read
  if (!read) return number(cell.count)
  return html`${number(cell.count)}<br><span class="small quiet">${say('protection.minutes', { median: number(read.median), ninetieth: number(read.ninetieth) })}</span>`
}
