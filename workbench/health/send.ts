import type { Result } from '@consular/domain/shared'
import { signal } from '@preact/signals'
import { whyRefused } from '../shell/names.ts'
import { withPasskey } from '../shell/with-passkey.ts'

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
  const sendOnce = async () => {
    sending.value = true
    quiet()
    const answer = await send()
    sending.value = false
    return answer
  }
  await withPasskey(sendOnce, (answer) => {
    if (answer.ok) return onDone(answer.value)
    fault.value = whyRefused(answer.refusal)
    onRefused?.(answer.refusal.code)
  })
}
