import type { AnswerOf, Endpoint, RequestOf } from '@consular/api'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
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

/** A moment with its year: lists are looked up long afterwards. */
export const writeWhen = (instant: string): string =>
  Temporal.Instant.from(instant).toLocaleString(spoken.value.language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
