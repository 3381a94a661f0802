import type { Refusal } from '@consular/domain/shared'
import { useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { account, session } from '../shell/session.ts'
import { Way } from '../shell/way.tsx'
import { synchronise } from '../store/synchronise.ts'
import { type Kept, kept, refresh } from './kept.ts'
import { fullName, StateTag, useDays, useTitle } from './parts.tsx'

function Row({ one }: { readonly one: Kept }) {
  const title = useTitle()
  const days = useDays()
  return (
    <li>
      <a class="card way stack stack-tight" href={`/app/registrations/show/${one.id}`}>
        <span class="way-title">{title(one)}</span>
        <span class="row">
          <StateTag one={one} />
        </span>
        <span class="quiet small">{days(one)}</span>
        <span class="quiet small" dir="auto">
          {one.details.persons.map(fullName).join(', ')}
        </span>
      </a>
    </li>
  )
}

/** The registrations of the person who is signed in; without a line, what this phone keeps. */
function Own() {
  const say = useWords()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const here = session.value !== null && session.value !== 'asking' ? account.value : null
  useEffect(() => {
    if (here) void refresh().then(setRefusal).then(synchronise)
  }, [here])
  if (here === null) return null
  const all = kept.value
  const offline = refusal?.code === 'line.down'
  return (
    <>
      <h2>{say('registration.yours')}</h2>
      {!offline && <Failure refusal={refusal} />}
      {all === null && <p role="status">{say('loading')}</p>}
      {all?.length === 0 && <p class="card">{say('registration.none')}</p>}
      {all && all.length > 0 && (
        <ul role="list" class="stack-close ways">
          {all.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </ul>
      )}
    </>
  )
}

const afterSignIn = (path: string): string => (account.value === null ? `/app/sign-in?next=${path}` : path)

/** Homes and trips, and what can be registered. */
export function List() {
  const say = useWords()
  return (
    <Screen title={say('registration.title')} back="/app/">
      <p class="lead">{say('registration.lead')}</p>
      <p class="quiet">{say('registration.who-sees')}</p>
      <Own />
      <h2>{say('registration.new')}</h2>
      <ul role="list" class="stack-close ways">
        <Way
          href={afterSignIn('/app/registrations/new/trip')}
          title={say('registration.trip')}
          about={say('registration.trip.about')}
        />
        <Way
          href={afterSignIn('/app/registrations/new/resident')}
          title={say('registration.home')}
          about={say('registration.home.about')}
        />
        <Way
          href="/app/registrations/alerts"
          title={say('registration.alerts')}
          about={say('registration.alerts.about')}
        />
      </ul>
    </Screen>
  )
}
