import type { AnswerOf, BodyOf, searchCases as contract, FoundCase, listSimilarCases } from '@consular/api'
import { mayAt } from '@consular/domain/access'
import { likeness, type Traits } from '@consular/domain/assistance'
import { ok, type Result } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { hostCountryOf } from './describe-case.ts'
import { dutyRoles, isOnDutyOf, openCase } from './guard.ts'
import { findCases, traitsAround } from './search-store.ts'

/** The most cases that a search shows, and that are compared with one another. */
const most = { found: 50, compared: 500 }
/** How long ago a case about the same person may have been opened. */
const lately = { hours: 90 * 24 }

/** Looks for cases of a mission. On record is who looked, why, and by what kind of thing; never the words that she looked for. */
export async function searchCases(
  context: Context,
  session: OfficerSession,
  { mission, purpose, reference, name, situation, country }: BodyOf<typeof contract>,
): Promise<Result<FoundCase[]>> {
  const may = mayAt(session.assignments, mission, dutyRoles)
  if (!may.ok) return may
  const wanted = { reference: reference?.toUpperCase(), name, situation, country }
  const by = Object.entries(wanted).flatMap(([kind, value]) => (value === undefined || value === '' ? [] : [kind]))
  const term = (kind: keyof typeof wanted) => (by.includes(kind) ? (wanted[kind] ?? null) : null)
  return context.database.transaction().execute(async (tx) => {
    const rows = await findCases(tx, {
      officer: session.officer.id,
      mission,
      onDuty: isOnDutyOf(session, mission),
      hostCountry: hostCountryOf(context, mission),
      reference: term('reference'),
      name: term('name'),
      situation: term('situation'),
      country: term('country'),
      most: most.found,
    })
    await record(tx, context, {
      action: 'access.case-search',
      actor: { kind: 'officer', id: session.officer.id },
      mission,
      purpose: `assistance-${purpose}`,
      outcome: 'read',
      data: { by, found: rows.map(({ id }) => id) },
    })
    return ok(
      rows.map(({ opened_at: openedAt, person_name: personName, ...row }) => ({ ...row, openedAt, personName })),
    )
  })
}

/** Open cases of the same mission that may be about the same person. It is a suggestion: an officer decides. */
export async function similarCases(
  context: Context,
  session: OfficerSession,
  id: string,
): Promise<Result<AnswerOf<typeof listSimilarCases>>> {
  return context.database.transaction().execute(async (tx) => {
    const opened = await openCase(tx, context, { session, id, purpose: 'same-person' })
    if (!opened.ok) return opened
    const around = await traitsAround(tx, {
      officer: session.officer.id,
      mission: opened.value.mission,
      onDuty: isOnDutyOf(session, opened.value.mission),
      since: Temporal.Instant.from(opened.value.opened_at).subtract(lately),
      id,
      most: most.compared,
    })
    const own = around.find((each) => each.id === id)
    if (own === undefined) return ok([])
    return ok(
      around
        .filter((each) => each.id !== id)
        .map((each) => ({ ...each, reasons: likeness(traitsOf(own), traitsOf(each)) }))
        .filter(({ reasons }) => reasons.length > 0)
        .map(({ id: other, reference, opened_at: openedAt, reasons }) => ({
          id: other,
          reference,
          openedAt,
          reasons: [...reasons],
        })),
    )
  })
}

type TraitRow = Awaited<ReturnType<typeof traitsAround>>[number]
const traitsOf = ({ names, born, phone, lat, lon, opened_at: openedAt }: TraitRow): Traits => ({
  names,
  born,
  phone,
  position: lat === null || lon === null ? null : { lat, lon },
  openedAt: Temporal.Instant.from(openedAt),
})
