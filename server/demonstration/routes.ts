import { setClock } from '@consular/api'
import { ok, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'

/** What only a demonstration has, beside its officers and its mailbox: a clock that can be moved. */
export const demonstrationRoutes = (context: Context): readonly Route[] => [
  bind(setClock, async ({ body }) => {
    if (context.setClock === null) return refuse('demonstration.clock-fixed')
    context.setClock(Temporal.Instant.from(body.now))
    for (const job of ['check-submitted', 'keep-deadlines', 'send-letters'] as const) context.nudge(job)
    return ok({ now: context.now().toString() })
  }),
]
