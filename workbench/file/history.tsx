import type { CaseFile } from '@consular/api'
import { Timeline, useWords } from '@consular/ui'
import { spoken } from '../shell/language.ts'
import { nameOf } from '../shell/names.ts'
import { writeDate, writeMoment } from '../shell/time.ts'

/** The promised date, how it was reckoned, and every pause with its reason and owner. */
export function PromiseCard({ file: { promise } }: { readonly file: CaseFile }) {
  const say = useWords()
  const { language } = spoken.value
  const date = (day: string) => writeDate(day, language)
  return (
    <section class="card stack stack-tight" aria-labelledby="promise-title">
      <h2 id="promise-title">{say('promise.title')}</h2>
      {promise ? (
        <>
          <p class="promised">{date(promise.promisedOn)}</p>
          <p class="quiet">{say('promise.reckoned', { from: date(promise.acceptedOn), days: promise.workingDays })}</p>
          {promise.holidays.length > 0 && (
            <p class="quiet">
              {say('promise.holidays', {
                list: promise.holidays
                  .map((holiday) => `${date(holiday.date)} ${language === 'en' ? holiday.name.en : holiday.name.zh}`)
                  .join('; '),
              })}
            </p>
          )}
          {promise.pauses.map((pause) => (
            <p key={pause.from} class="quiet">
              {say(pause.until ? 'promise.pause' : 'promise.pause.still', {
                from: date(pause.from),
                ...(pause.until ? { until: date(pause.until) } : {}),
                days: pause.workingDays,
                reason: nameOf('pause', pause.reason),
                owner: say(`owner.${pause.owner}`),
              })}
            </p>
          ))}
        </>
      ) : (
        <p class="quiet">{say('promise.none')}</p>
      )}
    </section>
  )
}

/** What happened to the file, the newest first. */
export function History({ file }: { readonly file: CaseFile }) {
  const say = useWords()
  const { language } = spoken.value
  const by = ({ by: who, officerNumber }: CaseFile['steps'][number]) =>
    officerNumber === null ? say(`by.${who}`) : say('by.officer.number', { number: officerNumber })
  return (
    <section class="card stack" aria-labelledby="history-title">
      <h2 id="history-title">{say('history.title')}</h2>
      <Timeline
        steps={file.steps.toReversed().map((step, index) => ({
          key: `${file.steps.length - index}`,
          state: index === 0 ? 'now' : 'done',
          stateName: say(index === 0 ? 'history.now' : 'history.done'),
          title: nameOf('state', step.to),
          detail: [
            writeMoment(step.at, language),
            nameOf('move', step.move),
            by(step),
            ...(step.reason ? [say('history.reason', { reason: step.reason })] : []),
          ].join(' · '),
        }))}
      />
    </section>
  )
}

/** The officers who had the file in their hands. */
export function Hands({ file }: { readonly file: CaseFile }) {
  const say = useWords()
  const hands = [
    { role: 'reviewer', officer: file.reviewer },
    { role: 'recommended', officer: file.recommendedBy },
    { role: 'decided', officer: file.decidedBy },
  ]
  return (
    <section class="card stack stack-tight" aria-labelledby="hands-title">
      <h2 id="hands-title">{say('hands.title')}</h2>
      <dl class="case-answers">
        {hands.map(({ role, officer }) => (
          <div key={role}>
            <dt>{say(`hands.${role}`)}</dt>
            <dd>{officer ? say('officer.named', { name: officer.name, number: officer.number }) : say('nobody')}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
