import { useLocation } from 'preact-iso'
import type { Found } from '../find/found.ts'
import { Loading } from '../shell/loading.tsx'
import { PlaceForm } from './place-form.tsx'
import { addressBefore, useWizard } from './use-wizard.ts'
import { chooseMission } from './wizard.ts'

/** The wizard's last question: where one lives or stays. The competent mission is chosen from it. */
export default function Place() {
  const { route } = useLocation()
  const { ready, refusal, again } = useWizard()
  if (!ready) return <Loading refusal={refusal} again={again} />
  const goOn = async ({ located }: Found) => {
    await chooseMission(located.competent?.mission.id ?? null)
    route('/app/start/result')
  }
  return <PlaceForm back={addressBefore(ready.wizard, ready.rules, 'place')} onSettled={(place) => void goOn(place)} />
}
