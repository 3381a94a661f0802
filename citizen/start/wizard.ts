import type { Answers } from '@consular/domain/application'
import { signal } from '@preact/signals'
import { del, get, set } from 'idb-keyval'
import { now } from '../shell/clock.ts'
import { settings } from '../store/database.ts'
import { deviceName } from '../store/person.ts'

/** What the wizard knows so far: plain answers, the mission that was chosen, and the town one lives in. */
export interface Wizard {
  readonly answers: Answers
  readonly mission: string | null
}

const key = 'wizard'
const blank: Wizard = { answers: {}, mission: null }

/** The wizard of this visit; null until the phone has been asked. */
export const wizard = signal<Wizard | null>(null)

/** Takes up the wizard where it was left, on this phone. */
export async function openWizard(): Promise<void> {
  wizard.value ??= (await get<Wizard>(key, settings)) ?? blank
}

async function keep(next: Wizard): Promise<void> {
  wizard.value = next
  await set(key, next, settings)
}

/** Writes answers down. */
export async function answer(given: { readonly [question: string]: string }): Promise<void> {
  const device = await deviceName()
  const at = now().epochMilliseconds
  const known = wizard.value ?? blank
  const cells = Object.fromEntries(Object.entries(given).map(([question, value]) => [question, { value, at, device }]))
  await keep({ ...known, answers: { ...known.answers, ...cells } })
}

/** Notes the mission that is to handle the document. */
export const chooseMission = (mission: string | null): Promise<void> => keep({ ...(wizard.value ?? blank), mission })

/** Begins anew; what is known of the place stays. */
export function clearAnswers(): Promise<void> {
  const { answers, mission } = wizard.value ?? blank
  const place = Object.entries(answers).filter(([field]) => field === 'country' || field === 'city')
  return keep({ answers: Object.fromEntries(place), mission })
}

/** Forgets the wizard once its answers are in a draft. */
export async function closeWizard(): Promise<void> {
  wizard.value = blank
  await del(key, settings)
}
