import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant, Language, MissionId, Uuid } from './value.ts'
import { OfficerMe, OfficerRef } from './workbench.ts'

export const listExampleOfficers = endpoint({
  name: 'listExampleOfficers',
  summary: 'The example officers of the demonstration.',
  method: 'GET',
  path: '/api/demonstration/officers',
  who: 'anyone',
  demonstrationOnly: true,
  status: 200,
  answer: z.object({
    officers: z.array(
      z.object({
        officer: OfficerRef,
        mission: MissionId,
        missionName: z.object({ 'zh-Hans': z.string(), en: z.string() }),
        roles: z.array(z.string()),
      }),
    ),
  }),
  refusals: [],
})
export const signInAsExampleOfficer = endpoint({
  name: 'signInAsExampleOfficer',
  summary: 'Sign in as an example officer with one click; a demonstration’s stand-in for her passkey.',
  method: 'POST',
  path: '/api/demonstration/officer-session',
  who: 'anyone',
  demonstrationOnly: true,
  body: z.object({ officer: Uuid }),
  status: 200,
  answer: OfficerMe,
  refusals: ['officer.unknown'],
})
export const stepUpAsExampleOfficer = endpoint({
  name: 'stepUpAsExampleOfficer',
  summary: 'A demonstration’s stand-in for the second touch of the passkey.',
  method: 'POST',
  path: '/api/demonstration/step-up',
  who: 'officer',
  demonstrationOnly: true,
  status: 200,
  answer: OfficerMe,
  refusals: ['officer.unknown'],
})
export const listLetters = endpoint({
  name: 'listLetters',
  summary: 'The mailbox of the demonstration: letters that production would have sent.',
  method: 'GET',
  path: '/api/demonstration/letters',
  who: 'anyone',
  demonstrationOnly: true,
  query: z.object({ to: z.optional(z.string()) }),
  status: 200,
  answer: z.object({
    letters: z.array(
      z.object({ id: Uuid, to: z.string(), subject: z.string(), text: z.string(), language: Language, at: Instant }),
    ),
  }),
  refusals: [],
})
export const setClock = endpoint({
  name: 'setClock',
  summary:
    'Move the demonstration’s clock, to see deadlines pass. Only where the demonstration was started with a time of its own.',
  method: 'POST',
  path: '/api/demonstration/clock',
  who: 'anyone',
  demonstrationOnly: true,
  body: z.object({ now: Instant }),
  status: 200,
  answer: z.object({ now: Instant }),
  refusals: ['demonstration.clock-fixed'],
})
