import type { AnswerOf, listTrustHistory, listTrustSources, TrustListFile } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { newestEdition } from './edition-store.ts'
import { mayManage } from './manager.ts'
import { allSources, currentListOf, currentLists, findList, findSource, listsOf, openLists } from './store.ts'
import { rowOf, sourceView, viewList } from './view.ts'

/** All sources with the lists that count and those that wait. */
export async function readSources(
  { database }: Context,
  session: OfficerSession,
): Promise<Result<AnswerOf<typeof listTrustSources>>> {
  const may = mayManage(session)
  if (!may.ok) return may
  const [sources, current, open, edition] = await Promise.all([
    allSources(database),
    currentLists(database),
    openLists(database),
    newestEdition(database, 'trust'),
  ])
  return ok({
    edition,
    sources: sources.map((source) =>
      sourceView(source, {
        current: current.find(({ source_id }) => source_id === source.id) ?? null,
        open: open.filter(({ source_id }) => source_id === source.id),
      }),
    ),
  })
}

/** Every list of a source, with who and when. */
export async function readHistory(
  { database }: Context,
  { session, source }: { readonly session: OfficerSession; readonly source: string },
): Promise<Result<AnswerOf<typeof listTrustHistory>>> {
  const may = mayManage(session)
  if (!may.ok) return may
  if (!(await findSource(database, source))) return refuse('trust.source-unknown')
  const current = await currentListOf(database, source)
  return ok({ lists: (await listsOf(database, source)).map((list) => rowOf(list, current?.id ?? null)) })
}

/** A list beside the one that counts. */
export async function openList(
  { database }: Context,
  { session, list }: { readonly session: OfficerSession; readonly list: string },
): Promise<Result<TrustListFile>> {
  const may = mayManage(session)
  if (!may.ok) return may
  const found = await findList(database, list)
  const source = found && (await findSource(database, found.source_id))
  return found && source ? ok(await viewList(database, found, source)) : refuse('trust.list-unknown')
}
