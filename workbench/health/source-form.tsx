import { registerSource, type SourceView } from '@consular/api'
import { newId } from '@consular/domain/shared'
import { Button, Radios, TextArea, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { ask } from '../shell/session.ts'
import { attempt, sending } from './send.ts'

interface SourceFormProps {
  readonly mission: string
  /** The one that is changed; null: a new one. */
  readonly source: SourceView | null
  readonly onDone: (apiKey: string | null, said: string) => void
  readonly onClose: () => void
}

const kinds = ['laboratory', 'clinic'] as const

/** Registers a laboratory or clinic, or changes what is written of it. Its id is made here, so that sending twice registers once. */
export function SourceForm({ mission, source, onDone, onClose }: SourceFormProps) {
  const say = useWords()
  const box = useRef<HTMLFormElement>(null)
  const id = useRef(
    source?.id ??
      newId<'health-source'>(Temporal.Now.instant(), (bytes) =>
        crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
      ),
  )
  const kind = useSignal<string>(source?.kind ?? 'laboratory')
  const name = useSignal(source?.name ?? '')
  const country = useSignal(source?.country ?? '')
  const accreditation = useSignal(source?.accreditation ?? '')
  const signingKey = useSignal('')
  const tried = useSignal(false)
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }, [])
  const missing = (value: string, key: string) => (tried.value && value.trim() === '' ? say(key) : undefined)
  const wrongCountry = tried.value && !/^[A-Z]{2}$/.test(country.value) ? say('sources.country.missing') : undefined
  const send = () => {
    tried.value = true
    const whole = [name, accreditation, signingKey].every(({ value }) => value.trim() !== '')
    if (!whole || !/^[A-Z]{2}$/.test(country.value)) {
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    const body = {
      mission,
      kind: kind.value === 'clinic' ? ('clinic' as const) : ('laboratory' as const),
      name: name.value,
      country: country.value,
      accreditation: accreditation.value,
      signingKey: signingKey.value,
    }
    void attempt(
      () => ask(registerSource, { params: { source: id.current }, body }),
      ({ apiKey }) => onDone(apiKey, say(source ? 'sources.changed' : 'sources.registered', { name: body.name })),
    )
  }
  return (
    <form
      ref={box}
      class="card stack panel source-form"
      aria-labelledby="source-form-title"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <h2 id="source-form-title">{say(source ? 'sources.change.title' : 'sources.register')}</h2>
      <Radios
        id="source-kind"
        label={say('sources.kind')}
        options={kinds.map((value) => ({ value, label: say(`sources.kind.${value}`) }))}
        value={kind.value}
        onChange={(value) => void (kind.value = value)}
      />
      <TextInput
        id="source-name"
        label={say('sources.name')}
        error={missing(name.value, 'sources.name.missing')}
        value={name.value}
        onChange={(text) => void (name.value = text)}
      />
      <TextInput
        id="source-country"
        label={say('sources.country')}
        hint={say('sources.country.hint')}
        error={wrongCountry}
        value={country.value}
        width="short"
        typing={{ maxLength: 2, autoCapitalize: 'characters' }}
        onChange={(text) => void (country.value = text.trim().toUpperCase())}
      />
      <TextInput
        id="source-accreditation"
        label={say('sources.accreditation')}
        hint={say('sources.accreditation.hint')}
        error={missing(accreditation.value, 'sources.accreditation.missing')}
        value={accreditation.value}
        onChange={(text) => void (accreditation.value = text)}
      />
      <TextArea
        id="source-key"
        label={say('sources.signing-key')}
        hint={say('sources.signing-key.hint')}
        error={missing(signingKey.value, 'sources.signing-key.missing')}
        mono
        spellcheck={false}
        rows={5}
        value={signingKey.value}
        onChange={(text) => void (signingKey.value = text)}
      />
      <div class="buttons">
        <Button type="submit" busy={sending.value}>
          {say(source ? 'sources.change.send' : 'sources.register.send')}
        </Button>
        <Button look="plain" onPress={onClose}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  )
}
