import type { Refusal, Result } from '@consular/domain/shared'
import { useState } from 'preact/hooks'

interface Work {
  readonly busy: boolean
  readonly refusal: Refusal | null
  /** Does one piece of work at a time; its value, or undefined after a refusal, which is kept to be shown. */
  readonly run: <T>(work: () => Promise<Result<T>>) => Promise<{ readonly value: T } | undefined>
}

/** Work that a press of a button starts: busy while it runs, and the refusal when it was refused. */
export function useWork(): Work {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const run: Work['run'] = async (work) => {
    if (busy) return undefined
    setBusy(true)
    setRefusal(null)
    const answer = await work()
    setBusy(false)
    if (answer.ok) return { value: answer.value }
    setRefusal(answer.refusal)
    return undefined
  }
  return { busy, refusal, run }
}
