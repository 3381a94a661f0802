import type { Call, Mission } from '@consular/domain/mission'
import { Card, LinkButton, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { Calls, Emergency } from '../find/calls.tsx'
import { type Atlas, atlas } from '../find/directory.ts'
import { find, found as foundBefore } from '../find/found.ts'
import { nameOf } from '../find/names.ts'
import { positionText, smsAddress } from '../find/position.ts'
import { silent } from '../shell/silence.ts'
import { fix, lastKnown } from './where.ts'

/** Whom to ring from where the phone is, as far as it knows. */
export interface Near {
  readonly mission: Mission | null
  readonly calls: readonly Call[]
  readonly emergency: Atlas['emergency'][string] | undefined
}

function nearest(world: Atlas): Near {
  const here = fix.value ?? lastKnown.value
  const found = here ? find(world, here, null) : foundBefore.value
  const helpNow = found?.guidance.helpNow ?? null
  const country = found?.located.place?.area.country ?? found?.city?.country ?? helpNow?.mission.host.country ?? ''
  const hotlines = world.directory.districts.hotlines.map(({ e164, shown }): Call => ({ kind: 'hotline', e164, shown }))
  return { mission: helpNow?.mission ?? null, calls: helpNow?.calls ?? hotlines, emergency: world.emergency[country] }
}

/** The numbers from the directory that this phone keeps; null until it is read. */
export function useNear(): Near | null {
  const [world, setWorld] = useState<Atlas | null>(null)
  useEffect(() => {
    const load = async () => {
      const known = await atlas()
      setWorld(() => known)
    }
    void load().catch(() => undefined)
  }, [])
  return world && nearest(world)
}

/** Whom to ring, and a text message with the position in it, to be sent from the phone's own program. */
export function Numbers({ near }: { readonly near: Near | null }) {
  const say = useWords()
  if (near === null) return <p class="quiet">{say('loading')}</p>
  const { mission, calls, emergency } = near
  const at = fix.value ?? lastKnown.value
  const body = at ? say('find.sms.body', { position: positionText(at) }) : say('sos.sms.body')
  return (
    <Card {...(silent.value ? {} : { tone: 'urgent' as const })} labelledBy="sos-call">
      <h2 id="sos-call">{say('sos.call-first')}</h2>
      {mission && <p class="mission-name">{nameOf(mission.name)}</p>}
      <Calls calls={calls} />
      <LinkButton href={smsAddress(calls[0]?.e164, body)} look="plain">
        {say('sos.sms')}
      </LinkButton>
      <Emergency numbers={emergency} />
      {!mission && (
        <p>
          <a href="/app/find">{say('sos.find')}</a>
        </p>
      )}
    </Card>
  )
}
