import type { ReportState } from '@consular/api'
import { createStore, del, get, update, values } from 'idb-keyval'

/** Something to be said, as it will be sent: the same text each time, so that it is one report however often it goes. */
export interface Letter {
  readonly address: string
  readonly body: string
  readonly madeAt: string
  /** The server has said that it holds it. */
  readonly sent: boolean
  readonly placed: boolean
}

/** A voice note or a photograph that follows. Its bytes leave the phone when all of them have arrived. */
export interface Enclosure {
  readonly id: string
  readonly kind: 'voice' | 'photo'
  readonly address: string
  readonly madeAt: string
  readonly size: number
  readonly received: number
  readonly bytes: Uint8Array<ArrayBuffer> | null
  /** Why the server took no more of it: a code. */
  readonly refusal: string | null
}

/** A cry for help as this phone keeps it until its person takes it off. */
export interface Cry {
  readonly id: string
  readonly secret: string
  readonly madeAt: string
  readonly situation: string
  readonly silent: boolean
  readonly letters: readonly Letter[]
  readonly enclosures: readonly Enclosure[]
  /** What the server last said, and when by this phone; null while it has said nothing. */
  readonly state: ReportState | null
  readonly heardAt: string | null
}

const store = createStore('consular-sos', 'cries')

/** Tells every page and the worker that a cry has changed. */
export const changes = 'sos'
const speaker = new BroadcastChannel(changes)

// A channel has no other origin: the rule means windows.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (id: string): void => speaker.postMessage(id)

/** Every cry on this phone, the newest first. */
export const keptCries = async (): Promise<readonly Cry[]> =>
  (await values<Cry>(store)).toSorted((one, other) => other.madeAt.localeCompare(one.madeAt))

/** Changes a cry where it lies; a page and the worker never write over one another. */
export async function changeCry(id: string, edit: (cry: Cry) => Cry): Promise<void> {
  await update<Cry | undefined>(id, (known) => known && edit(known), store)
  tell(id)
}

/** Writes a new cry down: before anything is sent. */
export async function keepCry(cry: Cry): Promise<void> {
  await update<Cry>(cry.id, () => cry, store)
  tell(cry.id)
}

/** One of them, as it is now. */
export const keptCry = (id: string): Promise<Cry | undefined> => get<Cry>(id, store)

/** Takes a cry off this phone. */
export async function forgetCry(id: string): Promise<void> {
  await del(id, store)
  tell(id)
}

/** Has something of it still to be sent? */
export const waits = ({ letters, enclosures }: Cry): boolean =>
  letters.some(({ sent }) => !sent) || enclosures.some(({ bytes, refusal }) => bytes !== null && refusal === null)
