import { noteVisit } from '@consular/api'
import { Button, Form, freshId, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { Moment } from './moment.tsx'
import { type CaseProps, instantAt, localNow, Section, useAct } from './section.tsx'
import { writeAt } from './time.ts'

const told = ['health', 'treatment', 'needs', 'lawyer'] as const

/** The visits of a case, and a form for the next one. */
export function VisitsPart({ found, onDone }: CaseProps) {
  const say = useWords()
  const { visits } = found.work
  return (
    <Section id="visits" title={say('case.visits', { count: visits.length })}>
      <ul class="case-list">
        {visits.map((visit) => (
          <li key={visit.id}>
            <p>
              <strong>{writeAt(visit.visitedAt, found.timeZone, spoken.value.language)}</strong> · {visit.place} ·{' '}
              {visit.officer?.name}
            </p>
            {told.map(
              (what) =>
                visit[what] !== '' && (
                  <p key={what} class="words">
                    {say(`case.visit.${what}`)}: {visit[what]}
                  </p>
                ),
            )}
          </li>
        ))}
      </ul>
      <VisitForm found={found} onDone={onDone} />
    </Section>
  )
}

function VisitForm({ found, onDone }: CaseProps) {
  const say = useWords()
  const send = useAct({ found, onDone })
  const id = useRef(freshId<'visit'>())
  const [at, place] = [useSignal(localNow(found.now, found.timeZone)), useSignal('')]
  const seen = useSignal({ health: '', treatment: '', needs: '', lawyer: '' })
  const keep = () => {
    const visitedAt = instantAt(at.value, found.timeZone)
    if (visitedAt === null) return
    send(noteVisit, { visit: id.current, visitedAt, place: place.value, ...seen.value }, () => {
      id.current = freshId<'visit'>()
      place.value = ''
      seen.value = { health: '', treatment: '', needs: '', lawyer: '' }
    })
  }
  return (
    <Form look="stack" label={say('case.visit.send')} onSend={keep}>
      <Moment
        id="visit-at"
        label={say('case.visit.at')}
        value={at.value}
        onChange={(next) => {
          at.value = next
        }}
      />
      <TextInput
        id="visit-place"
        label={say('case.visit.place')}
        value={place.value}
        onChange={(next) => {
          place.value = next
        }}
      />
      {told.map((what) => (
        <TextInput
          key={what}
          id={`visit-${what}`}
          label={say(`case.visit.${what}`)}
          value={seen.value[what]}
          onChange={(next) => {
            seen.value = { ...seen.value, [what]: next }
          }}
        />
      ))}
      <Button type="submit">{say('case.visit.send')}</Button>
    </Form>
  )
}
