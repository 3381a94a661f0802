import { readConfiguration, readHealth } from '@consular/api'
import { ok, refuse } from '@consular/domain/shared'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { bind, type Route } from './bind.ts'

/** What kind of service this is, and whether it is ready. */
export const configurationRoutes = (context: Context): readonly Route[] => [
  bind(readConfiguration, async () =>
    ok({
      mode: context.config.mode,
      pack: context.config.pack,
      sendingState: context.pack.info.sendingState,
      ministry: { 'zh-Hans': context.pack.info.ministry.zh, en: context.pack.info.ministry.en },
      languages: [...context.pack.info.languages],
      now: context.now().toString(),
    }),
  ),
  bind(readHealth, async () => {
    const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM migration`.execute(
      context.database,
    )
    return rows[0] && rows[0].count > 0 ? ok({ ready: true }) : refuse('service.unavailable')
  }),
]
