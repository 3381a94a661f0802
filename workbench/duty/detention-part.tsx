import { noteDetention } from '@consular/api'
import { Button, type Colour, Form, Select, Tag, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { spoken } from '../shell/language.ts'
import { Moment } from './moment.tsx'
import { type CaseProps, instantAt, localNow, optionsOf, Section, useAct } from './section.tsx'
import { writeAt } from './time.ts'

const steps = ['arrest-known', 'notice-received', 'access-requested'] as const
const colours = { green: 'green', amber: 'amber', red: 'red' } as const satisfies { readonly [light: string]: Colour }

/** The clock of a detention: what the host state owes, by when, and what has happened. */
export function DetentionPart({ found, onDone }: CaseProps) {
  const say = useWords()
  const send = useAct({ found, onDone })
  const { detention } = found.work
  const [step, at] = [
    useSignal<string>(detention === null ? steps[0] : steps[1]),
    useSignal(localNow(found.now, found.timeZone)),
  ]
  const keep = () => {
    const moment = instantAt(at.value, found.timeZone)
    const chosen = steps.find((each) => each === step.value)
    if (moment !== null && chosen) send(noteDetention, { step: chosen, at: moment })
  }
  return (
    <Section id="detention" title={say('case.detention')} open={detention !== null}>
      <DetentionClock found={found} />
      <Form look="stack" label={say('case.detention')} onSend={keep}>
        <Select
          id="detention-step"
          label={say('case.step')}
          options={optionsOf('case.step', steps)}
          value={step.value}
          onChange={(next) => {
            step.value = next
          }}
        />
        <Moment
          id="detention-at"
          label={say('case.detention.at')}
          value={at.value}
          onChange={(next) => {
            at.value = next
          }}
        />
        <Button type="submit">{say('case.detention.note')}</Button>
      </Form>
    </Section>
  )
}

function DetentionClock({ found: { work, timeZone } }: Pick<CaseProps, 'found'>) {
  const say = useWords()
  const { detention } = work
  if (detention === null) return null
  const at = (instant: string) => writeAt(instant, timeZone, spoken.value.language)
  return (
    <>
      <p>
        {say('case.detention.step', { step: say(`case.detention.${detention.step}`, { count: detention.visits }) })}
      </p>
      {detention.due.map((due) => (
        <p key={due.what}>
          <time dateTime={due.at}>{say(`case.detention.${due.what}`, { time: at(due.at) })}</time>{' '}
          <Tag colour={colours[due.light]}>{say(`case.light.${due.light}`, { time: at(due.amberAt) })}</Tag>
        </p>
      ))}
      <p class="quiet small">
        {say('case.detention.since', { time: at(detention.arrestKnownAt) })}
        {detention.noticeHours !== null &&
          ` · ${say(detention.mandatory ? 'case.detention.mandatory' : 'case.detention.on-request')}`}
      </p>
    </>
  )
}
