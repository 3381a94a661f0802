import type { Answers, ServiceId } from '@consular/domain/application'
import { mrzLines } from '@consular/domain/person'
import { newId, type Result } from '@consular/domain/shared'
import {
  accept,
  approve,
  checkSubmitted,
  keepDeadlines,
  proposeRefusal,
  recommend,
  recordScan,
  refuseApplication,
  returnForCorrection,
  saveDraft,
  submit,
  withdraw,
} from '../application/index.ts'
import { insertPicture, reEncode } from '../attachment/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { type Sample, samples } from './sample-stories.ts'
import { specimenPage, specimenPortrait } from './specimen.ts'
import { addSampleAccount, type Desk, exampleDesks, hasApplications } from './store.ts'

/**
 * Fills an empty demonstration with applications in every state, made by the service's own use cases on a clock that is set back:
 * what a newcomer sees is what would have happened. Answers whether there was anything to add.
 */
export async function addSampleApplications(context: Context): Promise<boolean> {
  if (await hasApplications(context.database)) return false
  const desks = await exampleDesks(context.database)
  if (desks.length === 0) return false
  const pictures = { portrait: await made(reEncode(specimenPortrait())), page: await made(reEncode(specimenPage())) }
  for (const [index, sample] of samples.entries()) {
    const desk = desks[index % desks.length] as Desk
    await tell({ context, desk, pictures, sample, index })
  }
  return true
}

interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly width: number
  readonly height: number
}

interface Telling {
  readonly context: Context
  readonly desk: Desk
  readonly pictures: { readonly portrait: Picture; readonly page: Picture }
  readonly sample: Sample
  readonly index: number
}

async function made<T>(result: Result<T> | Promise<Result<T>>): Promise<T> {
  const answered = await result
  if (!answered.ok) throw new Error(`a sample was refused: ${JSON.stringify(answered.refusal)}`)
  return answered.value
}

/** Lets one story happen, step by step, each on its day. */
async function tell({ context, desk, pictures, sample, index }: Telling): Promise<void> {
  const at = (daysAgo: number): Context => ({
    ...context,
    now: () => context.now().subtract({ hours: Math.round(daysAgo * 24) }),
    nudge: () => undefined,
  })
  const begun = at(sample.begunDaysAgo)
  const account = newId<'account'>(begun.now(), context.random)
  await addSampleAccount(context.database, {
    id: account,
    email: `sample-${index + 1}@example.org`,
    language: index % 3 === 2 ? 'en' : 'zh-Hans',
    at: begun.now().toString(),
  })
  const application = newId<'application'>(begun.now(), context.random)
  const ids = Object.fromEntries(
    (['photo', 'passport-data-page', 'residence-permit'] as const).map((kind) => [
      kind,
      newId<'attachment'>(begun.now(), context.random),
    ]),
  )
  const service: ServiceId = 'passport-renewal'
  const answers = answersOf(sample, { context: begun, desk, ids, email: `sample-${index + 1}@example.org` })
  await made(saveDraft(begun, { account, application, mission: desk.mission, service, answers }))
  for (const [kind, id] of Object.entries(ids)) {
    const picture = kind === 'photo' ? pictures.portrait : pictures.page
    await insertPicture(
      context.database,
      { application, attachment: id },
      { kind, ...picture, at: begun.now().toString() },
    )
  }
  let version = 0
  const decisionBy = (session: OfficerSession) => ({ session, application, version })
  for (const [step, daysAgo] of sample.steps) {
    const then = at(daysAgo)
    const [reviewer, approver] = [desk.reviewer(then.now()), desk.approver(then.now())]
    if (step === 'submit') {
      await made(submit(then, { account, application }))
      await checkSubmitted(then)
      version = 2
      continue
    }
    const file = await (async () => {
      switch (step) {
        case 'accept':
          return made(accept(then, decisionBy(reviewer)))
        case 'return':
          return made(
            returnForCorrection(then, decisionBy(reviewer), [
              { code: 'PHOTO_HEAD_TOO_SMALL' },
              { code: 'PARENT_NAME_MISSING' },
            ]),
          )
        case 'resubmit':
          return made(submit(then, { account, application }))
        case 'scan-other-number':
          return made(
            recordScan(
              then,
              decisionBy(reviewer),
              zoneOf(sample, sample.scannedNumber ?? sample.number, context.pack.info.icaoCode),
            ),
          )
        case 'recommend':
          return made(recommend(then, decisionBy(reviewer)))
        case 'propose-refusal':
          return made(
            proposeRefusal(then, decisionBy(reviewer), {
              ground: 'IDENTITY_UNPROVEN',
              explanation: sample.explanation ?? '',
            }),
          )
        case 'approve':
          return made(approve(then, decisionBy(approver)))
        case 'refuse':
          return made(refuseApplication(then, decisionBy(approver)))
        case 'withdraw':
          return made(withdraw(then, { account, application }))
        case 'lapse':
          await keepDeadlines(then)
      }
      return null
    })()
    version = file?.version ?? version
  }
}

const zoneOf = (sample: Sample, number: string, issuer: string): string => mrzOf({ issuer, number, sample })

function mrzOf({ issuer, number, sample }: { issuer: string; number: string; sample: Sample }): string {
  const lines = mrzLines({
    issuer,
    nationality: issuer,
    surname: sample.surname,
    givenNames: sample.givenNames,
    documentNumber: number,
    birthDate: sample.birthDate,
    sex: sample.sex,
    expiryDate: '2027-02-15',
  })
  if (!lines.ok) throw new Error('a sample has no zone')
  return lines.value.join('\n')
}

function answersOf(
  sample: Sample,
  { context, desk, ids, email }: { context: Context; desk: Desk; ids: Record<string, string>; email: string },
): Answers {
  const host = context.pack.directory.missions.get(desk.mission)
  const at = context.now().epochMilliseconds
  const issuer = context.pack.info.icaoCode
  const given: Record<string, string> = {
    where: 'abroad',
    age: 'adult',
    problem: sample.problem,
    stay: 'resident',
    'passport-expiry': '2027-02-15',
    mrz: mrzOf({ issuer, number: sample.number, sample }),
    'prior-number': sample.number,
    'native-name': sample.nativeName,
    surname: sample.surname,
    'given-names': sample.givenNames,
    'birth-date': sample.birthDate,
    'birth-place': sample.birthPlace,
    sex: sample.sex,
    'mother-name': '',
    'father-name': '',
    email,
    phone: '+390255500123',
    country: host?.host.country ?? 'IT',
    city: host?.city.en ?? 'Milan',
    address: 'Via di Prova 1',
    ...ids,
  }
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== '')
      .map(([field, value]) => [field, { value, at, device: 'sample' }]),
  )
}
