import { type AnswerOf, call, readConfiguration } from '@consular/api'
import { signal } from '@preact/signals'

/** What kind of service this is; null until the server has said so. */
export const configuration = signal<AnswerOf<typeof readConfiguration> | null>(null)

/** Asks the server what kind of service it is. */
export async function learnConfiguration(): Promise<void> {
  const answer = await call(readConfiguration, {})
  if (answer.ok) configuration.value = answer.value
}
