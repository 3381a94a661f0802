import { type AssistanceCaseView, settleTask } from '@consular/api'
import { Button, Tag, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { spoken } from '../shell/language.ts'
import { Moment } from './moment.tsx'
import { type CaseProps, instantAt, Section, useAct } from './section.tsx'
import { writeAt } from './time.ts'

type Task = AssistanceCaseView['work']['tasks'][number]

/** The checklist of a case: what is due when, what is settled by whom. */
export function Checklist({ found, onDone }: CaseProps) {
  const say = useWords()
  const { tasks } = found.work
  const left = tasks.filter(({ outcome }) => outcome === null).length
  return (
    <Section id="checklist" title={say('case.tasks', { left })} open={tasks.length > 0}>
      {tasks.length === 0 && <p>{say('case.tasks.none')}</p>}
      <ul class="case-list">
        {tasks.map((task) => (
          <TaskLine key={task.action} task={task} found={found} onDone={onDone} />
        ))}
      </ul>
    </Section>
  )
}

function TaskLine({ task, found, onDone }: CaseProps & { readonly task: Task }) {
  const say = useWords()
  const send = useAct({ found, onDone })
  const [note, day] = [useSignal(''), useSignal('')]
  const { action, outcome, dated, dueAt } = task
  const name = say(`case.task.${action}`)
  const settle = (next: Task['outcome']) => {
    const at = instantAt(day.value, found.timeZone)
    send(settleTask, { action, outcome: next, note: note.value, ...(at === null ? {} : { dueAt: at }) })
  }
  return (
    <li>
      <p>
        {outcome === null ? '☐' : '☑'} <strong>{name}</strong> <Due task={task} found={found} />
      </p>
      {outcome === null ? (
        <details>
          <summary>
            {say('case.task.done')} / {say('case.task.not-needed')}
            <span class="hidden"> {name}</span>
          </summary>
          <div class="stack">
            {dated && dueAt === null && <p class="small">{say('case.task.dated')}</p>}
            {dated && (
              <Moment
                id={`day-${action}`}
                label={say('case.task.date')}
                value={day.value}
                onChange={(next) => {
                  day.value = next
                }}
              />
            )}
            <TextInput
              id={`note-${action}`}
              label={say('case.task.note')}
              value={note.value}
              onChange={(next) => {
                note.value = next
              }}
            />
            <div class="duty-acts">
              <Button onPress={() => settle('done')}>{say('case.task.done')}</Button>
              <Button look="plain" onPress={() => settle('not-needed')}>
                {say('case.task.not-needed')}
              </Button>
            </div>
          </div>
        </details>
      ) : (
        <button type="button" class="link small" onClick={() => settle(null)}>
          {say('case.task.open')}
          <span class="hidden"> {name}</span>
        </button>
      )}
    </li>
  )
}

function Due({ task, found }: { readonly task: Task; readonly found: AssistanceCaseView }) {
  const say = useWords()
  const { dueAt, outcome, settledAt, officer, note } = task
  const at = (instant: string) => writeAt(instant, found.timeZone, spoken.value.language)
  if (outcome !== null && settledAt !== null)
    return (
      <span class="quiet small">
        {say('case.task.by', {
          outcome: say(`case.outcome.${outcome}`),
          time: at(settledAt),
          name: officer?.name ?? '',
        })}
        {note && ` · ${note}`}
      </span>
    )
  if (dueAt === null) return null
  const late = Temporal.Instant.compare(Temporal.Instant.from(dueAt), Temporal.Instant.from(found.now)) < 0
  return late ? (
    <Tag colour="red">{say('case.task.due', { time: at(dueAt) })}</Tag>
  ) : (
    <span class="small">{say('case.task.due', { time: at(dueAt) })}</span>
  )
}
