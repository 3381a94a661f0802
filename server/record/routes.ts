import * as api from '@consular/api'
import { ok } from '@consular/domain/shared'
import { callerOf } from '../account/index.ts'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { listQueue, openDocument } from './check-documents.ts'
import { claimRecord } from './claim-record.ts'
import { decideDocument } from './decide-document.ts'
import { listDocumentsOf, sendDocument } from './send-document.ts'
import { sendPart } from './send-part.ts'
import { sendRecord } from './send-record.ts'
import { listSources, registerSource, renewSourceKey, setSourceActive } from './sources.ts'
import { recordsOfAccount } from './store.ts'
import { beginUpload, uploadView } from './uploads.ts'
import { recordView } from './view.ts'
import { withdrawRecord } from './withdraw-record.ts'

/** Binds what laboratories and clinics, holders and officers do with health records. */
export const recordRoutes = (context: Context): readonly Route[] => [
  ...sourceRoutes(context),
  ...holderRoutes(context),
  ...officeRoutes(context),
]

const sourceRoutes = (context: Context): readonly Route[] => [
  bind(api.sendHealthRecord, ({ params, body, session }) => sendRecord(context, session, { ...params, ...body })),
  bind(api.withdrawHealthRecord, ({ params, session }) => withdrawRecord(context, session, params.record)),
  bind(api.beginHealthUpload, ({ params, body, session }) => beginUpload(context, session, { ...params, ...body })),
  bind(api.sendHealthUploadPart, ({ params, body, session }) =>
    sendPart(context, session, { upload: params.upload, part: Number(params.part), signed: body.signed }),
  ),
  bind(api.readHealthUpload, ({ params, session }) => uploadView(context.database, session, params.upload)),
]

const holderRoutes = (context: Context): readonly Route[] => [
  bind(api.listHealthRecords, async ({ session }) =>
    ok({ records: (await recordsOfAccount(context.database, session.account)).map(recordView) }),
  ),
  bind(api.claimHealthRecord, ({ body, session, http }) =>
    claimRecord(context, { ...body, account: session.account, caller: callerOf(context, http) }),
  ),
  bind(api.sendHealthDocument, ({ params, body, session }) =>
    sendDocument(context, { ...body, id: params.document, account: session.account }),
  ),
  bind(api.listHealthDocuments, ({ session }) => listDocumentsOf(context, session.account)),
]

const officeRoutes = (context: Context): readonly Route[] => [
  bind(api.listSources, ({ query, session }) => listSources(context, session, query.mission)),
  bind(api.registerSource, ({ params, body, session }) =>
    registerSource(context, session, { ...body, id: params.source }),
  ),
  bind(api.renewSourceKey, ({ params, session }) => renewSourceKey(context, session, params.source)),
  bind(api.setSourceActive, ({ params, body, session }) => setSourceActive(context, session, { ...params, ...body })),
  bind(api.listDocuments, ({ query, session }) => listQueue(context, session, query.mission)),
  bind(api.openDocument, ({ params, session }) => openDocument(context, session, params.document)),
  bind(api.decideDocument, ({ params, body, session }) => decideDocument(context, session, { ...params, ...body })),
]
