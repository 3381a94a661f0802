import type { AnswerOf, listRelativeReports, RelativeReport } from '@consular/api'
import {
  callRank,
  foldName,
  type Identity,
  type MatchReason,
  mergeInto,
  nameKeys,
  saidAt,
  vulnerabilities,
} from '@consular/domain/crisis'
import { newId, ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { noteAccess, noteAct, openCrisis, openDeclared } from './guard.ts'
import { keepAnswers } from './keep-answers.ts'
import { insertPerson, type PersonRecord, personsById, personsLike } from './person-store.ts'
import {
  insertRelative,
  lockMerging,
  lockRelative,
  type RelativeRecord,
  waitingRelatives,
  writeMerging,
} from './relative-store.ts'
import { type CrisisRecord, findCrisis } from './store.ts'
import { personView } from './view.ts'

/** A report on its way in: by the relative herself or by an officer on the telephone. */
export interface RelativeCall {
  readonly id: string
  readonly crisis: string
  readonly language: 'zh-Hans' | 'en'
  readonly officer: string | null
  readonly report: RelativeReport
}

const identityOf = (row: PersonRecord): Identity => ({
  familyName: row.family_name,
  givenName: row.given_name,
  latinName: row.latin_name,
  birthDate: row.birth_date,
  phone: row.phone,
  documentNumber: row.document_number,
})

const described = (row: RelativeRecord): Identity => ({
  familyName: row.family_name,
  givenName: row.given_name,
  latinName: row.latin_name,
  birthDate: row.birth_date,
  phone: row.phone,
  documentNumber: null,
})

const candidatesFor = async (tx: Tx, crisis: string, identity: Identity) =>
  (
    await personsLike(tx, crisis, {
      names: [...nameKeys(identity), foldName(identity.familyName + identity.givenName)],
      phone: identity.phone,
      document: identity.documentNumber,
    })
  ).map((row) => ({ ...identityOf(row), row }))

/** Keeps a relative’s report from the page. Null: there is no such crisis, or it is over. */
export async function takeReport(
  context: Context,
  call: RelativeCall,
): Promise<RelativeRecord['merged_by'] | 'waiting' | null> {
  return context.database.transaction().execute(async (tx) => {
    const found = await findCrisis(tx, call.crisis, 'answers')
    if (found?.state !== 'DECLARED') return null
    return (await keepReport(tx, context, found, call)) ?? 'waiting'
  })
}

/** Keeps a report that an officer was told on the telephone. */
export async function takeReportByPhone(
  context: Context,
  session: OfficerSession,
  call: Omit<RelativeCall, 'officer'>,
): Promise<Result<{ merged: RelativeRecord['merged_by'] }>> {
  return context.database
    .transaction()
    .execute(async (tx): Promise<Result<{ merged: RelativeRecord['merged_by'] }>> => {
      const opened = await openDeclared(tx, { session, crisis: call.crisis, hold: 'answers' })
      if (!opened.ok) return opened
      const merged = await keepReport(tx, context, opened.value, { ...call, officer: session.officer.id })
      return merged === undefined ? refuse('crisis.id-taken') : ok({ merged })
    })
}

/** Stores a report and finds whom it means: one person for certain, a new one, or (null) an officer has to say. Undefined: the id is another report’s. */
async function keepReport(
  tx: Tx,
  context: Context,
  found: CrisisRecord,
  call: RelativeCall,
): Promise<RelativeRecord['merged_by'] | undefined> {
  await lockMerging(tx, found.id)
  const now = context.now()
  const { report } = call
  const claimed = report.at === undefined ? null : Temporal.Instant.from(report.at)
  const isNew = await insertRelative(tx, {
    id: call.id,
    crisis_id: found.id,
    family_name: report.familyName,
    given_name: report.givenName,
    latin_name: report.latinName || null,
    birth_date: report.birthDate ?? null,
    phone: report.phone ?? null,
    whereabouts: report.whereabouts ?? '',
    says: report.says,
    at: saidAt(claimed, { from: Temporal.Instant.from(found.happened_at), now }).toString(),
    stored_at: now.toString(),
    reporter_name: report.reporterName,
    reporter_phone: report.reporterPhone,
    language: call.language,
    taken_by: call.officer,
    person_id: null,
    merged_by: null,
    merged_officer: null,
  })
  const row = await lockRelative(tx, found.id, call.id)
  if (!row) return undefined
  if (!isNew)
    return row.family_name === report.familyName && row.given_name === report.givenName ? row.merged_by : undefined
  const identity = described(row)
  const merging = mergeInto(identity, await candidatesFor(tx, found.id, identity))
  await record(tx, context, {
    action: 'crisis.relative',
    actor: call.officer === null ? { kind: 'nobody', id: null } : { kind: 'officer', id: call.officer },
    mission: found.mission,
    outcome: 'done',
    data: { crisis: found.id, relative: row.id, merging: merging.to },
  })
  if (merging.to === 'officer') return null
  const isKnown = merging.to === 'person'
  const person = isKnown ? merging.person.row.id : await addPerson(tx, context, { found, row })
  const merged_by = isKnown ? 'rule' : 'new'
  await settle(tx, context, { found, row, person, merged_by, officer: null, reasons: isKnown ? merging.reasons : [] })
  return merged_by
}

interface Settling {
  readonly found: CrisisRecord
  readonly row: RelativeRecord
  readonly person: string
  readonly merged_by: 'rule' | 'new' | 'officer'
  readonly officer: string | null
  readonly reasons: readonly MatchReason[]
}

/** Joins a report to a person; what the relative says of her counts as a relative’s answer. */
async function settle(
  tx: Tx,
  context: Context,
  { found, row, person, merged_by, officer, reasons }: Settling,
): Promise<void> {
  await writeMerging(tx, row.id, { person_id: person, merged_by, merged_officer: officer, reasons: [...reasons] })
  if (row.says === 'missing') return
  const answer = { id: row.id, says: row.says, source: 'relative', at: Temporal.Instant.from(row.at) } as const
  await keepAnswers(tx, context, { found, persons: [person], answer })
}

/** Takes somebody into the crisis whom relatives alone know. She agreed to nothing: she stands on no manifest by name. */
async function addPerson(tx: Tx, context: Context, { found, row }: Pick<Settling, 'found' | 'row'>): Promise<string> {
  const now = context.now()
  const [id, household] = [newId<'person'>(now, context.random), newId<'household'>(now, context.random)]
  const day = now.toZonedDateTimeISO('UTC').toPlainDate()
  const call_rank = callRank(vulnerabilities({ needs: [], birthDate: row.birth_date }, day))
  await insertPerson(
    tx,
    {
      id: household,
      crisis_id: found.id,
      registration_id: null,
      account_id: null,
      language: row.language,
      phone: row.phone,
      email: null,
      answered_at: null,
    },
    {
      id,
      crisis_id: found.id,
      household_id: household,
      registered_id: null,
      family_name: row.family_name,
      given_name: row.given_name,
      latin_name: row.latin_name,
      birth_date: row.birth_date,
      document_number: null,
      phone: row.phone,
      call_rank,
      country: null,
      place: row.whereabouts || null,
      lat: null,
      lon: null,
      last_said: null,
      last_at: null,
      death_said_by: null,
      lent_to: null,
      lent_until: null,
      left_reason: null,
      left_by: null,
    },
  )
  return id
}

/** Reports of which an officer has to say whom they mean, with those who may be meant. */
export async function listRelatives(
  context: Context,
  { session, crisis }: { readonly session: OfficerSession; readonly crisis: string },
): Promise<Result<AnswerOf<typeof listRelativeReports>>> {
  return context.database.transaction().execute(async (tx): Promise<Result<AnswerOf<typeof listRelativeReports>>> => {
    const opened = await openCrisis(tx, { session, crisis })
    if (!opened.ok) return opened
    const reports: AnswerOf<typeof listRelativeReports>['reports'] = []
    for (const row of await waitingRelatives(tx, crisis)) {
      const merging = mergeInto(described(row), await candidatesFor(tx, crisis, described(row)))
      const people = merging.to === 'officer' ? merging.candidates : merging.to === 'person' ? [merging.person] : []
      reports.push({
        id: row.id,
        storedAt: row.stored_at,
        report: reportOf(row),
        candidates: people.map((person) => personView(person.row, context.now())),
      })
    }
    const persons = reports.flatMap(({ candidates }) => candidates.map(({ id }) => id))
    await noteAccess(tx, context, { session, found: opened.value, purpose: 'relatives', persons })
    return ok({ reports })
  })
}

const reportOf = (row: RelativeRecord): RelativeReport => ({
  familyName: row.family_name,
  givenName: row.given_name,
  ...(row.latin_name === null ? {} : { latinName: row.latin_name }),
  ...(row.birth_date === null ? {} : { birthDate: row.birth_date }),
  ...(row.phone === null ? {} : { phone: row.phone }),
  whereabouts: row.whereabouts,
  says: row.says,
  at: row.at,
  reporterName: row.reporter_name,
  reporterPhone: row.reporter_phone,
})

/** Says whom a relative means: a person of the crisis, or somebody who is not among them yet. An officer’s decision, once. */
export async function settleRelative(
  context: Context,
  {
    session,
    crisis,
    relative,
    person,
  }: {
    readonly session: OfficerSession
    readonly crisis: string
    readonly relative: string
    readonly person: string | null
  },
): Promise<Result<undefined>> {
  return context.database.transaction().execute(async (tx): Promise<Result<undefined>> => {
    const opened = await openDeclared(tx, { session, crisis, hold: 'answers' })
    if (!opened.ok) return opened
    const found = opened.value
    await lockMerging(tx, crisis)
    const row = await lockRelative(tx, crisis, relative)
    if (!row) return refuse('crisis.report-unknown')
    if (row.person_id !== null) return refuse('crisis.already-decided')
    if (person !== null && (await personsById(tx, crisis, [person])).length === 0)
      return refuse('crisis.person-unknown')
    const meant = person ?? (await addPerson(tx, context, { found, row }))
    await settle(tx, context, {
      found,
      row,
      person: meant,
      merged_by: 'officer',
      officer: session.officer.id,
      reasons: [],
    })
    await noteAct(tx, context, {
      session,
      found,
      action: 'crisis.merged',
      data: { relative, person: meant, isNew: person === null },
    })
    return ok(undefined)
  })
}
