import { type ApplicationView, readMyApplication } from '@consular/api'
import { type Answers, mergeDraft, type ServiceId } from '@consular/domain/application'
import { type Refusal } from '@consular/domain/shared'
import { freshId } from '@consular/ui'
import { signal } from '@preact/signals'
import { del, get, set, update, values } from 'idb-keyval'
import { now } from '../shell/clock.ts'
import { account, ask } from '../shell/session.ts'
import { registrations, drafts as store } from './database.ts'
import { deviceName } from './person.ts'

/** An application as this phone keeps it: what was written here, and what the server last said. */
export interface Draft {
  readonly id: string
  readonly account: string
  readonly mission: string
  readonly service: ServiceId
  readonly answers: Answers
  /** Some answers have not reached the server. */
  readonly unsent: boolean
  /** The person pressed "submit" and the server has not answered. */
  readonly submitting: boolean
  /** Why the server last said no. */
  readonly refusal: Refusal | null
  readonly view: ApplicationView | null
}

let device = 'unnamed'

/** The application on the screen. */
export const current = signal<Draft | null>(null)

/** Keeps a draft on the phone, and shows it where it is open. */
async function keep(draft: Draft): Promise<void> {
  if (current.value?.id === draft.id) current.value = draft
  await set(draft.id, draft, store)
}

/** Changes the newest copy of a draft. Undefined when the phone does not have it. */
export async function change(id: string, edit: (draft: Draft) => Draft): Promise<Draft | undefined> {
  if (current.value?.id === id) {
    const next = edit(current.value)
    await keep(next)
    return next
  }
  let edited: Draft | undefined
  await update<Draft | undefined>(id, (known) => (edited = known && edit(known)), store)
  return edited
}

/** A new draft with the wizard's answers; its id is made here, so that creating it twice makes one. */
export async function beginDraft(begin: Pick<Draft, 'account' | 'mission' | 'service' | 'answers'>): Promise<Draft> {
  const id = freshId<'application'>()
  const draft: Draft = { ...begin, id, unsent: true, submitting: false, refusal: null, view: null }
  current.value = draft
  await keep(draft)
  return draft
}

/** The server's copy put together with what was written here: the newest of each answer stays, and a picture that has arrived stays arrived. */
export const withView = (draft: Draft, view: ApplicationView): Draft => ({
  ...draft,
  view: { ...view, attachments: withArrived(view.attachments, draft.view?.attachments ?? []) },
  mission: view.mission,
  service: view.service,
  answers: mergeDraft(view.answers, draft.answers),
})

/** An answer that was on its way while a picture arrived does not know of it. */
function withArrived(
  told: ApplicationView['attachments'],
  known: ApplicationView['attachments'],
): ApplicationView['attachments'] {
  const arrived = known.filter(({ state }) => state === 'stored')
  return [...told.filter(({ id }) => !arrived.some((picture) => picture.id === id)), ...arrived]
}

const fromView = (view: ApplicationView, owner: string): Draft => ({
  id: view.id,
  account: owner,
  mission: view.mission,
  service: view.service,
  answers: view.answers,
  unsent: false,
  submitting: false,
  refusal: null,
  view,
})

/** What the server says of an application, taken into the phone's copy. */
export async function takeView(view: ApplicationView): Promise<Draft> {
  const known = current.value?.id === view.id ? current.value : await get<Draft>(view.id, store)
  const next = known ? withView(known, view) : fromView(view, account.value ?? '')
  await keep(next)
  return next
}

/** Opens an application: the phone's copy at once, then the server's. Refuses when neither has it. */
export async function openDraft(id: string): Promise<Refusal | null> {
  device = await deviceName()
  const known = await get<Draft>(id, store)
  const own = known && known.account === account.value ? known : null
  // What is open already may be newer than what has been kept.
  if (current.value?.id !== id || own === null) current.value = own
  const answer = await ask(readMyApplication, { params: { application: id } })
  if (answer.ok) {
    const taken = await takeView(answer.value)
    // What was typed while this was being kept is newer, and already on the screen.
    if (current.value?.id !== id) current.value = taken
    return null
  }
  return own ? null : answer.refusal
}

/**
 * Writes answers of the open application down, on the screen and on the phone at once: before the next drawing, or a keystroke would be drawn over.
 */
export async function write(id: string, answers: { readonly [field: string]: string }): Promise<void> {
  const at = now().epochMilliseconds
  await change(id, (draft) => {
    const changed = Object.entries(answers).filter(([field, value]) => (draft.answers[field]?.value ?? '') !== value)
    if (changed.length === 0) return draft
    // Newer than the answer it replaces, also on a phone whose clock was set back.
    const after = (field: string) => Math.max(at, (draft.answers[field]?.at ?? 0) + 1)
    const written = Object.fromEntries(changed.map(([field, value]) => [field, { value, at: after(field), device }]))
    return { ...draft, answers: { ...draft.answers, ...written }, unsent: true, refusal: null }
  })
}

/** All of this person's applications that the phone keeps. */
export async function keptDrafts(): Promise<readonly Draft[]> {
  const all = await values<Draft>(store)
  return all.filter((draft) => draft.account === account.value)
}

/** Would signing out now lose something? */
export const unsynchronised = async (): Promise<boolean> =>
  (await keptDrafts()).some(({ unsent, submitting }) => unsent || submitting) ||
  (await values<{ readonly unsent: boolean }>(registrations)).some(({ unsent }) => unsent)

/** Removes an application from this phone. */
export async function forgetDraft(id: string): Promise<void> {
  if (current.value?.id === id) current.value = null
  await del(id, store)
}
