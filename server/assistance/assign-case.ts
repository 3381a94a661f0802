import type { AssistanceCaseView, BodyOf, assignCase as contract } from '@consular/api'
import { caseStates, stateAfter } from '@consular/domain/assistance'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { officerByNumber } from './confidant-store.ts'
import { step } from './step.ts'

/** Puts a case into the hands of an officer on the duty of the same mission. Of a sealed case she knows from then on, and it is on record. */
export const assignCase = (
  context: Context,
  session: OfficerSession,
  { id, version, number }: BodyOf<typeof contract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> =>
  step(context, {
    session,
    id,
    version,
    decide: async (found, tx) => {
      if (!caseStates[found.state].open) return refuse('assistance.not-possible-now')
      const chosen = await officerByNumber(tx, number)
      if (!chosen?.missions.includes(found.mission)) return refuse('officer.unknown')
      const state = stateAfter(found.state, 'assign') ?? found.state
      return ok({ kind: 'assign', data: { officer: chosen.id }, change: { taken_by: chosen.id, state } })
    },
  })
