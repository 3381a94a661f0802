import type { OfficerMe, QueueRow } from '@consular/api'
import { DataTable, Notice, Select, type Tab, Tabs, useWords } from '@consular/ui'
import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { addressOfFile, done, purposeOfQueue } from '../file/case.ts'
import { spoken } from '../shell/language.ts'
import { listOf, nameOf } from '../shell/names.ts'
import { go } from '../shell/navigate.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { isTakeable } from './choose.ts'
import { columnsOf, rowLinkId } from './columns.tsx'
import { type QueueName, queueNames } from './names.ts'
import { openFor } from './open-for.tsx'
import { addressOfQueue, chosen, hasQueue, page, place, placeOf, queueFault, rows, showQueue, step } from './queue.ts'

/** Opens a row: for the purpose of its queue if it is hers to take, else she says why she opens it. */
function openRow(id: string): void {
  const queue = place.value?.queue ?? 'done'
  const purpose = purposeOfQueue[queue]
  const row = rows.value.find((each) => each.id === id)
  if (purpose && row && isTakeable(row, queue)) go(addressOfFile(id, purpose))
  else openFor.value = id
}

function Rows({ queue }: { readonly queue: QueueName }) {
  const say = useWords()
  const { language } = spoken.value
  const frame = useRef<HTMLDivElement>(null)
  const now = page.value?.now
  // The row that had the focus left with a refresh: the one that took its place has it now.
  const hadFocus = useRef(false)
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body && chosen.value)
      document.getElementById(rowLinkId(chosen.value))?.focus()
  }, [chosen.value, rows.value])
  if (!now) return <p class="quiet loading">{queueFault.value ? '' : say('loading')}</p>
  return (
    <div
      ref={frame}
      class="queue"
      onFocusIn={(event) => {
        hadFocus.current = true
        const id = event.target instanceof HTMLElement ? event.target.dataset['row'] : undefined
        if (id) chosen.value = id
      }}
      onFocusOut={(event) => {
        hadFocus.current = event.relatedTarget === null
      }}
    >
      <DataTable
        caption={say('queue.caption', { queue: say(`queue.${queue}`) })}
        columns={columnsOf({ say, language, now, open: openRow, queue })}
        rows={rows.value}
        rowKey={({ id }: QueueRow) => id}
        chosen={chosen.value ?? undefined}
        empty={say(`queue.${queue}.empty`)}
      />
    </div>
  )
}

function MissionChoice({
  officer,
  mission,
  queue,
}: {
  readonly officer: OfficerMe
  readonly mission: string
  readonly queue: QueueName
}) {
  const say = useWords()
  const { language } = spoken.value
  const names = officer.assignments.map((assignment) => ({
    value: assignment.mission,
    label: assignment.missionName[language],
  }))
  if (names.length < 2) return <p class="queue-mission">{names[0]?.label ?? say('officer.nowhere')}</p>
  return (
    <div class="queue-mission">
      <Select
        id="mission"
        label={say('queue.mission')}
        options={names}
        value={mission}
        onChange={(other) => go(addressOfQueue(other, queue))}
      />
    </div>
  )
}

/** The queues of a mission: what waits, in the order in which it is to be taken. */
export function QueueScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const { query } = useLocation()
  const at = placeOf(officer, query)
  const roles = officer.assignments.find(({ mission }) => mission === at.mission)?.roles ?? []
  const works = hasQueue(roles)
  useEffect(() => {
    if (works) showQueue(at)
  }, [at.mission, at.queue, works])
  useEffect(() => {
    document.title = `${say(`queue.${at.queue}`)} – ${say('workbench')}`
  }, [at.queue, say])
  useEffect(
    () => () => {
      done.value = null
    },
    [],
  )
  const choose = (queue: string) =>
    go(addressOfQueue(at.mission, queueNames.find((name) => name === queue) ?? 'review'))
  const move = (by: 1 | -1) => {
    const id = step(by)
    if (id) document.getElementById(rowLinkId(id))?.focus()
  }
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => chosen.value && openRow(chosen.value),
    ...Object.fromEntries(queueNames.map((name, index) => [`${index + 1}`, () => choose(name)])),
  })
  const counts = page.value?.counts ?? {}
  const tabs = queueNames.map(
    (name): Tab => ({
      id: name,
      label: (
        <>
          {say(`queue.${name}`)}
          {counts[name] === undefined ? '' : <span class="count">{counts[name]}</span>}
        </>
      ),
      content: <Rows queue={name} />,
    }),
  )
  return (
    <div class="queue-screen">
      <div class="queue-head">
        <h1>{say('queue.title')}</h1>
        <MissionChoice officer={officer} mission={at.mission} queue={at.queue} />
      </div>
      <div role="status">{done.value && <Notice tone="good">{done.value}</Notice>}</div>
      <div role="alert">{queueFault.value && <Notice tone="bad">{queueFault.value}</Notice>}</div>
      {works ? (
        <Tabs label={say('queue.title')} tabs={tabs} chosen={at.queue} onChoose={choose} />
      ) : (
        <Notice>{say('queue.none', { roles: listOf(roles.map((role) => nameOf('role', role))) })}</Notice>
      )}
    </div>
  )
}
