import { cityKey, findCity } from '@consular/domain/mission'
import type { Refusal } from '@consular/domain/shared'
import { Button, ErrorSummary, Form, TextInput, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { atlas, cities } from '../find/directory.ts'
import { type Found, find, found } from '../find/found.ts'
import { Suggestions } from '../find/suggestions.tsx'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { answer, openWizard } from './wizard.ts'

/** Finds the town and keeps it as the beginning of the address. */
async function settle(typed: string): Promise<Found | Refusal> {
  try {
    await openWizard()
    const answered = findCity(await cities(), typed)
    if (!answered.ok) return answered.refusal
    const { city } = answered.value
    found.value = find(await atlas(), city.position, city)
    await answer({ country: city.country, city: typed.split(/[,，]/u)[0]?.trim() ?? city.en })
    return found.value
  } catch {
    return { code: 'find.data.missing' }
  }
}

interface PlaceFormProps {
  readonly back: string
  readonly onSettled: (place: Found) => void
}

/** The question where one lives or stays: it decides which mission may handle the document. */
export function PlaceForm({ back, onSettled }: PlaceFormProps) {
  const say = useWords()
  const [typed, setTyped] = useState(found.value?.city ? cityKey(found.value.city) : '')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const goOn = async (city: string) => {
    if (city.trim() === '') return setRefusal({ code: 'find.city.empty' })
    setBusy(true)
    const settled = await settle(city)
    setBusy(false)
    setRefusal('code' in settled ? settled : null)
    if (!('code' in settled)) onSettled(settled)
  }
  const error = refusal ? sentenceOf(say, refusal) : undefined
  return (
    <Screen title={say('start.place')} titleInside back={back} page="place">
      <ErrorSummary errors={error ? [{ id: 'city', text: error }] : []} />
      <Form look="stack form" onSend={() => void goOn(typed)}>
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
      </Form>
    </Screen>
  )
}
