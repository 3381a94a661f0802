import type { AdviceFile, AdviceRow, AnswerOf, listAdvice as listing } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { editorOf } from './editor.ts'
import { newestVersions, publicVersions, type VersionRecord, versionsOf } from './store.ts'
import { viewFile, viewLevel } from './view.ts'

const isOpen = (state: string): state is NonNullable<AdviceRow['openState']> =>
  state === 'DRAFT' || state === 'PROPOSED' || state === 'APPROVED'

function rowOf(newest: VersionRecord, shown: VersionRecord): AdviceRow {
  return {
    id: newest.advice_id,
    kind: newest.kind,
    country: newest.country,
    state: shown.state,
    level: shown.content.level,
    headline: shown.content.headline,
    number: shown.number,
    publishAt: newest.content.publishAt,
    validUntil: shown.content.validUntil,
    changedAt: newest.effective_at ?? newest.written_at,
    openState: isOpen(newest.state) ? newest.state : null,
  }
}

/** Every advice in a line: what is public of it, else what stands for it. */
export async function listAdvice(context: Context, session: OfficerSession): Promise<Result<AnswerOf<typeof listing>>> {
  const officer = editorOf(session)
  if (!officer.ok) return officer
  const [newest, current] = await Promise.all([
    newestVersions(context.database),
    publicVersions(context.database, context.now(), null),
  ])
  const publicOf = new Map(current.map((row) => [row.advice_id, row]))
  const advice = newest.map((row) => rowOf(row, publicOf.get(row.advice_id) ?? row))
  return ok({ levels: context.pack.adviceLevels.levels.map(viewLevel), advice, editor: officer.value.editor })
}

/** One advice with its history. Refuses `advice.not-found`. */
export async function openAdvice(context: Context, session: OfficerSession, id: string): Promise<Result<AdviceFile>> {
  const officer = editorOf(session)
  if (!officer.ok) return officer
  const file = viewFile(context, await versionsOf(context.database, id), officer.value)
  return file === null ? refuse('advice.not-found') : ok(file)
}
