import type { Result } from '@consular/domain/shared'
import { signal } from '@preact/signals'
import { waitingForPasskey } from '../file/case.ts'
import { whyRefused } from '../shell/names.ts'

/** Why the last request was refused, in words. */
export const fault = signal<string | null>(null)
/** What has just been done, in words. */
export const news = signal<string | null>(null)
/** A request is on its way. */
export const sending = signal(false)

/** Forgets what was said, for another screen. */
export function quiet(): void {
  fault.value = null
  news.value = null
}

/** Sends something. What needs the passkey waits for it and is then sent once more; another refusal is said, and `onRefused` hears its code. */
export async function attempt<T>(
  send: () => Promise<Result<T>>,
  onDone: (value: T) => void,
  onRefused?: (code: string) => void,
): Promise<void> {
  if (sending.value) return
  sending.value = true
  quiet()
  const answer = await send()
  sending.value = false
  if (answer.ok) {
    waitingForPasskey.value = null
    onDone(answer.value)
  } else if (answer.refusal.code === 'access.step-up-needed') {
    waitingForPasskey.value = () => attempt(send, onDone, onRefused)
  } else {
    waitingForPasskey.value = null
    fault.value = whyRefused(answer.refusal)
    onRefused?.(answer.refusal.code)
  }
}
