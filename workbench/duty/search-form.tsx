import { type FoundCase, searchCases } from '@consular/api'
import { SearchPurpose, Situation } from '@consular/domain/assistance'
import { Button, Form, Select, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { attempt } from '../health/send.ts'
import { spoken } from '../shell/language.ts'
import { ask } from '../shell/session.ts'
import { optionsOf, Section } from './section.tsx'
import { writeAt } from './time.ts'

interface SearchProps {
  readonly mission: string
  readonly timeZone: string
}

/** Looks for a case of the mission: open or at rest. It asks why, for every search is on record. */
export function SearchForm({ mission, timeZone }: SearchProps) {
  const say = useWords()
  const [purpose, situation] = [useSignal<string>('answer-call'), useSignal<string>('')]
  const [reference, name, country] = [useSignal(''), useSignal(''), useSignal('')]
  const found = useSignal<readonly FoundCase[] | null>(null)
  const search = () => {
    const [why, what] = [SearchPurpose.safeParse(purpose.value), Situation.safeParse(situation.value)]
    if (!why.success) return
    const by = {
      ...(reference.value.trim() === '' ? {} : { reference: reference.value }),
      ...(name.value.trim() === '' ? {} : { name: name.value }),
      ...(what.success ? { situation: what.data } : {}),
      ...(/^[a-z]{2}$/i.test(country.value.trim()) ? { country: country.value.trim().toUpperCase() } : {}),
    }
    void attempt(
      () => ask(searchCases, { body: { mission, purpose: why.data, ...by } }),
      (cases) => {
        found.value = cases
      },
    )
  }
  return (
    <Section id="search" title={say('case.search')}>
      <p class="small">{say('case.search.about')}</p>
      <Form look="stack" label={say('case.search')} onSend={search}>
        <div class="search-fields">
          <Select
            id="search-purpose"
            label={say('case.search.purpose')}
            options={optionsOf('case.purpose', SearchPurpose.options)}
            value={purpose.value}
            onChange={(next) => {
              purpose.value = next
            }}
          />
          {(
            [
              ['case.search.reference', reference],
              ['case.search.name', name],
              ['case.country', country],
            ] as const
          ).map(([key, value]) => (
            <TextInput
              key={key}
              id={key.replaceAll('.', '-')}
              label={say(key)}
              value={value.value}
              onChange={(next) => {
                value.value = next
              }}
            />
          ))}
          <Select
            id="search-situation"
            label={say('case.search.situation')}
            options={[{ value: '', label: say('case.search.any') }, ...optionsOf('duty.situation', Situation.options)]}
            value={situation.value}
            onChange={(next) => {
              situation.value = next
            }}
          />
        </div>
        <Button type="submit">{say('case.search.send')}</Button>
      </Form>
      <div role="status">{found.value?.length === 0 && <p>{say('case.search.none')}</p>}</div>
      <ul class="case-list">
        {found.value?.map((each) => (
          <li key={each.id}>
            <a href={`/workbench/duty/cases/${each.id}`}>{each.reference}</a> <span dir="auto">{each.personName}</span>{' '}
            <span class="small">
              {say(`case.state.${each.state}`)} · {say('case.search.opened')}{' '}
              {writeAt(each.openedAt, timeZone, spoken.value.language)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
