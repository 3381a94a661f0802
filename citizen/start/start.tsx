import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Loading } from '../shell/loading.tsx'
import { nextAddress, useWizard } from './use-wizard.ts'
import { clearAnswers } from './wizard.ts'

/** Begins the wizard anew, with its first question. */
export default function Start() {
  const { route } = useLocation()
  const { ready, refusal, again } = useWizard()
  useEffect(() => {
    if (!ready) return
    const begin = async () => {
      await clearAnswers()
      route(nextAddress({ ...ready.wizard, answers: {} }, ready.rules), true)
    }
    void begin()
  }, [ready === null])
  return <Loading refusal={refusal} again={again} />
}
