import { listAdvice, type OfficerMe } from '@consular/api'
import { freshId, Radios, Select, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { go } from '../shell/navigate.ts'
import { TrustFrame } from '../trust/frame.tsx'
import { useReading } from '../trust/reading.ts'
import { emptyDraft } from './draft.ts'
import { DraftForm } from './draft-form.tsx'

/** Codes of two letters that the browser names and that are no country or territory. */
const notCountries = new Set(['ZZ', 'EU', 'EZ', 'UN', 'QO', 'XA', 'XB'])

/** Countries and territories as the browser names them, in the order of the reader's language. */
function countries(language: string): readonly { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCodePoint(65 + at))
  const all = letters
    .flatMap((one) => letters.map((other) => `${one}${other}`))
    .filter((code) => !notCountries.has(code))
  return all
    .flatMap((value) => {
      const label = names.of(value)
      return label === undefined ? [] : [{ value, label }]
    })
    .toSorted((one, other) => one.label.localeCompare(other.label, language))
}

/** A new advice: about which country, standing or passing, then its first version. */
export function NewAdviceScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const { value, fault } = useReading(listAdvice, {})
  const [country, kind, refused] = [
    useSignal(''),
    useSignal<'advice' | 'alert'>('alert'),
    useSignal<string | null>(null),
  ]
  const ids = useMemo(() => ({ advice: freshId(), draft: freshId() }), [])
  const { language } = spoken.value
  const options = useMemo(() => countries(language), [language])
  return (
    <TrustFrame
      officer={officer}
      title={say('advice.new')}
      back={{ href: '/workbench/advice', label: say('advice.desk') }}
      fault={refused.value ?? fault}
    >
      <Select
        id="country"
        label={say('advice.country')}
        options={[{ value: '', label: say('advice.choose') }, ...options]}
        value={country.value}
        onChange={(next) => void (country.value = next)}
      />
      <Radios
        id="kind"
        label={say('advice.kind')}
        options={(['alert', 'advice'] as const).map((each) => ({
          value: each,
          label: say(`advice.kind.${each}`),
          hint: say(`advice.kind.${each}.hint`),
        }))}
        value={kind.value}
        onChange={(next) => void (kind.value = next === 'advice' ? 'advice' : 'alert')}
      />
      {value && country.value !== '' && (
        <DraftForm
          place={{ ...ids, version: 0, kind: kind.value, country: country.value, act: 'publish' }}
          levels={value.levels}
          begin={emptyDraft}
          onSaved={(answer) => {
            refused.value = answer.ok ? null : whyRefused(answer.refusal)
            if (answer.ok) go(`/workbench/advice/${ids.advice}`)
            else scrollTo({ top: 0 })
          }}
        />
      )}
    </TrustFrame>
  )
}
