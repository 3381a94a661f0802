import { findCity } from '@consular/domain/mission'
import type { RegistrationDetails } from '@consular/domain/registration'
import type { Refusal } from '@consular/domain/shared'
import { Select, TextButton, TextInput, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { countryOptions } from '../application/countries.ts'
import { cities, domesticAreas } from '../find/directory.ts'
import { positionText, whereAmI } from '../find/position.ts'
import { Failure } from '../shell/failure.tsx'
import { spoken } from '../shell/language.ts'

interface PlaceFieldsProps {
  readonly typed: RegistrationDetails
  readonly error: string | undefined
  readonly onType: (change: Partial<RegistrationDetails>) => void
}

/** Where it came from that there is a place on the map. */
type Source = { readonly town: string } | 'here' | null

/** Country, place, and the place on the map: taken from the town, or from the phone where the person asks for it. */
export function PlaceFields({ typed, error, onType }: PlaceFieldsProps) {
  const say = useWords()
  const [domestic, setDomestic] = useState<readonly string[]>([])
  const [source, setSource] = useState<Source>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  useEffect(() => {
    void domesticAreas()
      .then(setDomestic)
      .catch(() => undefined)
  }, [])
  const settle = async () => {
    if (source === 'here' || typed.place.trim() === '') return
    const found = await cities()
      .then((known) => findCity(known, typed.place))
      .catch(() => null)
    if (!found?.ok) return
    const { city } = found.value
    // A town of the same name in another country than the one that was chosen is another town.
    if (typed.country !== '' && typed.country !== city.country) return
    setSource({ town: spoken.value.language === 'en' ? city.en : city.zh })
    onType({ country: city.country, position: city.position })
  }
  const here = async () => {
    const answer = await whereAmI()
    setRefusal(answer.ok ? null : answer.refusal)
    if (!answer.ok) return
    setSource('here')
    onType({ position: answer.value })
  }
  const remove = () => {
    setSource(null)
    onType({ position: null })
  }
  return (
    <>
      <TextInput
        id="place"
        label={say('registration.place')}
        hint={say('registration.place.hint')}
        value={typed.place}
        onChange={(place) => onType({ place })}
        onLeave={() => void settle()}
        typing={{ autocomplete: 'off', maxLength: 500 }}
      />
      <Select
        id="country"
        label={say('registration.country')}
        error={error}
        options={[{ value: '', label: say('registration.choose') }, ...countryOptions(spoken.value.language, domestic)]}
        value={typed.country}
        onChange={(country) => onType({ country })}
      />
      <div class="stack-close" aria-live="polite">
        <p>{positionSentence(say, typed.position, source)}</p>
        <Failure refusal={refusal} />
        <p class="row">
          <TextButton onPress={() => void here()}>{say('registration.position.use')}</TextButton>
          {typed.position && <TextButton onPress={remove}>{say('registration.position.remove')}</TextButton>}
        </p>
      </div>
    </>
  )
}

function positionSentence(
  say: ReturnType<typeof useWords>,
  position: RegistrationDetails['position'],
  source: Source,
): string {
  if (position === null) return say('registration.position.none')
  if (source === 'here') return say('registration.position.here')
  return say('registration.position.town', { town: source?.town ?? positionText(position) })
}
