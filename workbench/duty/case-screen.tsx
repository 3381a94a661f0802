import { type AssistanceCaseView, type OfficerMe, readCase } from '@consular/api'
import { Notice, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { News } from '../health/mission.tsx'
import { fault, quiet } from '../health/send.ts'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { ActForm } from './act-form.tsx'
import { Checklist } from './checklist.tsx'
import { ContactsPart } from './contacts-part.tsx'
import { CostsPart } from './costs-part.tsx'
import { DetentionPart } from './detention-part.tsx'
import './duty.css'
import { Basis, KindForm, Limits } from './kind-form.tsx'
import { MediaList } from './media-list.tsx'
import { MergePart } from './merge-part.tsx'
import { MovesPart } from './moves-part.tsx'
import { LateTags, PriorityTag } from './priority-tag.tsx'
import { ReportCard } from './report-card.tsx'
import { SealPart } from './seal-part.tsx'
import type { CaseProps } from './section.tsx'
import { writeAt } from './time.ts'
import { TriageForm } from './triage-form.tsx'
import { VisitsPart } from './visits-part.tsx'
import { SharePart, WordsPart } from './words-part.tsx'

/** A case, read by being opened. It is not read again by itself: what comes while nobody looks stays unread. */
export function CaseScreen({ id }: { readonly officer: OfficerMe; readonly id?: string }) {
  const say = useWords()
  const shown = useSignal<AssistanceCaseView | null>(null)
  const read = async () => {
    const answer = await ask(readCase, { params: { assistance: id ?? '' } })
    if (answer.ok) shown.value = answer.value
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => {
    quiet()
    shown.value = null
    void read()
  }, [id])
  const found = shown.value
  useEffect(() => {
    document.title = `${found?.reference ?? say('duty.case')} – ${say('workbench')}`
  }, [say, found?.reference])
  const change = (next: AssistanceCaseView) => {
    shown.value = next
  }
  return (
    <div class="stack">
      <p>
        <a href="/workbench/duty">{say('duty.back')}</a>
      </p>
      <h1>{found?.reference ?? say('duty.case')}</h1>
      <News />
      {found === null ? (
        <p class="quiet loading">{fault.value ? '' : say('loading')}</p>
      ) : (
        <>
          <Head found={found} />
          <div class="duty-case">
            <div class="stack">
              <h2>{say('duty.said')}</h2>
              {found.list.map((report) => (
                <ReportCard key={report.id} report={report} timeZone={found.timeZone} />
              ))}
              <MediaList assistance={found.id} media={found.media} timeZone={found.timeZone} />
              <button type="button" class="link" onClick={() => void read()}>
                {say('duty.refresh')}
              </button>
              <History found={found} />
            </div>
            <div class="stack">
              <TriageForm found={found} onDone={change} />
              <ActForm found={found} onDone={change} />
              <MovesPart found={found} onDone={change} />
            </div>
          </div>
          <Work found={found} onDone={change} />
        </>
      )}
    </div>
  )
}

/** The case as a place to work, in parts that open. Their drafts are of one case: another one begins them anew. */
function Work(props: CaseProps) {
  const detained = props.found.type === 'DETAINED' || props.found.work.detention !== null
  return (
    <div class="case-work" key={props.found.id}>
      <KindForm {...props} />
      {detained && <DetentionPart {...props} />}
      <Checklist {...props} />
      <WordsPart {...props} />
      <SharePart {...props} />
      <VisitsPart {...props} />
      <ContactsPart {...props} />
      <CostsPart {...props} />
      <Limits found={props.found} />
      <MergePart {...props} />
      <SealPart {...props} />
    </div>
  )
}

function Head({ found }: { readonly found: AssistanceCaseView }) {
  const say = useWords()
  const { language } = spoken.value
  const { nextWordAt, takenBy, timeZone, type, work } = found
  return (
    <>
      {found.sealed && <Notice tone="warn">{say('case.sealed')}</Notice>}
      {work.mergedInto !== null && (
        <p>
          <a href={`/workbench/duty/cases/${work.mergedInto.id}`}>
            {say('case.merged.into', { reference: work.mergedInto.reference })}
          </a>
        </p>
      )}
      <p>
        <strong>{say(`case.state.${found.state}`)}</strong>
        {type !== null && ` · ${say(`case.type.${type}`)}`}
        {work.personName !== null && (
          <>
            {' · '}
            <span dir="auto">{work.personName}</span>
          </>
        )}
      </p>
      <Basis found={found} />
      <p>
        <PriorityTag {...found} /> <LateTags late={found.late} />{' '}
        <span>
          {say('duty.taken')}: {takenBy?.name ?? say('duty.nobody')}
        </span>
      </p>
      {nextWordAt !== null && (
        <Notice tone={found.late.includes('next-word') ? 'bad' : 'plain'}>
          {say('duty.word.at', { time: writeAt(nextWordAt, timeZone, language) })}
        </Notice>
      )}
      <p class="quiet small">{say('duty.zone', { zone: timeZone })}</p>
    </>
  )
}

function History({ found }: { readonly found: AssistanceCaseView }) {
  const say = useWords()
  const { language } = spoken.value
  const at = (instant: string) => writeAt(instant, found.timeZone, language)
  return (
    <>
      <h2>{say('duty.history')}</h2>
      <ul>
        {found.events.map(({ at: instant, kind, officer, text }, place) => (
          <li key={place}>
            {at(instant)} · {say(`duty.event.${kind}`)}
            {officer && ` · ${officer.name} (${officer.number})`}
            {text && <p class="words">{text}</p>}
          </li>
        ))}
      </ul>
      <h2>{say('duty.attempts')}</h2>
      <ul>
        {found.attempts.map(({ level, officer, channel, plannedAt, outcome }, place) => (
          <li key={place}>
            {at(plannedAt)} · {say(`duty.level.${level}`)} {officer?.name} · {say(`duty.channel.${channel}`)} ·{' '}
            {say(`duty.outcome.${outcome ?? 'waiting'}`)}
          </li>
        ))}
      </ul>
    </>
  )
}
