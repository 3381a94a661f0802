import { readFileSync } from 'node:fs'
import type { OfficerId } from '../access/index.ts'
import type { PersonId } from '../person/index.ts'
import { mrzLines } from '../person/index.ts'
import { newId, type Result } from '../shared/index.ts'
import { type Answers, Defects, newDraft, RefusalGrounds, Services, type Submission, submit } from './index.ts'
import type { Application, Decision } from './model.ts'
import { after } from './model.ts'
import { type Calendar } from './promise.ts'
import { accept, beginChecks, recommend } from './review.ts'

/** LIN MEI's renewal at Milan and its officers: the examples that the tests of this module share. */

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../pack/uto/${name}.json`, import.meta.url), 'utf8'))

export const services = Services.parse(read('services'))
export const catalogue = Defects.parse(read('defects')).defects
export const grounds = RefusalGrounds.parse(read('refusal-grounds')).grounds

const at = Temporal.Instant.from('2026-11-20T08:00:00Z')
let made = 0
const id = <Kind extends string>() => newId<Kind>(at, (bytes) => bytes.fill(++made))

export const ann: OfficerId = id<'officer'>()
export const bo: OfficerId = id<'officer'>()
export const cai: OfficerId = id<'officer'>()
export const lin: PersonId = id<'person'>()

/** A moment of Milan's wall clock. */
export const milan = (local: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Rome').toInstant()

export const today = Temporal.PlainDate.from('2026-11-23')

/** Milan's working days: Monday to Friday, less the holidays given. */
export const calendar = (...holidays: string[]): Calendar => ({
  zone: 'Europe/Rome',
  isWorkingDay: (date) => date.dayOfWeek <= 5 && !holidays.includes(date.toString()),
})

/** The value of a result that has to be there. */
export function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.code} ${JSON.stringify(result.refusal.data)}`)
  return result.value
}

export const answers = (values: { readonly [field: string]: string }): Answers =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, { value, at: at.epochMilliseconds, device: 'phone' }]),
  )

const zone = mrzLines({
  issuer: 'UTO',
  surname: 'Lin',
  givenNames: 'Mei',
  documentNumber: 'U12345678',
  nationality: 'UTO',
  birthDate: '1992-06-01',
  sex: 'F',
  expiryDate: '2026-12-20',
})

/** What LIN MEI answers: the wizard's questions and the whole form. */
export const linAnswers = {
  where: 'abroad',
  age: 'adult',
  problem: 'expiry',
  'passport-expiry': '2026-12-20',
  stay: 'resident',
  mrz: accepted(zone).join('\n'),
  'passport-data-page': id(),
  surname: 'Lin',
  'given-names': 'Mei',
  'birth-date': '1992-06-01',
  'birth-place': 'Utopia City',
  sex: 'F',
  email: 'mei@example.org',
  phone: '+66812345678',
  country: 'IT',
  city: 'Bologna',
  address: 'Via Zamboni 1',
  'residence-permit': id(),
  photo: id(),
}

export const draft = (values: { readonly [field: string]: string } = linAnswers): Application => ({
  ...newDraft({
    id: id<'application'>(),
    applicant: lin,
    service: 'passport-renewal',
    rule: 'resident-expiring',
    mission: 'MIL',
  }),
  answers: answers(values),
})

export const submission: Submission = { services, today, competent: 'MIL', live: null, reference: 'TD-7KQ4-93XM-2' }
export const applicant = (local: string) => ({ by: { kind: 'applicant', id: lin } as const, now: milan(local) })

/** The application after a decision that has to succeed. */
export const moved = (application: Application, result: Result<Decision>): Application =>
  after(application, accepted(result))

/** LIN MEI's file in the checks, and accepted by Ann on Tuesday 24 November. */
export function inChecks(): Application {
  const submitted = draft()
  const file = moved(submitted, submit(submitted, applicant('2026-11-23T20:00'), submission))
  return moved(file, beginChecks(file, milan('2026-11-23T20:01')))
}

export function inReview(days: Calendar = calendar()): Application {
  const file = inChecks()
  return moved(file, accept(file, { by: ann, now: milan('2026-11-24T09:30') }, { workingDays: 15, calendar: days }))
}

export function inSecondReview(): Application {
  const file = inReview()
  return moved(file, recommend(file, { by: ann, now: milan('2026-11-25T11:00') }))
}
