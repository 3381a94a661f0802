import * as api from '@consular/api'
import { ok } from '@consular/domain/shared'
import type { Context } from '../../context.ts'
import { bind, type Route } from '../../http/bind.ts'
import { acknowledgeDelivery } from './acknowledge-delivery.ts'
import { decideRecall } from './decide-recall.ts'
import { familiesOf } from './families.ts'
import { fetchDelivery } from './fetch-delivery.ts'
import { giveUpCertificate } from './give-up-certificate.ts'
import { issueCertificate } from './issue-certificate.ts'
import { issueForSource } from './issue-for-source.ts'
import { stateView } from './issued.ts'
import { listRecalls } from './list-recalls.ts'
import { proposeRecall } from './propose-recall.ts'
import { readStatistics } from './read-statistics.ts'
import { certificatesOf } from './store.ts'

/** Binds the issuing of certificates: the citizen's side, the sources', and the officers' recalls and counts. */
export const issuingRoutes = (context: Context): readonly Route[] => [
  bind(api.adviseFamilies, async ({ params: { country } }) => ok({ country, families: [...familiesOf(country)] })),
  bind(api.issueCertificate, ({ params, body, session }) =>
    issueCertificate(context, {
      ...params,
      account: session.account,
      records: body.records,
      wish: body.wish,
      holderKey: body.holderKey ?? null,
    }),
  ),
  bind(api.listCertificates, async ({ session }) =>
    ok({ certificates: (await certificatesOf(context.database, session.account)).map(stateView) }),
  ),
  bind(api.fetchDelivery, ({ params, session }) => fetchDelivery(context, { ...params, account: session.account })),
  bind(api.acknowledgeDelivery, ({ params, session }) =>
    acknowledgeDelivery(context, { ...params, account: session.account }),
  ),
  bind(api.giveUpCertificate, ({ params, session }) =>
    giveUpCertificate(context, { ...params, account: session.account }),
  ),
  bind(api.issueForSource, ({ body, session }) => issueForSource(context, session, body.certificates)),
  bind(api.listRecalls, ({ query, session }) => listRecalls(context, session, query.mission)),
  bind(api.proposeRecall, ({ params, body, session }) => proposeRecall(context, session, { ...params, ...body })),
  bind(api.decideRecall, ({ params, body, session }) => decideRecall(context, session, { ...params, ...body })),
  bind(api.healthStatistics, ({ query, session }) => readStatistics(context, session, query.mission)),
]
