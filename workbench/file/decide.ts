import {
  acceptApplication,
  approveApplication,
  type CaseFile,
  proposeRefusal,
  recommendApproval,
  refuseApplication,
  returnApplication,
  sendBack,
} from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { spoken } from '../shell/language.ts'
import { ask } from '../shell/session.ts'
import type { OfficerMove } from './actions.ts'
import { act, done, onward, type Purpose, settled } from './case.ts'
import { defectsToSend } from './defects.ts'
import { draftOf } from './drafts.ts'

type Send = (file: CaseFile) => Promise<Result<CaseFile>>

const at = ({ id, version }: CaseFile) => ({ params: { application: id }, body: { version } })

/** How each move is sent, with what its form holds. Each names the version that the officer saw. */
const sends: { readonly [move in OfficerMove]: Send } = {
  accept: (file) => ask(acceptApplication, at(file)),
  recommend: (file) => ask(recommendApproval, at(file)),
  approve: (file) => ask(approveApplication, at(file)),
  refuse: (file) => ask(refuseApplication, at(file)),
  return: (file) =>
    ask(returnApplication, {
      params: { application: file.id },
      body: { version: file.version, defects: defectsToSend(draftOf(file.id).defects) },
    }),
  'send-back': (file) =>
    ask(sendBack, {
      params: { application: file.id },
      body: { version: file.version, reason: draftOf(file.id).sendBackReason },
    }),
  'propose-refusal': (file) => {
    const { ground, explanation } = draftOf(file.id)
    return ask(proposeRefusal, {
      params: { application: file.id },
      body: { version: file.version, ground, explanation },
    })
  },
}

/** Makes a move. An accepted file stays open, for its review begins; after every other move the next file of the queue opens. */
export function decide(move: OfficerMove, purpose: Purpose): Promise<void> {
  return act({
    purpose,
    send: sends[move],
    onDone: (changed) => {
      if (move !== 'accept') return onward(changed, move)
      settled(changed.id)
      done.value = spoken.value.say('done.accept', { reference: changed.reference })
    },
  })
}
