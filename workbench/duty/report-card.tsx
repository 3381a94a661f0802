import type { AssistanceCaseView } from '@consular/api'
import { Tag, useWords } from '@consular/ui'
import { spoken } from '../shell/language.ts'
import { writeAt } from './time.ts'

type Report = AssistanceCaseView['list'][number]

interface ReportCardProps {
  readonly report: Report
  readonly timeZone: string
}

/** One report as it came: what happened, where, in whose words, and what is odd about it. */
export function ReportCard({ report, timeZone }: ReportCardProps) {
  const say = useWords()
  const { situation, silent, words, storedAt, placeSaid, flags } = report
  return (
    <section class="card stack" aria-label={say(`duty.situation.${situation}`)}>
      <h3>{say(`duty.situation.${situation}`)}</h3>
      {silent && (
        <p>
          <Tag colour="red">{say('duty.silent')}</Tag>
        </p>
      )}
      {words === '' ? (
        <p class="quiet">{say('duty.no-words')}</p>
      ) : (
        <p class="words long" dir="auto" translate={false} tabIndex={0}>
          {words}
        </p>
      )}
      <Position report={report} />
      {placeSaid !== null && (
        <p dir="auto">
          {say('duty.place')}: {placeSaid}
        </p>
      )}
      {flags.map((flag) => (
        <p key={flag} class="small">
          {say(`duty.${flag}`, { bytes: report.wordsLength })}
        </p>
      ))}
      <About report={report} />
      <p class="quiet small">
        {say('duty.stored')} {writeAt(storedAt, timeZone, spoken.value.language)}
      </p>
    </section>
  )
}

/** Whom a report is about and who sent it, where that is somebody else; and how much its sender is told. */
function About({ report: { about, told, mergedFrom } }: { readonly report: Report }) {
  const say = useWords()
  const unknown = say('case.report.unknown')
  return (
    <>
      {mergedFrom !== null && <p class="small">{say('case.report.merged', { reference: mergedFrom })}</p>}
      {about !== null && (
        <>
          <p dir="auto">{say('case.report.about', { name: about.name ?? unknown })}</p>
          <p dir="auto">
            {say('case.report.sender', { name: about.sender ?? unknown, contact: about.contact ?? unknown })}
          </p>
          <p class="small">{say(`case.told.${told}`)}</p>
        </>
      )}
    </>
  )
}

/** Where the phone was, to be opened on this computer's own map. */
function Position({ report: { lat, lon, accuracy } }: { readonly report: Report }) {
  const say = useWords()
  if (lat === null || lon === null) return null
  const text = `${lat.toFixed(5)}, ${lon.toFixed(5)}`
  return (
    <p>
      {say('duty.position')}: <a href={`geo:${lat},${lon}`}>{text}</a>
      {accuracy !== null && ` (${say('duty.accuracy', { metres: Math.round(accuracy) })})`}
    </p>
  )
}
