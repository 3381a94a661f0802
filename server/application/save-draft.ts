import type { ApplicationView } from '@consular/api'
import { type Answers, chooseDocument, fieldOf, type ServiceId, writeAnswers } from '@consular/domain/application'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { workingCalendar } from '../mission/index.ts'
import { loadOwn } from './own.ts'
import { insertDraft, load, save } from './store.ts'
import type { Stored } from './stored.ts'
import { applicationView } from './view.ts'

/** What the phone sends: where it is to be applied, for what, and the answers it has. */
export interface Draft {
  readonly account: string
  readonly application: string
  readonly mission: string
  readonly service: ServiceId
  readonly answers: Answers
}

/** Creates a draft, or merges answers into it: the newest of each field wins, repeating changes nothing. After a return only the faulty fields may change. */
export async function saveDraft(context: Context, draft: Draft): Promise<Result<ApplicationView>> {
  const mission = context.pack.directory.missions.get(draft.mission)
  if (!mission?.servesPublic) return refuse('application.mission-unknown')
  const service = context.rules.services.services.find(({ id }) => id === draft.service)
  if (!service) return refuse('application.service-not-offered')
  const unknown = Object.keys(draft.answers).filter((field) => !fieldOf(field))
  if (unknown.length > 0) return refuse('application.field-unknown', { fields: unknown })
  return context.database.transaction().execute(async (tx): Promise<Result<ApplicationView>> => {
    const existing = await load(tx, draft.application, 'lock')
    // Of two first saves at once the second one merges: what it brings is not lost.
    const created = existing === null && (await create(tx, context, { ...draft, document: service.document }))
    const own = await loadOwn(tx, context, draft, 'lock')
    if (!own.ok) return own
    if (created) return ok(applicationView(context, own.value))
    const written = await merge(tx, context, own.value, { ...draft, document: service.document })
    if (!written.ok) return written
    const after = await load(tx, draft.application)
    return after ? ok(applicationView(context, after)) : refuse('application.unknown')
  })
}

async function create(tx: Tx, context: Context, draft: Draft & { document: string }): Promise<boolean> {
  const { account, application: id, mission, service, document, answers } = draft
  const at = context.now().toString()
  if (!(await insertDraft(tx, { id, account, mission, service, rule: ruleOf(context, draft), document, answers, at })))
    return false
  await record(tx, context, {
    action: 'application.draft',
    actor: { kind: 'citizen', id: account },
    account,
    application: id,
    mission,
    outcome: 'done',
  })
  return true
}

/** The rule that the wizard's answers lead to; empty while they do not yet lead anywhere. */
function ruleOf(context: Context, { answers, mission }: Pick<Draft, 'answers' | 'mission'>): string {
  const today = context.now().toZonedDateTimeISO(workingCalendar(context.pack, mission).zone).toPlainDate()
  const choice = chooseDocument(answers, context.rules.services, today)
  return choice.ok ? choice.value.rule : ''
}

async function merge(
  tx: Tx,
  context: Context,
  stored: Stored,
  draft: Draft & { document: string },
): Promise<Result<null>> {
  const { application } = stored
  const answers = writeAnswers(application, draft.answers)
  if (!answers.ok) return answers
  const isDraft = application.state === 'DRAFT'
  // Mission and service are part of the draft; a file under way keeps its own.
  const place = isDraft
    ? {
        mission: draft.mission,
        service: draft.service,
        rule: ruleOf(context, { answers: answers.value, mission: draft.mission }),
      }
    : {}
  const change = { answers: answers.value, ...place }
  const same = JSON.stringify({ ...application, ...change }) === JSON.stringify(application)
  if (same) return ok(null)
  const entry = {
    action: 'application.answers',
    actor: { kind: 'citizen', id: draft.account },
    account: draft.account,
    application: application.id,
    mission: application.mission,
    outcome: 'done',
    data: { fields: Object.keys(draft.answers) },
  } as const
  const written = await save(
    tx,
    context,
    stored,
    { events: [], change },
    { audit: isDraft ? [] : [entry], ...(isDraft ? { columns: { document: draft.document } } : {}) },
  )
  return written ? ok(null) : refuse('application.changed-meanwhile')
}
