import * as api from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { valueOf } from '../account/testing-browser.ts'
import { id } from '../application/testing-stage.ts'
import { caseOf, type onCall, reading, sendText, telephone } from './testing-duty.ts'

export type Desk = Awaited<ReturnType<typeof onCall>>
type Body<E extends api.Endpoint> = Omit<api.BodyOf<E>, 'version'>

/** The acts of an officer in a case that is open before her. */
export const acts = {
  describe: api.describeCase,
  assign: api.assignCase,
  move: api.moveCase,
  task: api.settleTask,
  contact: api.keepContact,
  cost: api.enterCost,
  acknowledge: api.acknowledgeCost,
  detention: api.noteDetention,
  visit: api.noteVisit,
  word: api.keepWord,
  share: api.shareWithSender,
  merge: api.mergeCase,
  seal: api.sealCase,
  letIn: api.letIn,
} as const

/** A report that has come to Bangkok: of oneself, unless its fields say otherwise. */
export async function reported(fields: { readonly [name: string]: unknown } = {}) {
  const phone = telephone(fields)
  const { reference } = await sendText(phone.id, phone.text)
  const { id: assistance } = await caseOf(reference)
  return { ...phone, reference, assistance }
}

/** The fields of a report of a sister about her brother. */
export const aboutBrother = {
  situation: 'detained',
  about: 'other',
  aboutName: 'Li Wei',
  senderName: 'Li Na',
  senderContact: '+66812345678',
  words: 'the police took him',
}

/** Acts in a case at its present version. */
export async function act<K extends keyof typeof acts>(
  desk: Desk,
  where: { readonly reference: string; readonly assistance: string },
  [name, body]: readonly [K, Body<(typeof acts)[K]>],
): Promise<Result<api.AssistanceCaseView>> {
  const { version } = await caseOf(where.reference)
  const params = { assistance: where.assistance }
  return desk.browser.call(acts[name] as unknown as typeof api.describeCase, {
    params,
    body: { ...body, version } as never,
  })
}

/** What an officer says a case is: a detention of Li Wei, unless told otherwise. */
export const detained = { type: 'DETAINED', country: null, personName: 'Li Wei', personBorn: '1990-05-17' } as const

/** A case that an officer has read, triaged as suggested and taken. */
export async function inHand(desk: Desk, fields: { readonly [name: string]: unknown } = {}) {
  const found = await reported(fields)
  const { suggested } = await reading(desk, found.assistance)
  const params = { assistance: found.assistance }
  const triage = { params, body: { version: (await caseOf(found.reference)).version, priority: suggested } }
  valueOf(await desk.browser.call(api.triageCase, triage))
  const taking = { version: (await caseOf(found.reference)).version, act: 'take', text: '' } as const
  valueOf(await desk.browser.call(api.actOnCase, { params, body: taking }))
  return found
}

export const visitOf = (visitedAt: string) => ({
  visit: id(),
  visitedAt,
  place: 'Klong Prem prison',
  health: 'a cut on the hand, treated',
  treatment: 'fair',
  needs: 'reading glasses',
  lawyer: 'asks for a list',
})
