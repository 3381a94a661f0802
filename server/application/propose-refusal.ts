import { proposeRefusal as decide } from '@consular/domain/application'
import type { Context } from '../context.ts'
import { actAsOfficer, type OfficerDecision } from './act-as-officer.ts'

/** Proposes to refuse on a ground of the law's closed list, in the officer's own words; a second officer decides. */
export const proposeRefusal = (
  context: Context,
  decision: Omit<OfficerDecision, 'action'>,
  proposed: { ground: string; explanation: string },
) =>
  actAsOfficer(context, { ...decision, action: 'propose-refusal' }, (application, act) =>
    decide(application, act, { ...proposed, grounds: context.rules.grounds }),
  )
