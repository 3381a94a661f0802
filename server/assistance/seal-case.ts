import type { AssistanceCaseView, BodyOf, letIn as letInContract, sealCase as sealContract } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { admit, officerByNumber } from './confidant-store.ts'
import { isHeadOf } from './guard.ts'
import { step } from './step.ts'

/** Seals a case, whose sealer stays in; or opens the seal, which is the head's alone. */
export const sealCase = (
  context: Context,
  session: OfficerSession,
  { id, version, sealed, text }: BodyOf<typeof sealContract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> =>
  step(context, {
    session,
    id,
    version,
    decide: (found) => {
      if (!sealed && !isHeadOf(session, found.mission)) return refuse('access.role-missing', { roles: ['head'] })
      const own = session.officer.id
      const kept = { sealed_at: found.sealed_at ?? context.now().toString(), sealed_by: found.sealed_by ?? own }
      return ok({
        kind: 'seal',
        text,
        data: { sealed },
        change: sealed ? kept : { sealed_at: null, sealed_by: null },
        ...(sealed ? { write: (tx) => admit(tx, { case: id, officer: own, by: own, at: context.now() }) } : {}),
      })
    },
  })

/** Lets an officer in by her number, wherever she serves. */
export const letIn = (
  context: Context,
  session: OfficerSession,
  { id, version, number, text }: BodyOf<typeof letInContract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> =>
  step(context, {
    session,
    id,
    version,
    decide: async (_, tx) => {
      const chosen = await officerByNumber(tx, number)
      if (chosen === undefined) return refuse('officer.unknown')
      return ok({
        kind: 'let-in',
        text,
        data: { officer: chosen.id },
        change: {},
        write: (writing) => admit(writing, { case: id, officer: chosen.id, by: session.officer.id, at: context.now() }),
      })
    },
  })
