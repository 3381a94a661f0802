import { type AnswerOf, listRelativeReports, settleRelativeReport, takeRelativeReport } from '@consular/api'
import { Button, Form, freshId, Radios, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { attempt, fault, news, sending } from '../health/send.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { nameOf } from './person-card.tsx'

type Waiting = AnswerOf<typeof listRelativeReports>['reports'][number]

interface RelativesProps {
  readonly crisis: string
  readonly waiting: number
  readonly onDone: () => void
}

/** Reports of relatives of which somebody has to say whom they mean, and the form for those who ring. */
export function Relatives({ crisis, waiting, onDone }: RelativesProps) {
  const say = useWords()
  const reports = useSignal<readonly Waiting[]>([])
  const read = async () => {
    const answer = await ask(listRelativeReports, { params: { crisis } })
    if (answer.ok) reports.value = answer.value.reports
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => void read(), [waiting])
  const settle = (relative: string, person: string | null) =>
    attempt(
      () => ask(settleRelativeReport, { params: { crisis, relative }, body: { person } }),
      () => {
        reports.value = reports.value.filter(({ id }) => id !== relative)
        news.value = say('crisis.relatives.settled')
        onDone()
      },
    )
  return (
    <div class="stack">
      <p>
        {say('crisis.relatives.link')} <a href={`/crisis/relatives/${crisis}`}>/crisis/relatives/{crisis}</a>
      </p>
      {reports.value.map(({ id, report, candidates }) => (
        <section key={id} class="card stack" aria-labelledby={`r-${id}`}>
          <h3 id={`r-${id}`}>
            {report.familyName} {report.givenName} {report.birthDate ?? ''}
          </h3>
          <p>
            {say(`crisis.relatives.${report.says}`)} · {report.whereabouts} · {report.phone ?? ''}
          </p>
          <p class="small">{say('crisis.relatives.by', { name: report.reporterName, phone: report.reporterPhone })}</p>
          <div class="crisis-acts">
            {candidates.map((person) => (
              <Button key={person.id} look="plain" busy={sending.value} onPress={() => void settle(id, person.id)}>
                {say('crisis.relatives.same', { name: `${nameOf(person)} ${person.birthDate ?? ''}` })}
              </Button>
            ))}
            <Button look="plain" busy={sending.value} onPress={() => void settle(id, null)}>
              {say('crisis.relatives.new')}
            </Button>
          </div>
        </section>
      ))}
      <TakeReport crisis={crisis} onDone={onDone} />
    </div>
  )
}

const fields = [
  'familyName',
  'givenName',
  'birthDate',
  'phone',
  'whereabouts',
  'reporterName',
  'reporterPhone',
] as const
type FieldName = (typeof fields)[number]
const blank: { readonly [name in FieldName]: string } = {
  familyName: '',
  givenName: '',
  birthDate: '',
  phone: '',
  whereabouts: '',
  reporterName: '',
  reporterPhone: '',
}

/** Writes down what a relative tells on the telephone. */
function TakeReport({ crisis, onDone }: Pick<RelativesProps, 'crisis' | 'onDone'>) {
  const say = useWords()
  const id = useRef(freshId())
  const [typed, says] = [useSignal(blank), useSignal<'missing' | 'safe' | 'help'>('missing')]
  const send = () => {
    const { birthDate, phone, ...rest } = typed.value
    const body = {
      ...rest,
      says: says.value,
      ...(birthDate === '' ? {} : { birthDate }),
      ...(phone === '' ? {} : { phone }),
    }
    return attempt(
      () => ask(takeRelativeReport, { params: { crisis, relative: id.current }, body }),
      ({ merged }) => {
        id.current = freshId()
        typed.value = blank
        news.value = say(`crisis.relatives.merged.${merged ?? 'waits'}`)
        onDone()
      },
    )
  }
  return (
    <Form look="card stack" label={say('crisis.relatives.take')} onSend={() => void send()}>
      <h3>{say('crisis.relatives.take')}</h3>
      <Radios
        id="says"
        label={say('crisis.relatives.says')}
        options={(['missing', 'safe', 'help'] as const).map((value) => ({
          value,
          label: say(`crisis.relatives.${value}`),
        }))}
        value={says.value}
        onChange={(value) => {
          says.value = value === 'safe' || value === 'help' ? value : 'missing'
        }}
      />
      {fields.map((name) => (
        <TextInput
          key={name}
          id={name}
          label={say(`crisis.relatives.${name}`)}
          value={typed.value[name]}
          onChange={(value) => {
            typed.value = { ...typed.value, [name]: value }
          }}
        />
      ))}
      <Button type="submit" busy={sending.value}>
        {say('crisis.relatives.send')}
      </Button>
    </Form>
  )
}
