import * as api from '@consular/api'
import { ok, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import type { OfficerSession } from '../http/session.ts'
import { accept } from './accept.ts'
import { approve } from './approve.ts'
import { findFile } from './find-file.ts'
import { openFile } from './open-file.ts'
import { loadOwn } from './own.ts'
import { proposeRefusal } from './propose-refusal.ts'
import { readQueue } from './read-queue.ts'
import { recommend } from './recommend.ts'
import { recordScan } from './record-scan.ts'
import { refuseApplication } from './refuse-application.ts'
import { resolveWarning } from './resolve-warning.ts'
import { returnForCorrection } from './return-for-correction.ts'
import { saveDraft } from './save-draft.ts'
import { sendBack } from './send-back.ts'
import { companion, fromBeside, ofAccount } from './store.ts'
import { submit } from './submit.ts'
import { applicationView } from './view.ts'
import { discard, withdraw } from './withdraw.ts'

/** Binds the applicant's side of the contract. */
export const applicationRoutes = (context: Context): readonly Route[] => [
  bind(api.listMyApplications, async ({ session }) =>
    ok({
      applications: (await ofAccount(context.database, session.account)).map((stored) =>
        applicationView(context, stored),
      ),
    }),
  ),
  bind(api.saveDraft, ({ params, body, session }) =>
    saveDraft(context, { ...body, ...params, account: session.account }),
  ),
  bind(api.readMyApplication, async ({ params, session }) => {
    const own = await loadOwn(context.database, context, { ...params, account: session.account })
    return own.ok ? ok(applicationView(context, own.value)) : refuse(own.refusal.code)
  }),
  bind(
    api.submitApplication,
    ({ params, session, beside }) => submit(context, { ...params, account: session.account }, fromBeside(beside)),
    ({ application }) => companion(application),
  ),
  bind(api.withdrawApplication, ({ params, session }) => withdraw(context, { ...params, account: session.account })),
  bind(api.discardDraft, ({ params, session }) => discard(context, { ...params, account: session.account })),
]

interface Decided {
  readonly params: { readonly application: string }
  readonly body: { readonly version: number }
  readonly session: OfficerSession
}

const decisionOf = ({ params, body, session }: Decided) => ({
  session,
  application: params.application,
  version: body.version,
})

/** Binds the officers' side of the contract. */
export const workbenchRoutes = (context: Context): readonly Route[] => [
  bind(api.readQueue, ({ query, session }) => readQueue(context, session, query)),
  bind(api.openFile, ({ params, query, session }) => openFile(context, session, { ...params, ...query })),
  bind(api.findFile, ({ params, session }) => findFile(context, session, params.reference)),
  bind(api.acceptApplication, (request) => accept(context, decisionOf(request))),
  bind(api.returnApplication, (request) => returnForCorrection(context, decisionOf(request), request.body.defects)),
  bind(api.recordScannedMrz, (request) => recordScan(context, decisionOf(request), request.body.mrz)),
  bind(api.resolveWarning, (request) =>
    resolveWarning(context, decisionOf(request), { id: request.params.warning, reason: request.body.reason }),
  ),
  bind(api.recommendApproval, (request) => recommend(context, decisionOf(request))),
  bind(api.proposeRefusal, (request) => proposeRefusal(context, decisionOf(request), request.body)),
  bind(api.sendBack, (request) => sendBack(context, decisionOf(request), request.body.reason)),
  bind(api.approveApplication, (request) => approve(context, decisionOf(request))),
  bind(api.refuseApplication, (request) => refuseApplication(context, decisionOf(request))),
]
