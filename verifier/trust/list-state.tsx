import { Notice, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { now } from '../shell/service.ts'
import { momentText } from '../shell/write.ts'
import { material, sizeOf, unasked } from './keep.ts'

/** A list that is older is said to be: hours. */
const fresh = 24

/** How old the list is, in whole hours. By this device's own clock on both ends. */
export const hoursOld = (asOf: Temporal.Instant): number =>
  Math.max(0, Math.floor(Temporal.Now.instant().since(asOf).total('hours')))

/** The day of the list, on the clock that the page goes by. */
export const listDay = (asOf: Temporal.Instant): string =>
  momentText(now().subtract(Temporal.Now.instant().since(asOf)))

/** How old the trust list of this device is; a warning where it is older than a day, or where there is none. */
export function ListState() {
  const say = useWords()
  const [, redraw] = useState(0)
  useEffect(() => {
    const clock = setInterval(() => redraw((count) => count + 1), 60_000)
    return () => clearInterval(clock)
  }, [])
  const { asOf, trust } = material.value
  const keys = sizeOf(trust)
  if (asOf === null && unasked.value) return <p class="quiet small">{say('list.loading')}</p>
  if (asOf === null || keys === 0)
    return (
      <Notice tone="warn">
        <p>{say(asOf === null ? 'list.none' : 'list.empty')}</p>
      </Notice>
    )
  const hours = hoursOld(asOf)
  const text = say('list.state', { hours, keys })
  if (hours < fresh) return <p class="quiet small">{text}</p>
  return (
    <Notice tone="warn">
      <p>{text}</p>
      <p>{say('list.old')}</p>
    </Notice>
  )
}
