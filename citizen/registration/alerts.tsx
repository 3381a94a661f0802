import { Button, type Colour, Form, Notice, Select, Tag, TextButton, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { countryOptions } from '../application/countries.ts'
import { nameOf } from '../find/names.ts'
import { spoken } from '../shell/language.ts'
import { Screen } from '../shell/screen.tsx'
import { momentText } from '../shell/when.ts'
import { addCountry, chosen, fetchNews, markSeen, newsOf, openChosen, removeCountry, versionOf } from './chosen.ts'
import { countryName } from './parts.tsx'

const colours: { readonly [colour: string]: Colour } = { blue: 'blue', yellow: 'amber', orange: 'amber', red: 'red' }

/** What counts in one country now; what was not on this screen before is marked. */
function Country({ country, seen }: { readonly country: string; readonly seen: readonly string[] }) {
  const say = useWords()
  const name = countryName(country)
  const title = `alerts-${country}`
  const news = newsOf(country)
  return (
    <section class="card stack-close" aria-labelledby={title}>
      <h2 id={title}>{name}</h2>
      {news.length === 0 && <p class="quiet">{say('registration.alerts.quiet')}</p>}
      {news.map((advice) => (
        <div key={advice.id} class="stack-close">
          <p class="row">
            <Tag colour={colours[advice.level.colour] ?? 'grey'}>{nameOf(advice.level.name)}</Tag>
            {!seen.includes(versionOf(advice)) && <Tag colour="blue">{say('registration.alerts.new')}</Tag>}
          </p>
          <h3>{nameOf(advice.headline)}</h3>
          <p>{nameOf(advice.text)}</p>
          {nameOf(advice.instruction) !== '' && <p>{nameOf(advice.instruction)}</p>}
        </div>
      ))}
      <p>
        <TextButton onPress={() => void removeCountry(country)}>
          {say('registration.alerts.remove', { country: name })}
        </TextButton>
      </p>
    </section>
  )
}

function Add() {
  const say = useWords()
  const [typed, setTyped] = useState('')
  const add = async () => {
    if (typed !== '') await addCountry(typed)
    setTyped('')
  }
  return (
    <Form onSend={() => void add()}>
      <Select
        id="country"
        label={say('registration.alerts.add')}
        options={[{ value: '', label: say('registration.choose') }, ...countryOptions(spoken.value.language, [])]}
        value={typed}
        onChange={setTyped}
      />
      <Button type="submit">{say('registration.alerts.add.do')}</Button>
    </Form>
  )
}

/** Alerts of countries, with no account and no name. */
export function Alerts() {
  const say = useWords()
  const [seen, setSeen] = useState<readonly string[] | null>(null)
  const [isDown, setDown] = useState(false)
  useEffect(() => {
    const look = async () => {
      await openChosen()
      setSeen(chosen.value?.seen ?? [])
      setDown((await fetchNews()) !== null)
      await markSeen()
    }
    void look()
  }, [])
  const known = chosen.value
  return (
    <Screen title={say('registration.alerts')} back="/app/registrations">
      <p>{say('registration.alerts.lead')}</p>
      <div role="status">{isDown && <Notice tone="warn">{say('registration.alerts.no-line')}</Notice>}</div>
      {known === null || seen === null ? (
        <p role="status">{say('loading')}</p>
      ) : (
        <>
          {known.countries.length === 0 && <p class="card">{say('registration.alerts.none')}</p>}
          {known.countries.map((country) => (
            <Country key={country} country={country} seen={seen} />
          ))}
          {known.news && (
            <p class="quiet small">{say('registration.alerts.as-of', { at: momentText(known.news.at) })}</p>
          )}
        </>
      )}
      <Add />
    </Screen>
  )
}
