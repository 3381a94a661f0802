import { type CaseRow, type DutyBoard, interruptDuty, type OfficerMe, readDutyBoard } from '@consular/api'
import { type Column, DataTable, Notice, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { MissionPlace, useMission } from '../health/mission.tsx'
import { attempt, fault } from '../health/send.ts'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { writeAge } from '../shell/time.ts'
import './duty.css'
import { HandOver } from './hand-over.tsx'
import { LateTags, PriorityTag } from './priority-tag.tsx'
import { SearchForm } from './search-form.tsx'
import { allowSound, ring } from './sound.ts'
import { writeAt } from './time.ts'

const roles = ['duty', 'deputy', 'head', 'ministry-duty']
const path = '/workbench/duty'
/** How often the board looks, in milliseconds. */
const pace = 5000

/** What waits at a mission, the oldest unread first; it looks every few seconds and sounds when something new is unread. */
export function BoardScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const at = useMission(officer, roles)
  const board = useSignal<DutyBoard | null>(null)
  const seen = useRef(new Map<string, string>())
  const mission = at?.mission ?? ''
  const read = async () => {
    if (!mission) return
    const answer = await ask(readDutyBoard, { query: { mission } })
    if (!answer.ok) {
      fault.value = whyRefused(answer.refusal)
      return
    }
    const unread = answer.value.cases.filter(({ unreadSince }) => unreadSince !== null)
    if (unread.some(({ id, unreadSince }) => seen.current.get(id) !== unreadSince)) ring()
    seen.current = new Map(unread.map(({ id, unreadSince }) => [id, unreadSince ?? '']))
    if (fault.value !== null && board.value !== null) fault.value = null
    board.value = answer.value
  }
  useEffect(() => {
    board.value = null
    fault.value = null
    void read()
    const timer = setInterval(() => void read(), pace)
    return () => clearInterval(timer)
  }, [mission])
  const unread = board.value?.cases.filter(({ unreadSince }) => unreadSince !== null).length ?? 0
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${say('duty.title')} – ${say('workbench')}`
  }, [say, unread])
  if (!at) return <Notice>{say('officer.nowhere')}</Notice>
  return (
    <MissionPlace officer={officer} title={say('duty.title')} at={at} roles={roles} path={path}>
      <p class="lead-in">{say('duty.about')}</p>
      {board.value === null ? (
        <p class="quiet loading">{fault.value ? '' : say('loading')}</p>
      ) : (
        <Board board={board.value} mission={mission} again={read} />
      )}
    </MissionPlace>
  )
}

interface BoardProps {
  readonly board: DutyBoard
  readonly mission: string
  readonly again: () => Promise<void>
}

function Board({ board, mission, again }: BoardProps) {
  const say = useWords()
  const { handedOver, myShift } = board
  return (
    <>
      <DataTable
        caption={say('duty.title')}
        columns={columnsOf(board)}
        rows={board.cases}
        rowKey={({ id }) => id}
        empty={say('duty.none')}
      />
      <p class="quiet small">{say('duty.zone', { zone: board.timeZone })}</p>
      <SearchForm key={mission} mission={mission} timeZone={board.timeZone} />
      <OnDuty board={board} mission={mission} again={again} />
      {handedOver && (
        <section class="card stack" aria-labelledby="handed-over">
          <h2 id="handed-over">{say('duty.handed-over', { name: handedOver.officer.name })}</h2>
          <p class="words">{handedOver.note}</p>
        </section>
      )}
      {myShift && <HandOver shift={myShift} onDone={again} />}
    </>
  )
}

function OnDuty({ board, mission, again }: BoardProps) {
  const say = useWords()
  const names = board.onDuty.map(({ name, number }) => `${name} (${number})`).join(', ')
  const interrupt = (cutOff: boolean) =>
    attempt(
      () => ask(interruptDuty, { body: { mission, cutOff } }),
      () => void again(),
    )
  return (
    <>
      <p>{names === '' ? say('duty.nobody-on-duty') : say('duty.on-duty', { names })}</p>
      {board.cutOff && <Notice tone="warn">{say('duty.cut-off')}</Notice>}
      <div class="row-acts">
        <button type="button" class="link" onClick={allowSound}>
          {say('duty.sound')}
        </button>
        {mission !== 'ministry' && (
          <button type="button" class="link" onClick={() => void interrupt(!board.cutOff)}>
            {say(board.cutOff ? 'duty.cut-off.end' : 'duty.cut-off.say')}
          </button>
        )}
      </div>
    </>
  )
}

function columnsOf({ now, timeZone }: DutyBoard): Column<CaseRow>[] {
  const { say, language } = spoken.value
  return [
    {
      key: 'case',
      heading: say('duty.case'),
      cell: ({ id, reference, unreadSince, reports, type, sealed }) => (
        <>
          <a href={`${path}/cases/${id}`} class="row-link">
            {reference}
          </a>{' '}
          <span class="quiet small">{say('duty.reports', { count: reports })}</span>
          {type !== null && <span class="small"> {say(`case.type.${type}`)}</span>}
          {sealed && <strong class="small"> {say('case.seal')}</strong>}
          {unreadSince !== null && (
            <strong class="unread">{say('duty.unread.for', { age: writeAge(unreadSince, now, language) })}</strong>
          )}
        </>
      ),
    },
    { key: 'priority', heading: say('duty.priority'), cell: (row) => <PriorityTag {...row} /> },
    {
      key: 'late',
      heading: say('duty.late'),
      cell: ({ late, nextWordAt }) => (
        <>
          <LateTags late={late} />
          {nextWordAt !== null && (
            <span class="small"> {say('duty.word.at', { time: writeAt(nextWordAt, timeZone, language) })}</span>
          )}
        </>
      ),
    },
    {
      key: 'called',
      heading: say('duty.called-to'),
      cell: ({ calledTo }) => (calledTo === null ? '–' : say(`duty.level.${calledTo}`)),
    },
    { key: 'taken', heading: say('duty.taken'), cell: ({ takenBy }) => takenBy?.name ?? say('duty.nobody') },
  ]
}
