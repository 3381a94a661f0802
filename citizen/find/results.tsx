import type { Call, Guidance, Located, Mission, Near } from '@consular/domain/mission'
import { Card, LinkButton, Notice, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { Calls, Emergency } from './calls.tsx'
import { type Atlas, atlas } from './directory.ts'
import type { Found } from './found.ts'
import { nameOf } from './names.ts'
import { Opening } from './opening.tsx'
import { positionText, smsAddress } from './position.ts'

function Distance({ km }: { readonly km: number }) {
  const say = useWords()
  const shown = new Intl.NumberFormat(spoken.value.language, { maximumFractionDigits: km < 10 ? 1 : 0 }).format(km)
  return <p class="quiet">{say('find.distance', { km: shown })}</p>
}

interface HelpProps {
  readonly found: Found
  readonly emergency: Atlas['emergency'][string] | undefined
}

/** The directory has numbers, and none of them can be trusted. */
const isStale = ({ phones, dutyPhones }: Mission): boolean =>
  phones.length + dutyPhones.length > 0 && [...phones, ...dutyPhones].every(({ valid }) => !valid)

function HelpNow({ found, emergency }: HelpProps) {
  const say = useWords()
  const { helpNow, hotlines } = found.guidance
  const calls = helpNow?.calls ?? hotlines.map(({ e164, shown }): Call => ({ kind: 'hotline', e164, shown }))
  const duty = calls.find(({ kind }) => kind === 'duty')?.e164
  const body = say('find.sms.body', { position: positionText(found.located.position) })
  return (
    <Card tone="urgent" labelledBy="help-now">
      <h2 id="help-now">{say('find.help')}</h2>
      {helpNow ? (
        <div>
          <p class="mission-name">{nameOf(helpNow.mission.name)}</p>
          <Distance km={helpNow.km} />
          <Opening mission={helpNow.mission} open={helpNow.open} />
        </div>
      ) : (
        <p>{say('find.none')}</p>
      )}
      {helpNow?.abroad && <Notice tone="warn">{say('find.abroad')}</Notice>}
      <Calls calls={calls} />
      {helpNow && isStale(helpNow.mission) && <p class="quiet small">{say('find.call.stale')}</p>}
      {!found.city && (
        <LinkButton href={smsAddress(duty, body)} look="plain">
          {say('find.sms')}
        </LinkButton>
      )}
      <Emergency numbers={emergency} />
      {helpNow && <Address mission={helpNow.mission} />}
    </Card>
  )
}

function Address({ mission }: { readonly mission: Mission }) {
  const say = useWords()
  if (!mission.address) return null
  return (
    <p class="small">
      <span class="quiet">{say('find.address')}</span>
      <br />
      <span dir="auto">{mission.address}</span>
    </p>
  )
}

function areaName({ place }: Located): string | null {
  const area = place?.area
  return (spoken.value.language === 'en' ? area?.en : area?.zh) ?? area?.en ?? null
}

function Documents({ found }: { readonly found: Found }) {
  const say = useWords()
  const { documents } = found.guidance
  if (!documents) return <NoCompetent located={found.located} />
  const area = areaName(found.located)
  const confidence = found.located.competent?.confidence
  return (
    <Card tone="calm" labelledBy="documents">
      <h2 id="documents">{say('find.documents')}</h2>
      <div>
        <p class="mission-name">{nameOf(documents.mission.name)}</p>
        {area && <p>{say('find.district', { area })}</p>}
        <Distance km={documents.km} />
        <Opening mission={documents.mission} open={documents.open} />
      </div>
      {confidence === 'low' && <Notice tone="warn">{say('find.district.low')}</Notice>}
      <Address mission={documents.mission} />
      <LinkButton href={`/app/start/at/${documents.mission.id}`}>{say('find.apply')}</LinkButton>
    </Card>
  )
}

function NoCompetent({ located }: { readonly located: Located }) {
  const say = useWords()
  const { rule, candidates } = located
  const sentence = rule === 'domestic' ? 'find.domestic' : candidates.length > 0 ? 'find.candidates' : 'find.unassigned'
  return (
    <Card tone="calm" labelledBy="documents">
      <h2 id="documents">{say('find.documents')}</h2>
      <p>{say(sentence)}</p>
      <Missions missions={candidates} />
    </Card>
  )
}

function Missions({ missions }: { readonly missions: readonly Near[] }) {
  const say = useWords()
  return (
    <ul role="list" class="list">
      {missions.map(({ mission, km }) => (
        <li key={mission.id}>
          <div>
            <strong>{nameOf(mission.name)}</strong>
            <Distance km={km} />
          </div>
          <a href={`/app/start/at/${mission.id}`}>
            {say('find.others.choose')}
            <span class="hidden"> {nameOf(mission.name)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function Nearby({ guidance }: { readonly guidance: Guidance }) {
  const say = useWords()
  return (
    <section class="stack" aria-labelledby="nearby">
      <h2 id="nearby">{say('find.others')}</h2>
      <Missions missions={guidance.byDistance} />
    </section>
  )
}

/** The two cards, Help now and Your documents, and the missions nearby. */
export function Results({ found }: { readonly found: Found }) {
  const say = useWords()
  const [emergency, setEmergency] = useState<Atlas['emergency']>({})
  useEffect(() => {
    void atlas().then((known) => setEmergency(known.emergency))
  }, [])
  const { city, located, guidance } = found
  const country = located.place?.area.country ?? city?.country ?? ''
  const place = city && (spoken.value.language === 'en' ? city.en : city.zh)
  return (
    <div class="stack">
      <h2 tabIndex={-1}>{place ? say('find.result', { place }) : say('find.result.here')}</h2>
      <HelpNow found={found} emergency={emergency[country]} />
      <Documents found={found} />
      <Nearby guidance={guidance} />
    </div>
  )
}
