import { readFileSync } from 'node:fs'
import { newId } from '../shared/index.ts'
import { RegistrationRules } from './index.ts'
import type { RegistrationDetails } from './registration.ts'

/** The days that the service is installed with. */
export const rules = RegistrationRules.parse(
  JSON.parse(readFileSync(new URL('../../pack/world/registration-rules.json', import.meta.url), 'utf8')),
)

export const freshId = () =>
  newId<never>(Temporal.Instant.from('2026-11-24T08:00:00Z'), (bytes) =>
    crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
  )

/** A person who registers. */
export const person = (changes: Partial<RegistrationDetails['persons'][number]> = {}) => ({
  id: freshId(),
  familyName: '林',
  givenName: '梅',
  latinName: 'LIN MEI',
  birthDate: '1992-05-02',
  documentNumber: null,
  phone: null,
  needs: [],
  ...changes,
})

/** A home in Izmir, of one person. */
export const home = (changes: Partial<RegistrationDetails> = {}): RegistrationDetails => ({
  kind: 'resident',
  country: 'TR',
  place: 'Izmir',
  position: { lat: 38.423, lon: 27.143 },
  from: '2026-11-24',
  until: null,
  email: 'lin.mei@example.org',
  phone: null,
  language: 'zh-Hans',
  onManifest: true,
  persons: [person()],
  ...changes,
})

/** A week there. */
export const trip = (changes: Partial<RegistrationDetails> = {}): RegistrationDetails =>
  home({ kind: 'trip', from: '2026-12-01', until: '2026-12-08', ...changes })
