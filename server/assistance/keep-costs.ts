import type {
  AssistanceCaseView,
  acknowledgeCost as acknowledgeContract,
  BodyOf,
  enterCost as enterContract,
} from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { repeatedRow } from './repeated.ts'
import { step } from './step.ts'
import { acknowledge, costsOf, insertCost } from './work-store.ts'

/** Enters a cost that is the person's to bear. */
export const enterCost = (
  context: Context,
  session: OfficerSession,
  { id, version, cost, amountMinor, currency, purpose }: BodyOf<typeof enterContract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> => {
  const row = { id: cost, case_id: id, amount_minor: amountMinor, currency, purpose }
  return step(context, {
    session,
    id,
    version,
    repeated: (tx) => repeatedRow(tx, 'assistance_cost', row),
    decide: () =>
      ok({
        kind: 'cost',
        text: purpose,
        data: { cost, amountMinor, currency },
        change: {},
        write: (tx) => insertCost(tx, { ...row, entered_by: session.officer.id, entered_at: context.now().toString() }),
      }),
  })
}

/** Notes that the person has acknowledged a cost, once. */
export const acknowledgeCost = (
  context: Context,
  session: OfficerSession,
  { id, version, cost, how }: BodyOf<typeof acknowledgeContract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> =>
  step(context, {
    session,
    id,
    version,
    decide: async (_, tx) => {
      const found = (await costsOf(tx, id)).find((each) => each.id === cost)
      if (found === undefined) return refuse('assistance.task-unknown')
      if (found.acknowledged_at !== null) return refuse('assistance.already-acknowledged')
      const acknowledged = {
        acknowledged_at: context.now().toString(),
        acknowledged_how: how,
        acknowledged_to: session.officer.id,
      }
      return ok({
        kind: 'acknowledge',
        data: { cost, how },
        change: {},
        write: (writing) => acknowledge(writing, cost, acknowledged),
      })
    },
  })
