import { type ApplicationView, withdrawApplication } from '@consular/api'
import { permitted } from '@consular/domain/application'
import { Card, LinkButton, Notice, type Step, Timeline, useWords } from '@consular/ui'
import { useMissionName } from '../find/use-mission.ts'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { ask } from '../shell/session.ts'
import { dateText, momentText, weekdayText } from '../shell/when.ts'
import { type Draft, takeView } from '../store/drafts.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { PromisePart } from './promise-part.tsx'
import { StateTag } from './state-tag.tsx'

interface TrackingProps {
  readonly draft: Draft
  readonly view: ApplicationView
}

/** Just handed in: stored is not read, and both are said. */
function Receipt({ view }: { readonly view: ApplicationView }) {
  const say = useWords()
  if ((view.state !== 'SUBMITTED' && view.state !== 'CHECKING') || !view.submittedAt) return null
  return (
    <Notice tone="good" title={say('track.stored', { time: momentText(view.submittedAt) })} live>
      <p class="reference">
        <span class="quiet">{say('track.reference')}</span> <strong class="mono">{view.reference}</strong>
      </p>
      <p>{say('track.stored.unread')}</p>
    </Notice>
  )
}

function Now({ view }: { readonly view: ApplicationView }) {
  const say = useWords()
  const mission = useMissionName(view.mission)
  return (
    <Card tone="calm" labelledBy="now">
      <h2 id="now">{say('track.now')}</h2>
      <p>
        <StateTag state={view.state} />
      </p>
      <dl class="facts">
        <dt>{say('track.holder')}</dt>
        <dd>{view.holder === 'mission' ? mission : say(`owner.${view.holder}`)}</dd>
        <dt>{say('track.next')}</dt>
        <dd>{say(`next.${view.state}`)}</dd>
        {view.promise && (
          <>
            <dt>{say('track.promised.label')}</dt>
            <dd>
              <strong>{weekdayText(view.promise.promisedOn)}</strong>
            </dd>
          </>
        )}
      </dl>
      {view.state === 'RETURNED' && (
        <>
          {view.correctionDueOn && <p>{say('track.correct.until', { date: dateText(view.correctionDueOn) })}</p>}
          <LinkButton href={`/app/applications/${view.id}/corrections`}>{say('track.correct')}</LinkButton>
        </>
      )}
      {view.refusal && (
        <>
          <p>{say(`ground.${view.refusal.ground}`)}</p>
          <p class="quote">{view.refusal.explanation}</p>
        </>
      )}
    </Card>
  )
}

function History({ view }: { readonly view: ApplicationView }) {
  const say = useWords()
  const last = view.steps.length - 1
  const steps = view.steps.map((step, index): Step => {
    const waiting = index === last && view.holder === 'applicant'
    const ongoing = index === last && view.holder !== 'nobody'
    const state = waiting ? 'paused' : ongoing ? 'now' : 'done'
    const who =
      step.officerNumber === null ? say(`track.by.${step.by}`) : say('access.officer', { number: step.officerNumber })
    return {
      key: `${step.at}-${step.move}-${index}`,
      state,
      stateName: say(`track.step.${state}`),
      title: say(`move.${step.move}`),
      detail: (
        <>
          <time dateTime={step.at}>{momentText(step.at)}</time> · {who}
        </>
      ),
    }
  })
  return (
    <section class="stack" aria-labelledby="history">
      <h2 id="history">{say('track.history')}</h2>
      <Timeline steps={steps} />
    </section>
  )
}

/** How far an application has come: who has it now, what comes next, by when, and every pause. */
export function Tracking({ draft, view }: TrackingProps) {
  const say = useWords()
  const withdraw = async () => {
    const answer = await ask(withdrawApplication, { params: { application: view.id } })
    if (!answer.ok) return answer.refusal
    await takeView(answer.value)
    return null
  }
  return (
    <Screen
      title={say(`service.${view.service}`)}
      caption={<span class="mono">{view.reference ?? ''}</span>}
      back="/app/applications"
    >
      <Failure refusal={draft.refusal} />
      <Receipt view={view} />
      <Now view={view} />
      {view.promise && <PromisePart promise={view.promise} />}
      <History view={view} />
      <div class="buttons">
        <LinkButton href="/app/account/access" look="plain">
          {say('account.access')}
        </LinkButton>
        {permitted(view.state, 'withdraw', 'applicant') && (
          <ConfirmButton
            id="withdraw"
            label={say('track.withdraw')}
            title={say('track.withdraw.title')}
            text={say('track.withdraw.text')}
            onConfirm={withdraw}
          />
        )}
      </div>
    </Screen>
  )
}
