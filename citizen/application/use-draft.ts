import type { Services } from '@consular/domain/application'
import type { Refusal } from '@consular/domain/shared'
import { useEffect, useState } from 'preact/hooks'
import { account } from '../shell/session.ts'
import { current, type Draft, openDraft } from '../store/drafts.ts'
import { learnServices, services } from './services.ts'

interface Opened {
  readonly draft: Draft | null
  readonly services: Services | null
  readonly refusal: Refusal | null
  readonly again: () => void
}

/** The application of this address with the services it belongs to; from the phone at once, from the server as soon as it answers. */
export function useDraft(id: string): Opened {
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (account.value === null) return
    const open = async () => {
      setRefusal(null)
      await learnServices().catch(() => setRefusal({ code: 'line.down' }))
      const refused = await openDraft(id)
      if (refused) setRefusal(refused)
    }
    void open()
  }, [id, round, account.value])
  const state = current.value?.view?.state
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && setRound((known) => known + 1)
    document.addEventListener('visibilitychange', look)
    // The checks that follow a submission take a moment.
    const soon = state === 'SUBMITTED' ? setTimeout(look, 4000) : undefined
    return () => {
      document.removeEventListener('visibilitychange', look)
      clearTimeout(soon)
    }
  }, [state])
  const draft = current.value?.id === id ? current.value : null
  return { draft, services: services.value, refusal, again: () => setRound(round + 1) }
}
