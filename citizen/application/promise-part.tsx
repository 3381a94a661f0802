import type { ApplicationView } from '@consular/api'
import { useWords } from '@consular/ui'
import { nameOf } from '../find/names.ts'
import { dateText, dayText } from '../shell/when.ts'

type PromiseView = NonNullable<ApplicationView['promise']>

/** How the promised date was reckoned: working days, days that do not count, and every pause with its reason and owner. */
export function PromisePart({ promise }: { readonly promise: PromiseView }) {
  const say = useWords()
  const { acceptedOn, workingDays, holidays, pauses } = promise
  return (
    <section class="stack stack-tight" aria-labelledby="promise">
      <h2 id="promise">{say('promise.title')}</h2>
      <p>{say('promise.reckoned', { accepted: dateText(acceptedOn), days: workingDays })}</p>
      {holidays.length > 0 && (
        <>
          <p>{say('promise.holidays')}</p>
          <ul>
            {holidays.map(({ date, name }) => (
              <li key={date}>{say('promise.holiday', { date: dateText(date), name: nameOf(name) })}</li>
            ))}
          </ul>
        </>
      )}
      {pauses
        .filter(({ until, workingDays: taken }) => until === null || taken > 0)
        .map((pause) => (
          <p key={pause.from} class="notice warn">
            {pause.until
              ? say('promise.paused', {
                  from: dayText(pause.from),
                  until: dayText(pause.until),
                  days: pause.workingDays,
                })
              : say('promise.paused.still', { from: dayText(pause.from) })}
            {say(`pause.${pause.reason}`)}
          </p>
        ))}
    </section>
  )
}
