import { chooseDocument } from '@consular/domain/application'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { pagesOf } from '../application/filling.ts'
import { today } from '../shell/clock.ts'
import { Loading } from '../shell/loading.tsx'
import { account } from '../shell/session.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { beginDraft } from '../store/drafts.ts'
import { synchronise } from '../store/synchronise.ts'
import { useWizard } from './use-wizard.ts'
import { closeWizard } from './wizard.ts'

/** Makes the draft from the wizard's answers, for the person who has signed in meanwhile. */
export default function Begin() {
  const { route } = useLocation()
  const { ready, refusal, again } = useWizard()
  const owner = account.value
  useEffect(() => {
    if (!ready || owner === null) return
    const { wizard, rules } = ready
    const choice = chooseDocument(wizard.answers, rules, today())
    if (!choice.ok || wizard.mission === null) return route('/app/start', true)
    const { service } = choice.value
    const { mission, answers } = wizard
    const begin = async () => {
      const draft = await beginDraft({ account: owner, mission, service, answers })
      await closeWizard()
      void synchronise()
      route(`/app/applications/${draft.id}/form/${pagesOf(draft, rules)[0]?.id ?? ''}`, true)
    }
    void begin()
  }, [ready === null, owner])
  return (
    <SignedIn>
      <Loading refusal={refusal} again={again} />
    </SignedIn>
  )
}
