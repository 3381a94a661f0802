import * as api from '@consular/api'
import { ok } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { actOnCase, triageCase } from './act-on-case.ts'
import { handOverShift, interruptDuty, listShifts, planShift, readBoard } from './duty.ts'
import { readCase } from './read-case.ts'
import { readReportState } from './report-state.ts'
import { incomingFrom, storeReport } from './store-report.ts'

/** Binds what people in trouble and officers on duty do. No door of a report asks who comes, and none counts how often. */
export const assistanceRoutes = (context: Context): readonly Route[] => [
  bind(api.sendReport, async ({ params, body }) => ok(await storeReport(context, incomingFrom(params.report, body)))),
  bind(api.readReportState, ({ params, body }) =>
    readReportState(context, { phoneId: params.report, secret: body.secret }),
  ),
  bind(api.readDutyBoard, ({ query, session }) => readBoard(context, session, query.mission)),
  bind(api.readCase, ({ params, session }) => readCase(context, session, params.assistance)),
  bind(api.triageCase, ({ params, body, session }) => triageCase(context, session, { ...body, id: params.assistance })),
  bind(api.actOnCase, ({ params, body, session }) => actOnCase(context, session, { ...body, id: params.assistance })),
  bind(api.listShifts, ({ query, session }) => listShifts(context, session, query.mission)),
  bind(api.planShift, ({ params, body, session }) => planShift(context, session, { ...body, id: params.shift })),
  bind(api.handOverShift, ({ params, body, session }) =>
    handOverShift(context, session, { id: params.shift, note: body.note }),
  ),
  bind(api.interruptDuty, ({ body, session }) => interruptDuty(context, session, body)),
]
