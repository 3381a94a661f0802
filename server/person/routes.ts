import { exportMyData, exportMyDataAsPdf, listAccessEvents } from '@consular/api'
import { ok } from '@consular/domain/shared'
import type { Context as HttpContext } from 'hono'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { accessEvents } from './access-events.ts'
import { exportOwnData } from './export.ts'
import { ownDataPdf } from './pdf.ts'

/** As many accesses as a screen shows; the export has all. */
const mostOnScreen = 500

/** One's own data: who opened my file, and everything that is held. */
export const personRoutes = (context: Context): Route[] => [
  bind(listAccessEvents, async ({ session }) =>
    ok({ events: await accessEvents(context.database, session.account, mostOnScreen) }),
  ),
  bind(exportMyData, async ({ session, http }) => {
    const data = await exportOwnData(context, session.account, 'json')
    asFile(http, 'application/json', `my-data-${dayOf(data.exportedAt)}.json`)
    return ok(new TextEncoder().encode(JSON.stringify(data, null, 2)))
  }),
  bind(exportMyDataAsPdf, async ({ session, query, http }) => {
    const data = await exportOwnData(context, session.account, 'pdf')
    asFile(http, 'application/pdf', `my-data-${dayOf(data.exportedAt)}.pdf`)
    return ok(await ownDataPdf(context, data, query.language ?? session.language))
  }),
]

const dayOf = (at: string): string => at.slice(0, 10)

function asFile(http: HttpContext, type: string, name: string): void {
  http.header('content-type', type)
  http.header('content-disposition', `attachment; filename="${name}"`)
}
