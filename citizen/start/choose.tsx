import { type Mission, mayServe } from '@consular/domain/mission'
import type { Refusal } from '@consular/domain/shared'
import { LinkButton, Notice, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { type Atlas, atlas } from '../find/directory.ts'
import { type Found, found } from '../find/found.ts'
import { nameOf } from '../find/names.ts'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { PlaceForm } from './place-form.tsx'
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

/** Takes the chosen mission when it is competent for the place, else refuses it before any form. */
async function choose(known: Atlas, mission: string, { located, city }: Found): Promise<Refusal | null> {
  await openWizard()
  const served = mayServe(known.directory, mission, located)
  if (!served.ok) return served.refusal
  if (city) await answer({ country: city.country, city: city.en })
  await chooseMission(mission)
  return null
}

/** A mission was chosen for a document: it must be the competent one for where one lives, which is asked when it is not known. */
export default function Choose() {
  const { route } = useLocation()
  const id = useRoute().params['mission'] ?? ''
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [known, setKnown] = useState<Atlas | null>(null)
  const place = found.value
  const begin = async () => {
    setRefusal(null)
    const read = await atlas().catch(() => null)
    if (!read) return setRefusal({ code: 'find.data.missing' })
    setKnown(read)
    if (!place) return
    const no = await choose(read, id, place)
    if (no) setRefusal(no)
    else route('/app/start', true)
  }
  useEffect(() => void begin(), [id, place])
  const chosen = known?.directory.missions.get(id)
  if (refusal?.code === 'mission.not-competent' && chosen)
    return <Refused chosen={chosen} competent={competentIn(known, refusal)} />
  if (known && !place) return <PlaceForm back="/app/find" onSettled={() => undefined} />
  return <Loading refusal={refusal} again={() => void begin()} />
}

function competentIn(known: Atlas | null, { data }: Refusal): Mission | undefined {
  const id = data?.['competent']
  return typeof id === 'string' ? known?.directory.missions.get(id) : undefined
}
