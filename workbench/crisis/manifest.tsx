import { addressOf, type CrisisPerson, exportManifest, listCrisisPersons } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { Button, type Column, DataTable, Notice, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { attempt, sending } from '../health/send.ts'
import { spoken } from '../shell/language.ts'
import { ask } from '../shell/session.ts'
import { checkIn, openCheckIns, pending, send } from './check-ins.ts'
import { nameOf, StateTag } from './person-card.tsx'

interface ManifestProps {
  readonly crisis: string
  readonly onDone: () => void
}

const pause = 10_000

/** Who leaves by this evacuation. Checking in works with no line; what was noted is sent once there is one. */
export function Manifest({ crisis, onDone }: ManifestProps) {
  const say = useWords()
  const people = useSignal<readonly CrisisPerson[]>([])
  const read = async () => {
    const lists = await Promise.all(
      (['EVAC_LISTED', 'BOARDED', 'ARRIVED'] as const).map((show) =>
        ask(listCrisisPersons, { params: { crisis }, body: { show } }),
      ),
    )
    // With no line the list that was read before stays.
    if (lists.every((list) => list.ok)) people.value = lists.flatMap((list) => (list.ok ? list.value.persons : []))
  }
  const sync = async () => {
    const isSent = await send(crisis)
    if (isSent) {
      await read()
      onDone()
    }
  }
  useEffect(() => {
    openCheckIns(crisis)
    void read()
    const timer = setInterval(() => pending.value.length > 0 && void sync(), pause)
    const online = () => void sync()
    addEventListener('online', online)
    return () => {
      clearInterval(timer)
      removeEventListener('online', online)
    }
  }, [crisis])
  const note = async (person: CrisisPerson, says: 'boarded' | 'arrived') => {
    const state = says === 'boarded' ? 'BOARDED' : 'ARRIVED'
    people.value = people.value.map((each) => (each.id === person.id ? { ...each, state } : each))
    if (await checkIn(crisis, person.id, says)) onDone()
  }
  const save = () =>
    attempt(
      () => fetchManifest(crisis),
      (bytes) => download(bytes, 'manifest.csv'),
    )
  return (
    <div class="stack">
      <p>{say('crisis.manifest.about')}</p>
      <div role="status">
        {pending.value.length > 0 && (
          <Notice tone="warn">{say('crisis.manifest.pending', { count: pending.value.length })}</Notice>
        )}
      </div>
      <DataTable
        caption={say('crisis.tab.manifest')}
        columns={columns(note)}
        rows={people.value}
        rowKey={({ id }) => id}
        empty={say('crisis.manifest.none')}
      />
      <p>
        <Button look="plain" busy={sending.value} onPress={() => void save()}>
          {say('crisis.manifest.export')}
        </Button>
      </p>
    </div>
  )
}

function columns(note: (person: CrisisPerson, says: 'boarded' | 'arrived') => Promise<void>): Column<CrisisPerson>[] {
  const { say } = spoken.value
  const next = { EVAC_LISTED: 'boarded', BOARDED: 'arrived' } as const
  return [
    { key: 'name', heading: say('crisis.person'), cell: (person) => nameOf(person) },
    { key: 'state', heading: say('crisis.state'), cell: (person) => <StateTag person={person} /> },
    {
      key: 'consent',
      heading: say('crisis.manifest.consent'),
      cell: ({ onManifest }) => say(onManifest ? 'crisis.manifest.yes' : 'crisis.manifest.no'),
    },
    {
      key: 'act',
      heading: say('crisis.manifest.check-in'),
      cell: (person) =>
        person.state === 'EVAC_LISTED' || person.state === 'BOARDED' ? (
          <Button look="plain" onPress={() => void note(person, next[person.state as 'EVAC_LISTED' | 'BOARDED'])}>
            {say(`crisis.says.${next[person.state]}`)} <span class="hidden">{nameOf(person)}</span>
          </Button>
        ) : (
          '–'
        ),
    },
  ]
}

/** The manifest as bytes; a refusal as every other one. */
async function fetchManifest(crisis: string): Promise<Result<Blob>> {
  const response = await fetch(addressOf(exportManifest, { params: { crisis } }), {
    method: 'POST',
    credentials: 'same-origin',
  })
  if (response.ok) return ok(await response.blob())
  const problem = (await response.json()) as { readonly code?: string }
  return refuse(problem.code ?? 'service.fault')
}

function download(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
