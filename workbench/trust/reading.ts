import type { AnswerOf, Endpoint, RequestOf } from '@consular/api'
import { newId, type Result } from '@consular/domain/shared'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { waitingForPasskey } from '../file/case.ts'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'

/** What a screen shows of an answer: null while it is on its way, or why there is none. */
export interface Reading<T> {
  readonly value: T | null
  readonly fault: string | null
  /** Puts a newer answer on the screen. */
  readonly show: (value: T) => void
  readonly again: () => void
}

/** Reads an endpoint for a screen, and once more when asked for or when the request is another. */
export function useReading<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Reading<AnswerOf<E>> {
  const [value, fault, turn] = [useSignal<AnswerOf<E> | null>(null), useSignal<string | null>(null), useSignal(0)]
  const key = JSON.stringify(request)
  useEffect(() => {
    const stop = new AbortController()
    const read = async () => {
      const answer = await ask(endpoint, request, stop.signal)
      if (stop.signal.aborted) return
      fault.value = answer.ok ? null : whyRefused(answer.refusal)
      if (answer.ok) value.value = answer.value
    }
    void read()
    return () => stop.abort()
  }, [endpoint.name, key, turn.value])
  return {
    value: value.value,
    fault: fault.value,
    show: (next) => void (value.value = next),
    again: () => void turn.value++,
  }
}

/** Does something that may ask for the passkey first; then it goes on by itself. */
export async function withPasskey<T>(send: () => Promise<Result<T>>, take: (answer: Result<T>) => void): Promise<void> {
  const answer = await send()
  if (!answer.ok && answer.refusal.code === 'access.step-up-needed')
    waitingForPasskey.value = () => withPasskey(send, take)
  else take(answer)
}

/** A new id of whatever kind. */
export const freshId = (): string =>
  newId<'any'>(Temporal.Now.instant(), (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>))

/** A moment with its year: lists are looked up long afterwards. */
export const writeWhen = (instant: string): string =>
  Temporal.Instant.from(instant).toLocaleString(spoken.value.language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
