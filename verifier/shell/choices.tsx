import { Button, Dialog, Select, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { clear } from '../check/showing.ts'
import { material } from '../trust/keep.ts'
import { wakeSpeaker } from '../verdict/sound.ts'
import { spoken } from './language.ts'
import { chooseCountry, country, sound, switchSound } from './settings.ts'
import { countryText } from './write.ts'

/** The countries whose rules are at hand, in the order of their names. */
function countries(): readonly { readonly value: string; readonly label: string }[] {
  const codes = new Set(material.value.rules.filter(({ type }) => type === 'Acceptance').map((rule) => rule.country))
  if (country.value !== '') codes.add(country.value)
  return [...codes]
    .map((value) => ({ value, label: countryText(value) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, spoken.value.language))
}

/** What the officer chooses once: the country of arrival, and whether verdicts are heard. */
export function Choices() {
  const say = useWords()
  const [asking, ask] = useState(false)
  const options = countries()
  const change = (code: string) => {
    chooseCountry(code)
    clear()
  }
  return (
    <section class="choices" aria-label={say('choices.title')}>
      <p>
        <span class="quiet small">{say('country.label')}</span>
        <br />
        <strong>{country.value === '' ? say('country.none') : countryText(country.value)}</strong>
      </p>
      <div class="buttons">
        {options.length > 0 && (
          <Button look="plain" onPress={() => ask(true)}>
            {say('country.change')}
          </Button>
        )}
        <button
          type="button"
          class="button plain"
          aria-pressed={sound.value}
          onClick={() => {
            wakeSpeaker()
            switchSound()
          }}
        >
          {say('sound.label')}
          <span aria-hidden="true">{say(sound.value ? 'sound.on' : 'sound.off')}</span>
        </button>
      </div>
      {options.length === 0 && <p class="quiet small">{say('country.no-rules')}</p>}
      <Dialog id="country-dialog" title={say('country.label')} open={asking} onClose={() => ask(false)}>
        <Select
          id="country"
          label={say('country.question')}
          options={[{ value: '', label: say('country.none') }, ...options]}
          value={country.value}
          onChange={change}
        />
        <Button onPress={() => ask(false)}>{say('country.done')}</Button>
      </Dialog>
    </section>
  )
}
