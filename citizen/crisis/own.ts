import { answerOwnCrisis, listOwnCrises, OwnCrisis } from '@consular/api'
import { freshId } from '@consular/ui'
import { signal } from '@preact/signals'
import { get, set } from 'idb-keyval'
import * as z from 'zod/mini'
import { account, ask } from '../shell/session.ts'
import { crises as store } from '../store/database.ts'

/** An answer made on this phone. It bears its id and its hour from the start, so that it counts once and at its time however late it is sent. */
const Waiting = z.object({ crisis: z.string(), answer: z.string(), says: z.enum(['safe', 'help']), at: z.string() })
type Waiting = z.infer<typeof Waiting>

const Kept = z.object({ account: z.string(), crises: z.array(OwnCrisis), waiting: z.array(Waiting) })
type Kept = z.infer<typeof Kept>

const place = 'own'

/** The crises that touch this person, as far as this phone knows, and her answers that have not left it. */
export const own = signal<Pick<Kept, 'crises' | 'waiting'>>({ crises: [], waiting: [] })

async function keep(next: Pick<Kept, 'crises' | 'waiting'>): Promise<void> {
  own.value = next
  if (account.value !== null) await set(place, { account: account.value, ...next }, store)
}

/** What this phone kept for whoever is signed in. */
export async function openOwn(): Promise<void> {
  const kept = Kept.safeParse(await get(place, store))
  if (kept.success && kept.data.account === account.value) own.value = kept.data
}

/** Asks what is on, and sends what waits; without a line both stay as they are. */
export async function refresh(): Promise<void> {
  await sendWaiting()
  const answer = await ask(listOwnCrises, {})
  if (answer.ok) await keep({ ...own.value, crises: answer.value.crises })
}

/** Answers for the household, at once on this phone, and on the line as soon as there is one. */
export async function answerCrisis(crisis: string, says: Waiting['says']): Promise<void> {
  const at = Temporal.Now.instant().toString({ smallestUnit: 'second' })
  await keep({ ...own.value, waiting: [...own.value.waiting, { crisis, answer: freshId(), says, at }] })
  await sendWaiting()
}

let sending: Promise<void> | null = null

/** Sends what waits, one answer after the other and never twice side by side. */
export function sendWaiting(): Promise<void> {
  sending ??= sendAll().finally(() => {
    sending = null
  })
  return sending
}

async function sendAll(): Promise<void> {
  for (let [next] = own.value.waiting; next !== undefined; [next] = own.value.waiting) {
    const { crisis, answer, says, at } = next
    const sent = await ask(answerOwnCrisis, { params: { crisis, answer }, body: { says, at } })
    if (!sent.ok && sent.refusal.code !== 'crisis.unknown') return
    const crises = own.value.crises.map((each) => (sent.ok && each.id === crisis ? sent.value : each))
    await keep({ crises, waiting: own.value.waiting.filter((each) => each.answer !== answer) })
  }
}
