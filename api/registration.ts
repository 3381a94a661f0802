import { RegistrationDetails, registrationRefusals } from '@consular/domain/registration'
import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant, PlainDate, Uuid } from './value.ts'

const Registration = z.object({ registration: Uuid })

/** A registration as its person sees it. No officer's endpoint answers one: only a crisis finds who is there. */
export const RegistrationView = z.extend(RegistrationDetails, {
  id: Uuid,
  /** What people say and compare: `RG-7KQ4-93XM-2`. */
  number: z.string(),
  state: z.enum(['ACTIVE', 'REFRESH_DUE', 'LAPSED']),
  version: z.number(),
  /** When it is asked whether it still holds; of a trip, when it has ended. */
  refreshOn: PlainDate,
  /** From this day on it counts no more. */
  lapseOn: PlainDate,
  eraseOn: PlainDate,
})
export type RegistrationView = z.infer<typeof RegistrationView>

/** The signed code of one person, to be shown where there is no line. */
export const RegistrationCode = z.object({ person: Uuid, text: z.string(), until: Instant })
export type RegistrationCode = z.infer<typeof RegistrationCode>

export const listRegistrations = endpoint({
  name: 'listRegistrations',
  summary: 'One’s own registrations, homes and trips, the newest first.',
  method: 'GET',
  path: '/api/registrations',
  who: 'citizen',
  status: 200,
  answer: z.object({ registrations: z.array(RegistrationView) }),
  refusals: [],
})
export const saveRegistration = endpoint({
  name: 'saveRegistration',
  summary:
    'Register a home abroad or a trip, for a whole family in one go, or change it. `version` is the one that was changed, 0 for a new registration. Sent again it changes nothing.',
  method: 'PUT',
  path: '/api/registrations/:registration',
  who: 'citizen',
  params: Registration,
  body: z.extend(RegistrationDetails, { version: z.number().check(z.int(), z.nonnegative()) }),
  status: 200,
  answer: RegistrationView,
  refusals: [...registrationRefusals, 'person.phone-format', 'shared.date-format', 'shared.date-impossible'],
})
export const confirmRegistration = endpoint({
  name: 'confirmRegistration',
  summary: 'Say that a registration still holds: its year begins anew. Of a trip it changes nothing.',
  method: 'POST',
  path: '/api/registrations/:registration/confirmation',
  who: 'citizen',
  params: Registration,
  status: 200,
  answer: RegistrationView,
  refusals: ['registration.unknown'],
})
export const deleteRegistration = endpoint({
  name: 'deleteRegistration',
  summary: 'Erase a registration at once, with all persons in it. A proof stays that it was erased, and nothing of it.',
  method: 'DELETE',
  path: '/api/registrations/:registration',
  who: 'citizen',
  params: Registration,
  status: 204,
  answer: 'nothing',
  refusals: ['registration.unknown'],
})
export const readRegistrationCodes = endpoint({
  name: 'readRegistrationCodes',
  summary:
    'A signed code for each person of a registration that counts: it proves with no network that she is registered, under which number and until when. The keys are at `/.well-known/registration-keys.json`.',
  method: 'GET',
  path: '/api/registrations/:registration/codes',
  who: 'citizen',
  params: Registration,
  status: 200,
  answer: z.object({ codes: z.array(RegistrationCode) }),
  refusals: ['registration.unknown', 'registration.lapsed', 'keys.none', 'keys.locked'],
})
