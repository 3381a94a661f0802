import * as api from '@consular/api'
import { ok } from '@consular/domain/shared'
import type { Context as HttpContext } from 'hono'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { actOnCase, triageCase } from './act-on-case.ts'
import { assignCase } from './assign-case.ts'
import { describeCase } from './describe-case.ts'
import { handOverShift, interruptDuty, listShifts, planShift, readBoard } from './duty.ts'
import { keepContact } from './keep-contact.ts'
import { acknowledgeCost, enterCost } from './keep-costs.ts'
import { keepWord } from './keep-word.ts'
import { mergeCase } from './merge-case.ts'
import { moveCase } from './move-case.ts'
import { noteDetention } from './note-detention.ts'
import { noteVisit } from './note-visit.ts'
import { openMedia, serveMedia } from './open-media.ts'
import { readCase } from './read-case.ts'
import { beginMedia, continueMedia } from './receive-media.ts'
import { readReportState } from './report-state.ts'
import { letIn, sealCase } from './seal-case.ts'
import { searchCases, similarCases } from './search-cases.ts'
import { settleTask } from './settle-task.ts'
import { shareWithSender } from './share-with-sender.ts'
import { readStatistics } from './statistics.ts'
import { incomingFrom, storeReport } from './store-report.ts'

/** Binds what people in trouble and officers on duty do. No door of a report asks who comes, and none counts how often. */
export const assistanceRoutes = (context: Context): readonly Route[] => [
  bind(api.sendReport, async ({ params, body }) => ok(await storeReport(context, incomingFrom(params.report, body)))),
  bind(api.readReportState, ({ params, body }) =>
    readReportState(context, { phoneId: params.report, secret: body.secret }),
  ),
  ...mediaOfReports(context),
  bind(api.readDutyBoard, ({ query, session }) => readBoard(context, session, query.mission)),
  bind(api.readCase, ({ params, session }) => readCase(context, session, params.assistance)),
  bind(api.triageCase, ({ params, body, session }) => triageCase(context, session, { ...body, id: params.assistance })),
  bind(api.actOnCase, ({ params, body, session }) => actOnCase(context, session, { ...body, id: params.assistance })),
  ...acts(context),
  bind(api.listSimilarCases, ({ params, session }) => similarCases(context, session, params.assistance)),
  bind(api.searchCases, ({ body, session }) => searchCases(context, session, body)),
  bind(api.listShifts, ({ query, session }) => listShifts(context, session, query.mission)),
  bind(api.planShift, ({ params, body, session }) => planShift(context, session, { ...body, id: params.shift })),
  bind(api.handOverShift, ({ params, body, session }) =>
    handOverShift(context, session, { id: params.shift, note: body.note }),
  ),
  bind(api.interruptDuty, ({ body, session }) => interruptDuty(context, session, body)),
]

/** The secret of a report, where it stands in no address and in no log. */
const secretOf = (http: HttpContext): string => http.req.header('authorization')?.replace(/^Bearer /i, '') ?? ''

/** Voice notes and photographs: what their sender sends, and what an officer hears and sees. */
const mediaOfReports = (context: Context): readonly Route[] => [
  bind(api.beginMedia, ({ params, body, http }) => beginMedia(context, { ...params, secret: secretOf(http) }, body)),
  bind(api.continueMedia, ({ params, query, body, http }) =>
    continueMedia(context, { ...params, secret: secretOf(http) }, { ...query, bytes: body }),
  ),
  bind(api.openMedia, async ({ params: { assistance: id, media }, session, http }) => {
    const opened = await openMedia(context, session, { id, media })
    return opened.ok ? ok(serveMedia(http, opened.value)) : opened
  }),
]

/** What an officer does in a case that is open before her. */
const acts = (context: Context): readonly Route[] => [
  bind(api.describeCase, ({ params, body, session }) =>
    describeCase(context, session, { ...body, id: params.assistance }),
  ),
  bind(api.assignCase, ({ params, body, session }) => assignCase(context, session, { ...body, id: params.assistance })),
  bind(api.moveCase, ({ params, body, session }) => moveCase(context, session, { ...body, id: params.assistance })),
  bind(api.settleTask, ({ params, body, session }) => settleTask(context, session, { ...body, id: params.assistance })),
  bind(api.keepContact, ({ params, body, session }) =>
    keepContact(context, session, { ...body, id: params.assistance }),
  ),
  bind(api.enterCost, ({ params, body, session }) => enterCost(context, session, { ...body, id: params.assistance })),
  bind(api.acknowledgeCost, ({ params, body, session }) =>
    acknowledgeCost(context, session, { ...body, id: params.assistance }),
  ),
  bind(api.noteDetention, ({ params, body, session }) =>
    noteDetention(context, session, { ...body, id: params.assistance }),
  ),
  bind(api.noteVisit, ({ params, body, session }) => noteVisit(context, session, { ...body, id: params.assistance })),
  bind(api.keepWord, ({ params, body, session }) => keepWord(context, session, { ...body, id: params.assistance })),
  bind(api.shareWithSender, ({ params, body, session }) =>
    shareWithSender(context, session, { ...body, id: params.assistance }),
  ),
  bind(api.mergeCase, ({ params, body, session }) => mergeCase(context, session, { ...body, id: params.assistance })),
  bind(api.sealCase, ({ params, body, session }) => sealCase(context, session, { ...body, id: params.assistance })),
  bind(api.readProtectionStatistics, ({ query, session }) =>
    readStatistics(context, session, { year: Number(query.year), purpose: query.purpose }),
  ),
  bind(api.letIn, ({ params, body, session }) => letIn(context, session, { ...body, id: params.assistance })),
]
