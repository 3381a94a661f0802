import type { Mission, OpenState } from '@consular/domain/mission'
import { Tag, useWords } from '@consular/ui'
import { now } from '../shell/clock.ts'
import { spoken } from '../shell/language.ts'
import { nameOf } from './names.ts'

const clockAt = (instant: Temporal.Instant, zone: string, day: boolean): string =>
  instant.toZonedDateTimeISO(zone).toLocaleString(spoken.value.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(day ? { weekday: 'short' } : {}),
  })

/** Further than a day away the minutes do not matter. */
function waitUntil(moment: Temporal.Instant): {
  readonly days: number
  readonly hours: number
  readonly minutes: number
} {
  const left = now().until(moment)
  const far = left.total('hours') >= 24
  const { hours, minutes } = left.round({
    largestUnit: 'hour',
    smallestUnit: far ? 'hour' : 'minute',
    roundingMode: 'ceil',
  })
  return { days: Math.floor(hours / 24), hours: hours % 24, minutes }
}

function Closed({ opensAt, zone }: { readonly opensAt: Temporal.Instant; readonly zone: string }) {
  const say = useWords()
  return (
    <Tag colour="grey">
      {say('find.closed', { time: clockAt(opensAt, zone, true), wait: say('find.wait', waitUntil(opensAt)).trim() })}
    </Tag>
  )
}

/** Open or closed now, and when that changes, in the mission's own time. */
export function Opening({ mission, open }: { readonly mission: Mission; readonly open: OpenState }) {
  const say = useWords()
  if (open.state === 'unknown') return <p class="quiet small">{say('find.hours.unknown')}</p>
  const elsewhere = Temporal.Now.timeZoneId() !== mission.timeZone
  const holiday = open.state === 'closed' && open.holiday
  return (
    <p>
      {open.state === 'open' && (
        <Tag colour="green">{say('find.open', { time: clockAt(open.closesAt, mission.timeZone, false) })}</Tag>
      )}
      {open.state === 'closed' && open.opensAt && <Closed opensAt={open.opensAt} zone={mission.timeZone} />}
      {open.state === 'closed' && !open.opensAt && <Tag colour="grey">{say('find.closed.long')}</Tag>}
      {elsewhere && <span class="quiet small"> {say('find.hours.zone')}</span>}
      {holiday && <span class="quiet small"> {say('find.closed.holiday', { holiday: nameOf(holiday) })}</span>}
    </p>
  )
}
