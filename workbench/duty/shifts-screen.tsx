import { type AnswerOf, listShifts, type OfficerMe, planShift, type ShiftView } from '@consular/api'
import { newId } from '@consular/domain/shared'
import { Button, type Column, DataTable, Field, Form, Notice, Select, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { MissionPlace, useMission } from '../health/mission.tsx'
import { attempt, fault, news } from '../health/send.ts'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import './duty.css'
import { writeAt } from './time.ts'

const roles = ['mission-admin', 'duty', 'deputy', 'head']
type Rota = AnswerOf<typeof listShifts>

/** Who is on duty when, at a mission. */
export function ShiftsScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const at = useMission(officer, roles)
  const rota = useSignal<Rota | null>(null)
  const mission = at?.mission ?? ''
  const read = async () => {
    if (!mission) return
    const answer = await ask(listShifts, { query: { mission } })
    if (answer.ok) rota.value = answer.value
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => {
    rota.value = null
    fault.value = null
    void read()
  }, [mission])
  useEffect(() => {
    document.title = `${say('shifts.title')} – ${say('workbench')}`
  }, [say])
  if (!at) return <Notice>{say('officer.nowhere')}</Notice>
  return (
    <MissionPlace officer={officer} title={say('shifts.title')} at={at} roles={roles} path="/workbench/shifts">
      <p class="lead-in">{say('shifts.about')}</p>
      {rota.value === null ? (
        <p class="quiet loading">{fault.value ? '' : say('loading')}</p>
      ) : (
        <>
          <DataTable
            caption={say('shifts.title')}
            columns={columnsOf(rota.value)}
            rows={rota.value.shifts}
            rowKey={({ id }) => id}
            empty={say('shifts.none')}
          />
          {at.roles.includes('mission-admin') && <PlanForm mission={mission} rota={rota.value} onDone={read} />}
        </>
      )}
    </MissionPlace>
  )
}

function columnsOf({ timeZone }: Rota): Column<ShiftView>[] {
  const { say, language } = spoken.value
  return [
    { key: 'officer', heading: say('shifts.officer'), cell: ({ officer }) => `${officer.name} (${officer.number})` },
    { key: 'from', heading: say('shifts.from'), cell: ({ startsAt }) => writeAt(startsAt, timeZone, language) },
    { key: 'until', heading: say('shifts.until'), cell: ({ endsAt }) => writeAt(endsAt, timeZone, language) },
    {
      key: 'state',
      heading: say('shifts.state'),
      cell: ({ endedAt, note }) =>
        endedAt === null ? (
          say('shifts.open')
        ) : (
          <>
            {say('shifts.ended')} {writeAt(endedAt, timeZone, language)}
            <span class="words"> {note}</span>
          </>
        ),
    },
  ]
}

const freshId = () =>
  newId<'shift'>(Temporal.Now.instant(), (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>))

interface PlanFormProps {
  readonly mission: string
  readonly rota: Rota
  readonly onDone: () => Promise<void>
}

/** Plans a shift. Its id is made here, so that sending twice plans once. */
function PlanForm({ mission, rota, onDone }: PlanFormProps) {
  const say = useWords()
  const id = useRef(freshId())
  const [officer, from, until] = [useSignal(rota.officers[0]?.id ?? ''), useSignal(''), useSignal('')]
  const body = { mission, officer: officer.value, from: from.value, until: until.value }
  const send = () =>
    attempt(
      () => ask(planShift, { params: { shift: id.current }, body }),
      () => {
        news.value = say('shifts.planned')
        id.current = freshId()
        void onDone()
      },
    )
  return (
    <Form look="card stack" label={say('shifts.plan')} onSend={() => void send()}>
      <h2>{say('shifts.plan')}</h2>
      <Select
        id="officer"
        label={say('shifts.officer')}
        options={rota.officers.map((each) => ({ value: each.id, label: `${each.name} (${each.number})` }))}
        value={officer.value}
        onChange={(next) => {
          officer.value = next
        }}
      />
      {([['from', from] as const, ['until', until] as const] as const).map(([name, value]) => (
        <Field key={name} id={name} label={say(`shifts.${name}`)}>
          <input
            id={name}
            name={name}
            type="datetime-local"
            class="input medium"
            value={value.value}
            onInput={(event) => {
              value.value = event.currentTarget.value
            }}
          />
        </Field>
      ))}
      <Button type="submit">{say('shifts.send')}</Button>
    </Form>
  )
}
