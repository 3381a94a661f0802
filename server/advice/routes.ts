import * as api from '@consular/api'
import { callerOf } from '../account/index.ts'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { listCurrentAdvice, readCountryAdvice } from './country-card.ts'
import { moveDraft } from './move-draft.ts'
import { listAdvice, openAdvice } from './read-advice.ts'
import { saveDraft } from './save-draft.ts'
import { subscribe } from './subscribe.ts'

/** Travel advice: everybody reads it; at the ministry one officer writes and another one approves. */
export const adviceRoutes = (context: Context): readonly Route[] => [
  bind(api.listCurrentAdvice, () => listCurrentAdvice(context)),
  bind(api.readCountryAdvice, ({ params }) => readCountryAdvice(context, params.country)),
  bind(api.subscribeToAdvice, ({ params, body, http }) =>
    subscribe(context, { ...body, id: params.adviceSubscription, network: callerOf(context, http).network }),
  ),
  bind(api.listAdvice, ({ session }) => listAdvice(context, session)),
  bind(api.openAdvice, ({ session, params }) => openAdvice(context, session, params.advice)),
  bind(api.saveAdviceDraft, ({ session, params, body }) =>
    saveDraft(context, { session, advice: params.advice, draft: params.adviceDraft, body }),
  ),
  bind(api.moveAdviceDraft, ({ session, params, body }) =>
    moveDraft(context, { session, advice: params.advice, draft: params.adviceDraft, body }),
  ),
]
