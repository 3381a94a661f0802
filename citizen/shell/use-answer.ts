import type { AnswerOf, Endpoint, RequestOf } from '@consular/api'
import type { Refusal } from '@consular/domain/shared'
import { useEffect, useState } from 'preact/hooks'
import { ask } from './session.ts'

interface Loaded<T> {
  readonly value: T | null
  readonly refusal: Refusal | null
  readonly set: (value: T) => void
  readonly again: () => void
}

/** What an endpoint answers, asked when the screen is entered; `again` asks once more. */
export function useAnswer<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Loaded<AnswerOf<E>> {
  const [value, setValue] = useState<AnswerOf<E> | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let left = false
    const load = async () => {
      const answer = await ask(endpoint, request)
      if (left) return
      setRefusal(answer.ok ? null : answer.refusal)
      if (answer.ok) setValue(() => answer.value)
    }
    void load()
    return () => {
      left = true
    }
  }, [round])
  return { value, refusal, set: (next) => setValue(() => next), again: () => setRound(round + 1) }
}
