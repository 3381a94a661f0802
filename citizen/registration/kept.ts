import { listRegistrations, type RegistrationCode, type RegistrationView } from '@consular/api'
import { RegistrationDetails } from '@consular/domain/registration'
import type { Refusal } from '@consular/domain/shared'
import { signal } from '@preact/signals'
import { del, set, values } from 'idb-keyval'
import { account, ask } from '../shell/session.ts'
import { registrations as store } from '../store/database.ts'

/** A registration as this phone keeps it: what was told here, what the service last said of it, and the codes that prove it. */
export interface Kept {
  readonly id: string
  readonly account: string
  readonly details: RegistrationDetails
  /** The version that `details` were made from; 0 for one that is new. */
  readonly version: number
  readonly unsent: boolean
  /** The person deleted it, and the service has not said so. */
  readonly deleting: boolean
  /** Why the service last said no. */
  readonly refusal: Refusal | null
  readonly view: RegistrationView | null
  readonly codes: readonly RegistrationCode[]
}

/** This person's registrations on this phone, the newest first; null until they were looked for. */
export const kept = signal<readonly Kept[] | null>(null)

const ordered = (all: readonly Kept[]): readonly Kept[] =>
  all.filter((one) => one.account === account.value).toSorted((one, other) => (one.id < other.id ? 1 : -1))

/** Takes out of the phone what it keeps. */
export async function openKept(): Promise<readonly Kept[]> {
  kept.value = ordered(await values<Kept>(store))
  return kept.value
}

/** Keeps a registration, on the screen and on the phone. */
export async function keep(one: Kept): Promise<void> {
  kept.value = ordered([...(kept.value ?? []).filter(({ id }) => id !== one.id), one])
  await set(one.id, one, store)
}

/** Changes the newest copy of a registration. Undefined where the phone does not have it. */
export async function change(id: string, edit: (one: Kept) => Kept): Promise<Kept | undefined> {
  const known = (kept.value ?? (await openKept())).find((one) => one.id === id)
  if (!known) return undefined
  const edited = edit(known)
  await keep(edited)
  return edited
}

/** Takes a registration off this phone. */
export async function drop(id: string): Promise<void> {
  kept.value = (kept.value ?? []).filter((one) => one.id !== id)
  await del(id, store)
}

/** What the service says of a registration, taken into the copy here. Codes are fetched anew where something of them changed. */
export function withView(known: Kept | undefined, view: RegistrationView): Kept {
  const same = known?.view?.version === view.version && known.view.lapseOn === view.lapseOn
  const fresh: Kept = {
    id: view.id,
    account: account.value ?? '',
    details: RegistrationDetails.parse(view),
    version: view.version,
    unsent: false,
    deleting: false,
    refusal: null,
    view,
    codes: same ? known.codes : [],
  }
  if (!known || (!known.unsent && !known.deleting)) return fresh
  // What was changed here waits to be sent, made from the version it was made from.
  return { ...known, view, codes: fresh.codes }
}

/** Brings the copies here up to what the service has; what it has no more was erased. Answers why it could not. */
export async function refresh(): Promise<Refusal | null> {
  const here = await openKept()
  const answer = await ask(listRegistrations, {})
  if (!answer.ok) return answer.refusal
  const { registrations } = answer.value
  for (const view of registrations)
    await keep(
      withView(
        here.find(({ id }) => id === view.id),
        view,
      ),
    )
  const listed = new Set(registrations.map(({ id }) => id))
  for (const one of here) if (one.view !== null && !listed.has(one.id)) await drop(one.id)
  return null
}
