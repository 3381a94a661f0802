import { type CaseFile, openFile } from '@consular/api'
import { AccessPurpose } from '@consular/domain/access'
import type { Refusal, Result } from '@consular/domain/shared'
import { signal } from '@preact/signals'
import type { QueueName } from '../queue/names.ts'
import { addressOfQueue, nextAfter, place, refreshQueue } from '../queue/queue.ts'
import { spoken } from '../shell/language.ts'
import { nameOf, whyRefused } from '../shell/names.ts'
import { go } from '../shell/navigate.ts'
import { ask } from '../shell/session.ts'
import { waitingForPasskey } from '../shell/with-passkey.ts'
import { changeDraft, forgetDraft } from './drafts.ts'

/** Why an officer opens a file; the applicant reads it. */
export type Purpose = AccessPurpose
export const purposes: readonly Purpose[] = AccessPurpose.options

export const isPurpose = (name: string | undefined): name is Purpose => AccessPurpose.safeParse(name).success

/** What files of a queue are opened for; null where the officer has to say. */
export const purposeOfQueue: { readonly [queue in QueueName]: Purpose | null } = {
  review: 'review',
  decision: 'second-review',
  waiting: null,
  done: null,
}

/** The address of a file, opened for a purpose. */
export const addressOfFile = (application: string, purpose: Purpose): string =>
  `/workbench/files/${application}?for=${purpose}`

/** The file on the screen; null while it is being fetched. */
export const file = signal<CaseFile | null>(null)
/** Why it cannot be shown. */
export const fileFault = signal<Refusal | null>(null)
/** Why the last action was refused, in words. */
export const actionFault = signal<string | null>(null)
/** What has just been done, to be said on the next screen. */
export const done = signal<string | null>(null)
/** An action is on its way. */
export const busy = signal(false)

let wanted = ''

/** Opens a file. What was on the screen of another leaves at once. */
export async function open(application: string, purpose: Purpose): Promise<void> {
  wanted = application
  if (file.value?.id !== application) file.value = null
  fileFault.value = null
  const answer = await ask(openFile, { params: { application }, query: { purpose } })
  if (wanted !== application) return
  if (answer.ok) file.value = answer.value
  else fileFault.value = answer.refusal
}

/** Leaves the file: nothing of it stays on the screen. */
export function close(): void {
  wanted = ''
  file.value = null
  fileFault.value = null
  actionFault.value = null
  waitingForPasskey.value = null
}

/** Refusals that mean: the file is no longer what the screen shows. */
const outdated: ReadonlySet<string> = new Set([
  'application.changed-meanwhile',
  'application.already-decided',
  'application.not-possible-now',
  'application.warning-unknown',
])

interface Action {
  readonly purpose: Purpose
  readonly send: (current: CaseFile) => Promise<Result<CaseFile>>
  /** What to do with the answer; without it the file stays on the screen. */
  readonly onDone?: (changed: CaseFile) => void
}

/**
 * Does something to the file on the screen. A file that changed meanwhile is fetched again and its state is told; typed
 * text stays where it is. A decision that needs the passkey waits for it and is then sent once more.
 */
export async function act({ purpose, send, onDone }: Action): Promise<void> {
  const current = file.value
  if (!current || busy.value) return
  busy.value = true
  actionFault.value = null
  const answer = await send(current)
  busy.value = false
  if (file.value?.id !== current.id) return
  if (answer.ok) {
    waitingForPasskey.value = null
    file.value = answer.value
    void refreshQueue()
    onDone?.(answer.value)
    return
  }
  const { code } = answer.refusal
  if (code === 'access.step-up-needed') {
    waitingForPasskey.value = () => act({ purpose, send, ...(onDone ? { onDone } : {}) })
    return
  }
  waitingForPasskey.value = null
  // A file that moved on may be refused for the role that its new state asks for: what counts is whether it moved.
  if (outdated.has(code) || code.startsWith('access.')) await open(current.id, purpose)
  actionFault.value = file.value?.version === current.version ? whyRefused(answer.refusal) : whatHappened(code)
}

/** That the file moved meanwhile, and the state in which it is now. */
function whatHappened(code: string): string {
  const state = file.value ? nameOf('state', file.value.state) : ''
  const why = whyRefused({ code: outdated.has(code) ? code : 'application.changed-meanwhile' })
  return `${why} ${spoken.value.say('conflict.now', { state })}`
}

/** The form of the move was sent: its text is forgotten and the form closes. */
export function settled(application: string): void {
  forgetDraft(application)
}

/** Opens the form of a move, or closes it; what was typed stays. */
export function showPanel(application: string, panel: string | null): void {
  actionFault.value = null
  changeDraft(application, { panel })
}

/** After a decision: on to the next file of the queue, or back to the queue when it was the last. */
export function onward(decided: CaseFile, move: string): void {
  const { say } = spoken.value
  const at = place.value
  const next = nextAfter(decided.id)
  const purpose = at ? purposeOfQueue[at.queue] : null
  settled(decided.id)
  done.value = say(`done.${move}`, { reference: decided.reference })
  if (next && purpose) go(addressOfFile(next, purpose), { replace: true })
  else go(at ? addressOfQueue(at.mission, at.queue) : '/workbench/')
}
