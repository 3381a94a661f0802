import { type AnswerOf, decideRecall, listRecalls, type OfficerMe } from '@consular/api'
import { Button, Notice, Tag, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { writeDate, writeMoment } from '../shell/time.ts'
import { MissionPlace, useMission } from './mission.tsx'
import { RecallForm } from './recall-form.tsx'
import { attempt, fault, news, quiet, sending } from './send.ts'
import { useSources } from './sources.ts'

type Recall = AnswerOf<typeof listRecalls>['recalls'][number]

const roles = ['reviewer', 'approver']
const path = '/workbench/health/recalls'

/** Recalls of a mission: proposed by one officer, carried out or rejected by another. */
export function RecallsScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const at = useMission(officer, roles)
  const recalls = useSignal<readonly Recall[] | null>(null)
  const proposing = useSignal(false)
  const mission = at?.mission ?? ''
  const sources = useSources(mission)
  const read = async () => {
    if (!mission) return
    const answer = await ask(listRecalls, { query: { mission } })
    if (answer.ok) recalls.value = answer.value.recalls
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => {
    quiet()
    recalls.value = null
    proposing.value = false
    void read()
  }, [mission])
  useEffect(() => {
    document.title = `${say('recalls.title')} – ${say('workbench')}`
  }, [say])
  if (!at) return <Notice>{say('officer.nowhere')}</Notice>
  const settle = (said: string) => {
    proposing.value = false
    news.value = said
    void read()
  }
  const card = { officer, sources: sources.value, isApprover: at.roles.includes('approver'), settle, reread: read }
  return (
    <MissionPlace officer={officer} title={say('recalls.title')} at={at} roles={roles} path={path}>
      <p class="lead-in">{say('recalls.about')}</p>
      {proposing.value ? (
        <RecallForm
          mission={mission}
          sources={sources.value}
          onDone={() => settle(say('recalls.proposed'))}
          onClose={() => void (proposing.value = false)}
        />
      ) : (
        <div class="buttons">
          <Button onPress={() => void (proposing.value = true)}>{say('recalls.propose')}</Button>
        </div>
      )}
      {recalls.value === null ? (
        <p class="quiet loading">{fault.value ? '' : say('loading')}</p>
      ) : recalls.value.length === 0 ? (
        <p>{say('recalls.none')}</p>
      ) : (
        <ul class="recalls" aria-label={say('recalls.title')}>
          {recalls.value.map((recall) => (
            <RecallCard key={recall.id} recall={recall} {...card} />
          ))}
        </ul>
      )}
    </MissionPlace>
  )
}

interface CardProps {
  readonly recall: Recall
  readonly officer: OfficerMe
  readonly sources: ReadonlyMap<string, string>
  readonly isApprover: boolean
  readonly settle: (said: string) => void
  readonly reread: () => Promise<void>
}

const colours = { proposed: 'amber', done: 'red', rejected: 'grey' } as const

/** What a recall is about, in words. */
function useScope({ source, lot, from, until }: Recall, sources: ReadonlyMap<string, string>): string {
  const say = useWords()
  const { language } = spoken.value
  const what = [
    source === null ? '' : say('recalls.of-source', { source: sources.get(source) ?? source }),
    lot === null ? '' : say('recalls.of-lot', { lot }),
    from === null ? '' : say('recalls.from-day', { day: writeDate(from, language) }),
    until === null ? '' : say('recalls.until-day', { day: writeDate(until, language) }),
  ]
  return what.filter(Boolean).join(say('recalls.and'))
}

function RecallCard({ recall, officer, sources, isApprover, settle, reread }: CardProps) {
  const say = useWords()
  const { language } = spoken.value
  const scope = useScope(recall, sources)
  const { state, proposedBy, decidedBy } = recall
  const isOwn = proposedBy.id === officer.officer.id
  return (
    <li class="card stack panel">
      <h2 id={`recall-${recall.id}`}>
        {scope} <Tag colour={colours[state]}>{say(`recalls.state.${state}`)}</Tag>
      </h2>
      <p class="recall-reason">{recall.reason}</p>
      <p>{say(`recalls.counts.${state}`, { records: recall.records, certificates: recall.certificates })}</p>
      <p class="quiet small">
        {say('recalls.proposed-by', { name: proposedBy.name, at: writeMoment(recall.proposedAt, language) })}
        {decidedBy && recall.decidedAt && (
          <>
            <br />
            {say('recalls.decided-by', { name: decidedBy.name, at: writeMoment(recall.decidedAt, language) })}
          </>
        )}
      </p>
      {state === 'proposed' && isOwn && <p>{say('recalls.another-decides')}</p>}
      {state === 'proposed' && !isOwn && !isApprover && <p>{say('recalls.approver-decides')}</p>}
      {state === 'proposed' && !isOwn && isApprover && <Decide recall={recall} settle={settle} reread={reread} />}
    </li>
  )
}

/** Carrying out asks once more: what is on the lists cannot be taken off them. */
function Decide({ recall, settle, reread }: Pick<CardProps, 'recall' | 'settle' | 'reread'>) {
  const say = useWords()
  const sure = useSignal(false)
  const about = `recall-${recall.id}`
  const decide = (decision: 'carry-out' | 'reject') =>
    attempt(
      () => ask(decideRecall, { params: { recall: recall.id }, body: { decision } }),
      ({ certificates }) =>
        settle(decision === 'carry-out' ? say('recalls.carried-out', { certificates }) : say('recalls.rejected')),
      () => void reread(),
    )
  if (!sure.value)
    return (
      <div class="buttons">
        <Button aria-describedby={about} onPress={() => void (sure.value = true)}>
          {say('recalls.carry-out')}
        </Button>
        <Button look="plain" aria-describedby={about} busy={sending.value} onPress={() => void decide('reject')}>
          {say('recalls.reject')}
        </Button>
      </div>
    )
  return (
    <>
      <Notice tone="warn">{say('recalls.sure')}</Notice>
      <div class="buttons">
        <Button look="urgent" busy={sending.value} onPress={() => void decide('carry-out')}>
          {say('recalls.carry-out.send', { certificates: recall.certificates })}
        </Button>
        <Button look="plain" onPress={() => void (sure.value = false)}>
          {say('cancel')}
        </Button>
      </div>
    </>
  )
}
