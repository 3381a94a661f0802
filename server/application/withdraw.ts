import type { ApplicationView } from '@consular/api'
import { withdraw as decide } from '@consular/domain/application'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import { addressed, fileOf } from './act-as-officer.ts'
import { loadOwn, type OwnRequest } from './own.ts'
import { deleteDraft, load, save } from './store.ts'
import { applicationView } from './view.ts'

/** Takes an application back before it is decided; repeating it changes nothing. */
export async function withdraw(context: Context, request: OwnRequest): Promise<Result<ApplicationView>> {
  return context.database.transaction().execute(async (tx): Promise<Result<ApplicationView>> => {
    const own = await loadOwn(tx, context, request, 'lock')
    if (!own.ok) return own
    const stored = own.value
    const { application } = stored
    if (application.state === 'WITHDRAWN') return ok(applicationView(context, stored))
    const decided = decide(application, { by: { kind: 'applicant', id: application.applicant }, now: context.now() })
    if (!decided.ok) return decided
    const letters =
      application.reference === null
        ? []
        : [addressed(stored, { template: 'application-withdrawn', values: fileOf(application) })]
    await save(tx, context, stored, decided.value, {
      letters,
      audit: [
        {
          action: 'application.withdraw',
          actor: { kind: 'citizen', id: stored.account.id },
          account: stored.account.id,
          application: application.id,
          mission: application.mission,
          outcome: 'done',
        },
      ],
    })
    const after = await load(tx, application.id)
    return after ? ok(applicationView(context, after)) : refuse('application.unknown')
  })
}

/** Deletes a draft that was never submitted, with its uploads; nothing of it is kept. */
export async function discard(context: Context, request: OwnRequest): Promise<Result<undefined>> {
  return context.database.transaction().execute(async (tx): Promise<Result<undefined>> => {
    const own = await loadOwn(tx, context, request, 'lock')
    if (!own.ok) return own
    const { state, id } = own.value.application
    if (state !== 'DRAFT') return refuse('application.not-possible-now', { state, move: 'discard' })
    await deleteDraft(tx, id)
    return ok(undefined)
  })
}
