import type { Result } from '@consular/domain/shared'
import { signal } from '@preact/signals'

/** What waits for the passkey, and goes on by itself once it was touched. */
export const waitingForPasskey = signal<(() => Promise<void>) | null>(null)

/** Sends something that may ask for the passkey first; then it is sent once more. Every other answer is `take`’s. */
export async function withPasskey<T>(send: () => Promise<Result<T>>, take: (answer: Result<T>) => void): Promise<void> {
  const answer = await send()
  if (!answer.ok && answer.refusal.code === 'access.step-up-needed')
    waitingForPasskey.value = () => withPasskey(send, take)
  else take(answer)
}
