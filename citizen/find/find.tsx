import { type City, cityKey, findCity, type Position } from '@consular/domain/mission'
import type { Refusal } from '@consular/domain/shared'
import { Button, ErrorSummary, type FieldError, Form, Notice, TextInput, useWords } from '@consular/ui'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { atlas, cities } from './directory.ts'
import { find, found } from './found.ts'
import { whereAmI } from './position.ts'
import { Results } from './results.tsx'
import { Suggestions } from './suggestions.tsx'

function useSearch() {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const show = async (position: Position, city: City | null) => {
    found.value = find(await atlas(), position, city)
  }
  const search = async (work: () => Promise<Refusal | null>) => {
    setBusy(true)
    setRefusal(null)
    found.value = null
    setRefusal(await work().catch((): Refusal => ({ code: 'find.data.missing' })))
    setBusy(false)
  }
  const here = () =>
    search(async () => {
      const position = await whereAmI()
      if (!position.ok) return position.refusal
      await show(position.value, null)
      return null
    })
  const inCity = (typed: string) =>
    search(async () => {
      const answer = findCity(await cities(), typed)
      if (!answer.ok) return answer.refusal
      await show(answer.value.city.position, answer.value.city)
      return null
    })
  return { busy, refusal, here, inCity }
}

interface CityFormProps {
  readonly busy: boolean
  readonly error: string | undefined
  readonly onFind: (city: string) => void
}

function CityForm({ busy, error, onFind }: CityFormProps) {
  const say = useWords()
  const [typed, setTyped] = useState(found.value?.city ? cityKey(found.value.city) : '')
  return (
    <Form onSend={() => onFind(typed)}>
      <TextInput
        id="city"
        label={say('find.city')}
        hint={say('find.city.hint')}
        error={error}
        value={typed}
        onChange={setTyped}
        typing={{ autocomplete: 'address-level2', maxLength: 100 }}
      />
      <Button type="submit" look="plain" busy={busy}>
        {say('find.city.find')}
      </Button>
    </Form>
  )
}

/** Find my mission: from the phone's position or a typed city, worked out on the phone. */
export default function Find() {
  const say = useWords()
  const { busy, refusal, here, inCity } = useSearch()
  const [empty, setEmpty] = useState(false)
  const results = useRef<HTMLDivElement>(null)
  useEffect(() => {
    void atlas().catch(() => undefined)
  }, [])
  useLayoutEffect(() => {
    if (found.value) results.current?.querySelector('h2')?.focus()
  }, [found.value])
  const ofCity = refusal?.code === 'mission.city-unknown'
  const error = empty ? say('find.city.empty') : ofCity && refusal ? sentenceOf(say, refusal) : undefined
  const errors: FieldError[] = error ? [{ id: 'city', text: error }] : []
  const findCityTyped = (typed: string) => {
    setEmpty(typed.trim() === '')
    if (typed.trim() !== '') void inCity(typed)
  }
  return (
    <Screen title={say('find.title')} back="/app/">
      <ErrorSummary errors={errors} />
      <p class="lead">{say('find.lead')}</p>
      <div class="stack stack-tight">
        <Button busy={busy} onPress={() => void here()}>
          {busy ? say('find.position.busy') : say('find.position')}
        </Button>
        <p class="quiet small">{say('find.private')}</p>
      </div>
      <div role="alert">
        {refusal && !ofCity && (
          <Notice tone="bad">
            <p>{sentenceOf(say, refusal)}</p>
          </Notice>
        )}
      </div>
      <CityForm busy={busy} error={error} onFind={findCityTyped} />
      <Suggestions refusal={refusal} onChoose={findCityTyped} />
      <div ref={results}>{found.value && <Results found={found.value} />}</div>
    </Screen>
  )
}
