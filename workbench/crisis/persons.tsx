import { type AnswerOf, type BodyOf, type CrisisPerson, listCrisisPersons } from '@consular/api'
import { PersonState } from '@consular/domain/crisis'
import { Button, type Column, DataTable, Form, Select, TextButton, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { attempt, fault } from '../health/send.ts'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { Acts } from './answers.tsx'
import { nameOf, PersonFacts, StateTag } from './person-card.tsx'

type Listed = AnswerOf<typeof listCrisisPersons>
type Show = BodyOf<typeof listCrisisPersons>['show']
const shows: readonly Show[] = ['calls', 'all', ...PersonState.options]

interface PersonsProps {
  readonly crisis: string
  readonly onDone: () => void
}

/** Persons of a state or a name, and one of them opened. */
export function Persons({ crisis, onDone }: PersonsProps) {
  const say = useWords()
  const [show, name] = [useSignal<Show>('calls'), useSignal('')]
  const [list, open] = [useSignal<Listed | null>(null), useSignal<CrisisPerson | null>(null)]
  const body = () => (name.value.trim() === '' ? { show: show.value } : { show: show.value, name: name.value.trim() })
  const read = async () => {
    const answer = await ask(listCrisisPersons, { params: { crisis }, body: body() })
    if (answer.ok) list.value = answer.value
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => void read(), [show.value])
  const search = () =>
    void attempt(
      () => ask(listCrisisPersons, { params: { crisis }, body: body() }),
      (next) => void (list.value = next),
    )
  const person = open.value
  return (
    <div class="stack">
      <Form label={say('crisis.search')} onSend={search}>
        <Select
          id="show"
          label={say('crisis.show')}
          options={shows.map((value) => ({
            value,
            label: value === 'calls' || value === 'all' ? say(`crisis.show.${value}`) : say(`crisis.person.${value}`),
          }))}
          value={show.value}
          onChange={(value) => {
            show.value = shows.find((each) => each === value) ?? 'all'
          }}
        />
        <TextInput
          id="name"
          label={say('crisis.search.name')}
          value={name.value}
          onChange={(value) => {
            name.value = value
          }}
        />
        <Button type="submit" look="plain">
          {say('crisis.search')}
        </Button>
      </Form>
      {person !== null && (
        <section class="card stack" aria-labelledby="opened">
          <h2 id="opened">{nameOf(person)}</h2>
          <PersonFacts person={person} />
          <Acts
            crisis={crisis}
            person={person}
            onDone={(next) => {
              open.value = next
              onDone()
              void read()
            }}
          />
        </section>
      )}
      {list.value !== null && (
        <>
          <p role="status">{say('crisis.total', { total: list.value.total, shown: list.value.persons.length })}</p>
          <DataTable
            caption={say('crisis.tab.persons')}
            columns={columns((next) => void (open.value = next))}
            rows={list.value.persons}
            rowKey={({ id }) => id}
            empty={say('crisis.nobody')}
          />
        </>
      )}
    </div>
  )
}

function columns(onOpen: (person: CrisisPerson) => void): Column<CrisisPerson>[] {
  const { say } = spoken.value
  return [
    {
      key: 'name',
      heading: say('crisis.person'),
      cell: (person) => <TextButton onPress={() => onOpen(person)}>{nameOf(person)}</TextButton>,
    },
    { key: 'state', heading: say('crisis.state'), cell: (person) => <StateTag person={person} /> },
    {
      key: 'needs',
      heading: say('crisis.needs'),
      cell: ({ vulnerabilities }) => vulnerabilities.map((each) => say(`crisis.need.${each}`)).join(' · ') || '–',
    },
    { key: 'phone', heading: say('crisis.phone'), cell: ({ phone }) => phone ?? '–' },
  ]
}
