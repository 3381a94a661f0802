import { type AnswerOf, decideDocument, type OfficerMe, openDocument } from '@consular/api'
import { Button, Notice, Tag, TextArea, useWords } from '@consular/ui'
import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { StepUp } from '../file/step-up.tsx'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { writeMoment } from '../shell/time.ts'
import { News } from './mission.tsx'
import { PaperFacts } from './paper-facts.tsx'
import { attempt, fault, news, quiet, sending } from './send.ts'

type Paper = AnswerOf<typeof openDocument>
type Decision = 'confirm' | 'record' | 'refuse'

/** One paper: its picture beside what the person wrote, to be compared; and the decision that is this officer's to take. */
export function PaperScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const { params } = useRoute()
  const id = params['id'] ?? ''
  const paper = useSignal<Paper | null>(null)
  const read = async () => {
    const answer = await ask(openDocument, { params: { document: id } })
    if (answer.ok) paper.value = answer.value
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => {
    paper.value = null
    quiet()
    void read()
  }, [id])
  useEffect(() => {
    document.title = `${say('papers.one')} – ${say('workbench')}`
  }, [say])
  const current = paper.value
  return (
    <div class="stack">
      <div class="queue-head">
        <h1>{say('papers.one')}</h1>
        <a class="file-back" href={`/workbench/health/papers${current ? `?mission=${current.mission}` : ''}`}>
          {say('papers.back')}
        </a>
      </div>
      <News />
      {current ? (
        <Opened paper={paper as Signal<Paper>} officer={officer} onChanged={() => void read()} />
      ) : (
        <p class="quiet loading">{fault.value ? '' : say('loading')}</p>
      )}
      <StepUp officer={officer} />
    </div>
  )
}

interface OpenedProps {
  readonly paper: Signal<Paper>
  readonly officer: OfficerMe
  readonly onChanged: () => void
}

function Opened({ paper, officer, onChanged }: OpenedProps) {
  const say = useWords()
  const { language } = spoken.value
  const { state, picture, createdAt, confirmedBy, decidedBy, reason } = paper.value
  return (
    <div class="file-body paper-body">
      <div class="file-left stack">
        <section class="card stack" aria-labelledby="paper-says">
          <h2 id="paper-says">{say('papers.says')}</h2>
          <p>
            <Tag colour={state === 'recorded' ? 'green' : state === 'refused' ? 'grey' : 'blue'}>
              {say(`papers.state.${state}`)}
            </Tag>{' '}
            <span class="quiet small">{say('papers.sent', { at: writeMoment(createdAt, language) })}</span>
          </p>
          <PaperFacts paper={paper.value} />
          {confirmedBy && <p class="quiet small">{say('papers.confirmed-by', confirmedBy)}</p>}
          {decidedBy && <p class="quiet small">{say('papers.decided-by', decidedBy)}</p>}
          {reason && <Notice title={say('papers.reason')}>{reason}</Notice>}
        </section>
        {(state === 'waiting' || state === 'confirmed') && (
          <Decide paper={paper} officer={officer} onChanged={onChanged} />
        )}
      </div>
      <div class="file-right">
        {picture ? (
          <figure class="card paper-picture">
            <img src={`data:image/jpeg;base64,${picture}`} alt={say('papers.picture')} />
          </figure>
        ) : (
          <p class="card quiet">{say('papers.picture.gone')}</p>
        )}
      </div>
    </div>
  )
}

/** What this officer may do now: confirm or refuse what waits; record or refuse what another one has confirmed. */
function Decide({ paper, officer, onChanged }: OpenedProps) {
  const say = useWords()
  const refusing = useSignal(false)
  const reason = useSignal('')
  const tried = useSignal(false)
  const { id, state, version, mission, confirmedBy } = paper.value
  const held = officer.assignments.find((assignment) => assignment.mission === mission)?.roles ?? []
  if (confirmedBy?.id === officer.officer.id) return <Notice>{say('papers.second-needed')}</Notice>
  const yes: Decision = state === 'waiting' ? 'confirm' : 'record'
  const mayYes = held.includes(yes === 'confirm' ? 'reviewer' : 'approver')
  const send = (decision: Decision) =>
    attempt(
      () =>
        ask(decideDocument, {
          params: { document: id },
          body: { version, decision, ...(decision === 'refuse' ? { reason: reason.value } : {}) },
        }),
      (changed) => {
        paper.value = changed
        news.value = say(`papers.done.${decision}`)
      },
      (code) => code === 'document.changed-meanwhile' && onChanged(),
    )
  const noReason = tried.value && reason.value.trim().length < 3 ? say('papers.reason.missing') : undefined
  const refuse = () => {
    tried.value = true
    if (reason.value.trim().length < 3) document.getElementById('paper-reason')?.focus()
    else void send('refuse')
  }
  return (
    <section class="card stack" aria-labelledby="paper-decide">
      <h2 id="paper-decide">{say(`papers.decide.${yes}`)}</h2>
      <p>{say(mayYes ? `papers.decide.${yes}.about` : `papers.decide.${yes}.not-yours`)}</p>
      {refusing.value && (
        <TextArea
          id="paper-reason"
          label={say('papers.reason')}
          hint={say('papers.reason.hint')}
          error={noReason}
          value={reason.value}
          onChange={(text) => void (reason.value = text)}
        />
      )}
      <div class="buttons">
        {mayYes && !refusing.value && (
          <Button busy={sending.value} onPress={() => void send(yes)}>
            {say(`papers.${yes}`)}
          </Button>
        )}
        {refusing.value ? (
          <>
            <Button look="urgent" busy={sending.value} onPress={refuse}>
              {say('papers.refuse.send')}
            </Button>
            <Button look="plain" onPress={() => void (refusing.value = false)}>
              {say('cancel')}
            </Button>
          </>
        ) : (
          <Button look="plain" onPress={() => void (refusing.value = true)}>
            {say('papers.refuse')}
          </Button>
        )}
      </div>
    </section>
  )
}
