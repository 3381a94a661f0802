import { type AnswerOf, call, readConfiguration } from '@consular/api'
import { signal } from '@preact/signals'
import { get, set } from 'idb-keyval'
import { settings } from '../store/database.ts'
import { setClock } from './clock.ts'

type Configuration = AnswerOf<typeof readConfiguration>

/** What kind of service this is. Null until the phone or the server has said so. */
export const configuration = signal<Configuration | null>(null)

/** Takes what the phone remembers, then what the server says: the banner of a demonstration shows without a line too. */
export async function learnConfiguration(): Promise<void> {
  configuration.value = (await get<Configuration>('configuration', settings)) ?? null
  const answer = await call(readConfiguration, {})
  if (!answer.ok) return
  setClock(answer.value.now)
  configuration.value = answer.value
  await set('configuration', answer.value, settings)
}
