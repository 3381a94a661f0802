import { type OfficerMe, putTrustSource, type TrustKind, type TrustSourceTerms } from '@consular/api'
import { Button, ErrorSummary, type FieldError, Radios, TextArea, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { whyRefused } from '../shell/names.ts'
import { go } from '../shell/navigate.ts'
import { ask } from '../shell/session.ts'
import { TrustFrame } from './frame.tsx'
import { freshId, withPasskey } from './reading.ts'

const kinds: readonly TrustKind[] = ['gdhcn', 'dgcg', 'smart', 'csca', 'partner']
const anchored: ReadonlySet<TrustKind> = new Set<TrustKind>(['gdhcn', 'dgcg', 'partner'])

/** What is typed, as the server takes it; or what is missing, by its field. */
function termsOf(typed: Typed): TrustSourceTerms | readonly (keyof Typed)[] {
  const { name, kind, country, issuer, anchor, addresses, hours } = typed
  const missing: (keyof Typed)[] = []
  if (name.trim() === '') missing.push('name')
  if (anchored.has(kind) && anchor.trim() === '') missing.push('anchor')
  if (kind === 'partner' && !/^[A-Za-z]{2}$/.test(country.trim())) missing.push('country')
  if (kind === 'partner' && !URL.canParse(issuer.trim())) missing.push('issuer')
  const places = addresses.split(/\s+/).filter((place) => place !== '')
  if (places.some((place) => !/^https?:\/\//.test(place) || !URL.canParse(place))) missing.push('addresses')
  if (hours.trim() !== '' && !/^([1-9]\d?|1[0-5]\d|16[0-8])$/.test(hours.trim())) missing.push('hours')
  if (hours.trim() !== '' && places.length === 0 && kind !== 'partner') missing.push('addresses')
  if (missing.length > 0) return missing
  return {
    name: name.trim(),
    kind,
    country: kind === 'partner' ? country.trim().toUpperCase() : null,
    issuer: ['partner', 'smart'].includes(kind) && issuer.trim() !== '' ? issuer.trim() : null,
    anchor: anchored.has(kind) ? anchor.trim() : null,
    addresses: places,
    everyHours: hours.trim() === '' ? null : Number(hours),
  }
}

interface Typed {
  readonly name: string
  readonly kind: TrustKind
  readonly country: string
  readonly issuer: string
  readonly anchor: string
  readonly addresses: string
  readonly hours: string
}
const empty: Typed = { name: '', kind: 'gdhcn', country: '', issuer: '', anchor: '', addresses: '', hours: '' }

/** Registers a source with what must have signed its lists. It makes nobody trusted yet. */
export function SourceForm({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const [typed, wrong, fault, busy] = [
    useSignal(empty),
    useSignal<readonly (keyof Typed)[]>([]),
    useSignal<string | null>(null),
    useSignal(false),
  ]
  const { kind } = typed.value
  const send = async (event: Event) => {
    event.preventDefault()
    if (busy.value) return
    const terms = termsOf(typed.value)
    wrong.value = Array.isArray(terms) ? (terms as readonly (keyof Typed)[]) : []
    if (Array.isArray(terms)) return
    const id = freshId()
    busy.value = true
    await withPasskey(
      () => ask(putTrustSource, { params: { trustSource: id }, body: terms as TrustSourceTerms }),
      (answer) => {
        fault.value = answer.ok ? null : whyRefused(answer.refusal)
        if (answer.ok) go(`/workbench/trust/sources/${id}`)
      },
    )
    busy.value = false
  }
  const field = (name: keyof Typed) => ({
    id: name,
    label: say(`lists.form.${name}`),
    hint: say(`lists.form.${name}.hint`),
    value: typed.value[name],
    error: wrong.value.includes(name) ? say(`lists.form.${name}.wrong`) : undefined,
    onChange: (value: string) => void (typed.value = { ...typed.value, [name]: value }),
  })
  const errors: FieldError[] = wrong.value.map((name) => ({ id: name, text: say(`lists.form.${name}.wrong`) }))
  return (
    <TrustFrame
      officer={officer}
      title={say('lists.new')}
      back={{ href: '/workbench/trust', label: say('lists.title') }}
      fault={fault.value}
    >
      <ErrorSummary errors={errors} />
      <form class="trust-form" noValidate onSubmit={(event) => void send(event)}>
        <TextInput {...field('name')} />
        <Radios
          id="kind"
          label={say('lists.form.kind')}
          value={kind}
          options={kinds.map((value) => ({
            value,
            label: say(`lists.kind.${value}`),
            hint: say(`lists.kind.${value}.hint`),
          }))}
          onChange={(value) =>
            void (typed.value = { ...typed.value, kind: kinds.find((each) => each === value) ?? 'gdhcn' })
          }
        />
        {anchored.has(kind) && <TextArea {...field('anchor')} mono rows={6} spellcheck={false} />}
        {kind === 'partner' && (
          <TextInput {...field('country')} width="short" typing={{ maxLength: 2, spellcheck: false }} />
        )}
        {(kind === 'partner' || kind === 'smart') && <TextInput {...field('issuer')} typing={{ spellcheck: false }} />}
        <TextArea {...field('addresses')} rows={2} spellcheck={false} />
        <TextInput {...field('hours')} width="short" typing={{ inputMode: 'numeric', maxLength: 3 }} />
        <Button type="submit" busy={busy.value}>
          {say('lists.register')}
        </Button>
      </form>
    </TrustFrame>
  )
}
