import { type AnswerOf, listAccessEvents } from '@consular/api'
import { Tag, useWords } from '@consular/ui'
import { useMissionName } from '../find/use-mission.ts'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import { useAnswer } from '../shell/use-answer.ts'
import { momentText } from '../shell/when.ts'

type AccessEvent = AnswerOf<typeof listAccessEvents>['events'][number]

const purposes = new Set(['review', 'second-review', 'approval', 'question-from-applicant', 'supervision'])

function Look({ event }: { readonly event: AccessEvent }) {
  const say = useWords()
  const { actor, officerNumber, officerName, mission, purpose, outcome, reference, at } = event
  const missionName = useMissionName(mission ?? '')
  const who = actor === 'officer' ? say('access.officer', { number: officerNumber ?? 0 }) : say('access.other')
  return (
    <li>
      <div>
        <p>
          <strong>{officerName ?? who}</strong>
          {outcome === 'refused' && (
            <>
              {' '}
              <Tag colour="red">{say('access.refused')}</Tag>
            </>
          )}
        </p>
        <p>{say(`access.purpose.${purposes.has(purpose) ? purpose : 'other'}`)}</p>
        <p class="quiet small">
          {[officerName && who, missionName, reference && say('access.file', { reference })]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <time dateTime={at}>{momentText(at)}</time>
    </li>
  )
}

/** Who opened my file, when, and for what. */
export default function Access() {
  const say = useWords()
  const { value, refusal, again } = useAnswer(listAccessEvents, {})
  return (
    <SignedIn>
      <Screen title={say('account.access')} back="/app/account">
        <p>{say('access.lead')}</p>
        {value ? (
          <>
            {value.events.length === 0 && <p class="card quiet">{say('access.none')}</p>}
            <ul role="list" class="list">
              {value.events.map((event) => (
                <Look key={event.id} event={event} />
              ))}
            </ul>
          </>
        ) : (
          <Loading refusal={refusal} again={again} />
        )}
      </Screen>
    </SignedIn>
  )
}
