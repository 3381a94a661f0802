import { type Mission, mayServe } from '@consular/domain/mission'
import type { Refusal } from '@consular/domain/shared'
import { LinkButton, Notice, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { type Atlas, atlas } from '../find/directory.ts'
import { found } from '../find/found.ts'
import { nameOf } from '../find/names.ts'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { answer, chooseMission, openWizard } from './wizard.ts'

interface RefusedProps {
  readonly chosen: Mission
  readonly competent: Mission | undefined
}

function Refused({ chosen, competent }: RefusedProps) {
  const say = useWords()
  const names = { chosen: nameOf(chosen.name), competent: competent ? nameOf(competent.name) : '' }
  return (
    <Screen title={say('find.refused.title')} back="/app/find" page="refused">
      <Notice tone="warn">
        <p>{competent ? say('find.refused.text', names) : say('find.refused.none', { chosen: names.chosen })}</p>
      </Notice>
      {competent && (
        <LinkButton href={`/app/start/at/${competent.id}`}>
          {say('find.refused.go', { competent: names.competent })}
        </LinkButton>
      )}
    </Screen>
  )
}

/** Takes the chosen mission when it is competent for the place that was found; without a place, the wizard asks for one. */
async function choose(known: Atlas, mission: string): Promise<Refusal | null> {
  await openWizard()
  const here = found.value
  if (!here) {
    await chooseMission(null)
    return null
  }
  const served = mayServe(known.directory, mission, here.located)
  if (!served.ok) return served.refusal
  if (here.city) await answer({ country: here.city.country, city: here.city.en })
  await chooseMission(mission)
  return null
}

/** A mission was chosen for a document: it is refused here, before any form, when it is not the competent one. */
export default function Choose() {
  const { route } = useLocation()
  const id = useRoute().params['mission'] ?? ''
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [known, setKnown] = useState<Atlas | null>(null)
  const begin = async () => {
    const read = await atlas().catch(() => null)
    if (!read) return setRefusal({ code: 'find.data.missing' })
    setKnown(read)
    const no = await choose(read, id)
    if (no) setRefusal(no)
    else route('/app/start', true)
  }
  useEffect(() => {
    setRefusal(null)
    void begin()
  }, [id])
  const chosen = known?.directory.missions.get(id)
  if (refusal?.code === 'mission.not-competent' && chosen)
    return <Refused chosen={chosen} competent={competentIn(known, refusal)} />
  return <Loading refusal={refusal} again={() => void begin()} />
}

function competentIn(known: Atlas | null, { data }: Refusal): Mission | undefined {
  const id = data?.['competent']
  return typeof id === 'string' ? known?.directory.missions.get(id) : undefined
}
