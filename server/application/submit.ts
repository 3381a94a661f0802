import type { ApplicationView } from '@consular/api'
import {
  type Application,
  type Decision,
  submit as decide,
  documentNumberOf,
  fields,
  isTerminal,
  resubmit,
  workingDaysOf,
} from '@consular/domain/application'
import { newReference, ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import { competentFor, workingCalendar } from '../mission/index.ts'
import type { Letter } from '../notification/index.ts'
import { addressed } from './act-as-officer.ts'
import { findWarnings } from './check-submitted.ts'
import { ifOwn, loadOwn, type OwnRequest } from './own.ts'
import { serviceOf } from './rules.ts'
import { liveReference, save } from './store.ts'
import { afterwards, type Stored } from './stored.ts'
import { applicationView } from './view.ts'

/**
 * Submits an application, or hands a returned one in again. A repetition of what has already happened answers the file as it is,
 * so that a bad line makes one application with one reference. `atHand` is the application as it was read together with the session.
 */
export async function submit(
  context: Context,
  request: OwnRequest,
  atHand?: Stored | null,
): Promise<Result<ApplicationView>> {
  // A race with one's own other phone, or the rare reference that is taken already: look again.
  for (let attempt = 0; attempt < 5; attempt++) {
    const own =
      attempt === 0 && atHand !== undefined
        ? await ifOwn(context.database, context, request, atHand)
        : await loadOwn(context.database, context, request)
    if (!own.ok) return own
    const stored = own.value
    const { state } = stored.application
    if (state !== 'DRAFT' && state !== 'RETURNED')
      return isTerminal(state) && stored.application.submittedAt === null
        ? refuse('application.not-possible-now', { state, move: 'submit' })
        : ok(applicationView(context, stored))
    const decided = state === 'DRAFT' ? first(context, stored) : await again(context, stored)
    if (!decided.ok) return decided
    const written = await write(context, stored, decided.value)
    if (written === 'live-one-exists')
      return refuse('application.live-exists', { reference: await liveReference(context.database, stored) })
    if (written === 'written') {
      context.nudge('check-submitted')
      context.nudge('send-letters')
      return ok(applicationView(context, afterwards(stored, decided.value, context.now())))
    }
  }
  return refuse('service.unavailable')
}

const actOf = (context: Context, { application }: Stored) =>
  ({ by: { kind: 'applicant', id: application.applicant }, now: context.now() }) as const

function first(context: Context, stored: Stored): Result<Decision> {
  const { application } = stored
  const missing = attachmentsMissing(stored)
  if (missing.length > 0) return refuse('application.incomplete', { fields: missing })
  const answer = (field: string): string => application.answers[field]?.value ?? ''
  return decide(application, actOf(context, stored), {
    services: context.rules.services,
    today: context.now().toZonedDateTimeISO(workingCalendar(context.pack, application.mission).zone).toPlainDate(),
    competent: competentFor(context.pack, {
      country: answer('country'),
      region: answer('region'),
      city: answer('city'),
    }),
    // The database has the last word on this, by a unique index.
    live: null,
    reference: newReference('TD', context.random),
  })
}

async function again(context: Context, stored: Stored): Promise<Result<Decision>> {
  const { application } = stored
  const missing = attachmentsMissing(stored)
  if (missing.length > 0) return refuse('application.incomplete', { fields: missing })
  const decided = resubmit(application, actOf(context, stored), {
    workingDays: workingDaysOf(serviceOf(context.rules, application.service), application.mission),
    calendar: workingCalendar(context.pack, application.mission),
  })
  if (!decided.ok) return decided
  const warnings = await findWarnings(context.database, context, application, stored.scannedMrz)
  return ok({ ...decided.value, change: { ...decided.value.change, warnings } })
}

const attachmentFields = fields.filter(({ kind }) => kind === 'attachment').map(({ id }) => id)

/** Attachments that the answers name and that have not arrived whole. */
const attachmentsMissing = ({ application, attachments }: Stored): string[] =>
  attachmentFields.filter((field) => {
    const id = application.answers[field]?.value ?? ''
    return (
      id !== '' &&
      !attachments.some(
        (attachment) => attachment.id === id && attachment.kind === field && attachment.state === 'stored',
      )
    )
  })

/** What the search for duplicates reads, taken from the answers. */
function columnsOf(context: Context, { answers, mission }: Application) {
  const today = context.now().toZonedDateTimeISO(workingCalendar(context.pack, mission).zone).toPlainDate()
  const answer = (field: string): string => answers[field]?.value ?? ''
  return {
    birth_date: answer('birth-date'),
    document_number: documentNumberOf(answers, today),
  }
}

async function write(
  context: Context,
  stored: Stored,
  decision: Decision,
): Promise<'written' | 'moved' | 'live-one-exists'> {
  const { application } = stored
  const isFirst = application.state === 'DRAFT'
  const reference = decision.change.reference ?? application.reference ?? ''
  const letter: Letter = addressed(stored, {
    template: isFirst ? 'application-stored' : 'application-resubmitted',
    values: { reference, mission: application.mission, at: context.now().toString() },
  })
  try {
    const written = await save(context.database, context, stored, decision, {
      columns: columnsOf(context, application),
      letters: [letter],
      audit: [
        {
          action: isFirst ? 'application.submit' : 'application.resubmit',
          actor: { kind: 'citizen', id: stored.account.id },
          account: stored.account.id,
          application: application.id,
          mission: application.mission,
          outcome: 'done',
          data: { reference },
        },
      ],
    })
    return written ? 'written' : 'moved'
  } catch (error) {
    const constraint = error instanceof Error && 'constraint' in error ? error.constraint : null
    if (constraint === 'application_one_live') return 'live-one-exists'
    if (constraint === 'application_reference_key') return 'moved'
    throw error
  }
}
