import type { AssistanceCaseView, CaseWork, OfficerRef } from '@consular/api'
import { detentionClock, officerMoves, type Situation, stateAfter, suggestType } from '@consular/domain/assistance'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { assistanceRules } from './assistance-rules.ts'
import { confidantsOf } from './confidant-store.ts'
import { knownCase } from './known-store.ts'
import type { CaseRecord } from './store.ts'
import { contactsOf, costsOf, type DetentionRecord, detentionOf, sharingsOf, tasksOf, visitsOf } from './work-store.ts'

type Named = { readonly officer: string | null; readonly number: number | null; readonly name: string | null }

/** Who did something, as officers see one another; null where it was nobody. */
export const officerOf = ({ officer, number, name }: Named): OfficerRef | null =>
  officer === null || number === null || name === null ? null : { id: officer, number, name }

/** What a case is as work, for the officer who looks at it. */
export async function workView(
  tx: Tx,
  context: Context,
  { found, situations, officer }: { found: CaseRecord; situations: readonly Situation[]; officer: string },
): Promise<CaseWork> {
  const merged = found.merged_into === null ? null : { id: found.merged_into, reference: null, officer }
  const visits = await visitsOf(tx, found.id)
  return {
    ...lawOf(context, found),
    suggestedType: suggestType(situations),
    country: found.country,
    personName: found.person_name,
    personBorn: found.person_born,
    familyWord: found.family_word,
    helpWord: found.help_word,
    declineReason: found.decline_reason,
    mergedInto: merged && (await knownCase(tx, merged)),
    moves: officerMoves.filter((move) => stateAfter(found.state, move) !== null),
    tasks: (await tasksOf(tx, found.id)).map((task) => ({
      action: task.action,
      dated: task.dated,
      dueAt: task.due_at,
      outcome: task.outcome,
      settledAt: task.settled_at,
      officer: officerOf(task),
      note: task.note,
    })),
    contacts: (await contactsOf(tx, found.id)).map(({ id, role, name, telephone, may_know: mayKnow }) => ({
      id,
      role,
      name,
      telephone,
      mayKnow,
    })),
    costs: (await costsOf(tx, found.id)).map((cost) => ({
      id: cost.id,
      amountMinor: Number(cost.amount_minor),
      currency: cost.currency,
      purpose: cost.purpose,
      enteredAt: cost.entered_at,
      acknowledgedAt: cost.acknowledged_at,
      acknowledgedHow: cost.acknowledged_how,
    })),
    detention: detentionView(await detentionOf(tx, found.id), visits, context.now()),
    visits: visits.map(visitView),
    sharings: (await sharingsOf(tx, found.id)).map(({ id, report_id: report, text, shared_at: at }) => ({
      id,
      report,
      text,
      at,
    })),
    confidants: (await confidantsOf(tx, found.id)).flatMap((each) => officerOf(each) ?? []),
  }
}

/** The law that the kind of a case rests on, and what it cannot bring. */
function lawOf(context: Context, { type }: Pick<CaseRecord, 'type'>) {
  const { law, types } = assistanceRules(context)
  const rule = type === null ? null : types[type]
  return {
    law: law.law,
    article: type === null ? null : (law.articles[type] ?? null),
    articleToConfirm: type !== null && law.verify.includes(type),
    convention: rule?.convention ?? [],
    costsArticle: law.costs,
    limits: rule?.limits ?? [...new Set(Object.values(types).flatMap(({ limits }) => limits))],
  }
}

type VisitRow = Awaited<ReturnType<typeof visitsOf>>[number]

const visitView = (visit: VisitRow): CaseWork['visits'][number] => ({
  id: visit.id,
  visitedAt: visit.visited_at,
  place: visit.place,
  health: visit.health,
  treatment: visit.treatment,
  needs: visit.needs,
  lawyer: visit.lawyer,
  officer: officerOf(visit),
})

const instantOf = (text: string | null): Temporal.Instant | null => (text === null ? null : Temporal.Instant.from(text))

function detentionView(
  row: DetentionRecord | undefined,
  visits: readonly VisitRow[],
  now: Temporal.Instant,
): AssistanceCaseView['work']['detention'] {
  if (row === undefined) return null
  const times = {
    arrestKnownAt: Temporal.Instant.from(row.arrest_known_at),
    noticeHours: row.notice_hours,
    visitHours: row.visit_hours,
    noticeReceivedAt: instantOf(row.notice_received_at),
    accessRequestedAt: instantOf(row.access_requested_at),
    visits: visits.map(({ visited_at: at }) => Temporal.Instant.from(at)),
  }
  const { step, visits: count, due } = detentionClock(times, now)
  return {
    step,
    visits: count,
    arrestKnownAt: row.arrest_known_at,
    noticeHours: row.notice_hours,
    mandatory: row.mandatory,
    noticeReceivedAt: row.notice_received_at,
    accessRequestedAt: row.access_requested_at,
    due: due.map(({ what, at, amberAt, light }) => ({ what, at: at.toString(), amberAt: amberAt.toString(), light })),
  }
}
