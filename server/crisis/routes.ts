import * as api from '@consular/api'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { closeCrisis } from './close.ts'
import { decideProposal, listCrises, proposeCrisis, readCrisis, widenCrisis } from './declare.ts'
import { answerOwnCrisis, listOwnCrises } from './household.ts'
import { listIncoming, settleMessage } from './incoming.ts'
import { exportManifest, syncCheckIns } from './manifest.ts'
import { answerForPerson, leavePerson, listCrisisPersonsFor, takeNextCall } from './persons.ts'
import { pushKey, subscribe, unsubscribe } from './push.ts'
import { listRelatives, settleRelative, takeReportByPhone } from './relatives.ts'

/** Binds what officers do in a crisis, and what a person in one says of herself. */
export const crisisRoutes = (context: Context): readonly Route[] => [
  bind(api.listCrises, ({ query, session }) => listCrises(context, session, query.mission)),
  bind(api.proposeCrisis, ({ params, body, session }) => proposeCrisis(context, { session, body, ...params })),
  bind(api.readCrisis, ({ params, session }) => readCrisis(context, session, params.crisis)),
  bind(api.decideCrisisProposal, ({ params, body, session }) => decideProposal(context, { session, body, ...params })),
  bind(api.widenCrisis, ({ params, body, session }) => widenCrisis(context, { session, body, ...params })),
  bind(api.closeCrisis, ({ params, body, session }) => closeCrisis(context, { session, ...params, ...body })),
  bind(api.listCrisisPersons, ({ params, body, session }) =>
    listCrisisPersonsFor(context, { session, body, ...params }),
  ),
  bind(api.takeNextCall, ({ params, session }) => takeNextCall(context, { session, ...params })),
  bind(api.answerForPerson, ({ params, body, session }) => answerForPerson(context, { session, body, ...params })),
  bind(api.leavePerson, ({ params, body, session }) => leavePerson(context, { session, ...params, ...body })),
  bind(api.listIncomingMessages, ({ params, session }) => listIncoming(context, { session, ...params })),
  bind(api.settleIncomingMessage, ({ params, body, session }) => settleMessage(context, { session, body, ...params })),
  bind(api.listRelativeReports, ({ params, session }) => listRelatives(context, { session, ...params })),
  bind(api.takeRelativeReport, ({ params, body, session }) =>
    takeReportByPhone(context, session, {
      id: params.relative,
      crisis: params.crisis,
      language: 'zh-Hans',
      report: body,
    }),
  ),
  bind(api.settleRelativeReport, ({ params, body, session }) =>
    settleRelative(context, { session, ...params, ...body }),
  ),
  bind(api.exportManifest, ({ params, session }) => exportManifest(context, { session, ...params })),
  bind(api.syncCheckIns, ({ params, body, session }) => syncCheckIns(context, { session, ...params, ...body })),
  bind(api.listOwnCrises, ({ session }) => listOwnCrises(context, session.account)),
  bind(api.answerOwnCrisis, ({ params, body, session }) =>
    answerOwnCrisis(context, { account: session.account, ...params, ...body }),
  ),
  bind(api.readPushKey, () => pushKey(context)),
  bind(api.savePushSubscription, ({ body, session }) => subscribe(context, session.account, body)),
  bind(api.forgetPushSubscriptions, ({ session }) => unsubscribe(context, session.account)),
]
