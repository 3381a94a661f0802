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
import './duty.css'
import { LateTags, PriorityTag } from './priority-tag.tsx'
import { ReportCard } from './report-card.tsx'
import { writeAt } from './time.ts'
import { TriageForm } from './triage-form.tsx'

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
              <button type="button" class="link" onClick={() => void read()}>
                {say('duty.refresh')}
              </button>
              <History found={found} />
            </div>
            <div class="stack">
              <TriageForm found={found} onDone={change} />
              <ActForm found={found} onDone={change} />
            </div>
          </div>
        </>
      )}
    </div>
  )
}

function Head({ found }: { readonly found: AssistanceCaseView }) {
  const say = useWords()
  const { language } = spoken.value
  const { nextWordAt, takenBy, timeZone } = found
  return (
    <>
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
