import { cityKey, findCity } from '@consular/domain/mission'
import type { Refusal } from '@consular/domain/shared'
import { Button, ErrorSummary, TextInput, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { atlas, cities } from '../find/directory.ts'
import { find, found } from '../find/found.ts'
import { Suggestions } from '../find/suggestions.tsx'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { addressBefore, useWizard } from './use-wizard.ts'
import { answer, chooseMission } from './wizard.ts'

/** Finds the town, keeps it as the beginning of the address, and chooses the mission that is competent for it. */
async function settle(typed: string): Promise<Refusal | null> {
  try {
    const answered = findCity(await cities(), typed)
    if (!answered.ok) return answered.refusal
    const { city } = answered.value
    found.value = find(await atlas(), city.position, city)
    await answer({ country: city.country, city: typed.split(/[,，]/u)[0]?.trim() ?? city.en })
    await chooseMission(found.value.located.competent?.mission.id ?? null)
    return null
  } catch {
    return { code: 'find.data.missing' }
  }
}

/** Where one lives or stays: it decides which mission may handle the document. */
export default function Place() {
  const say = useWords()
  const { route } = useLocation()
  const { ready, refusal: notReady, again } = useWizard()
  const [typed, setTyped] = useState(found.value?.city ? cityKey(found.value.city) : '')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  if (!ready) return <Loading refusal={notReady} again={again} />
  const goOn = async (city: string) => {
    if (city.trim() === '') return setRefusal({ code: 'find.city.empty' })
    setBusy(true)
    const no = await settle(city)
    setBusy(false)
    setRefusal(no)
    if (!no) route('/app/start/result')
  }
  const error = refusal ? sentenceOf(say, refusal) : undefined
  return (
    <Screen title={say('start.place')} titleInside back={addressBefore(ready.wizard, ready.rules, 'place')}>
      <ErrorSummary errors={error ? [{ id: 'city', text: error }] : []} />
      <form
        class="stack form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void goOn(typed)
        }}
      >
        <TextInput
          id="city"
          heading
          label={say('start.place')}
          hint={say('start.place.hint')}
          error={error}
          value={typed}
          onChange={setTyped}
          typing={{ autocomplete: 'address-level2', maxLength: 100 }}
        />
        <Suggestions refusal={refusal} onChoose={(city) => void goOn(city)} />
        <Button type="submit" busy={busy}>
          {say('continue')}
        </Button>
      </form>
    </Screen>
  )
}
