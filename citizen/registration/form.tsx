import type { RegisteredPerson, RegistrationDetails } from '@consular/domain/registration'
import {
  Button,
  Checkbox,
  DateInput,
  ErrorSummary,
  type FieldError,
  Form,
  freshId,
  joinDate,
  splitDate,
  TextInput,
  useWords,
} from '@consular/ui'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { account, session } from '../shell/session.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { synchronise } from '../store/synchronise.ts'
import { useKept } from './detail.tsx'
import { type Kept, keep } from './kept.ts'
import { PersonFields } from './person-fields.tsx'
import { PlaceFields } from './place-fields.tsx'
import type { RegistrationPage } from './registrations.tsx'
import { checkTyped, fieldOf, newDetails, newPerson, type Wrong } from './telling.ts'

interface PartProps {
  readonly typed: RegistrationDetails
  readonly errorAt: (field: string) => string | undefined
  readonly onType: (change: Partial<RegistrationDetails>) => void
}

function WhenFields({ typed, errorAt, onType }: PartProps) {
  const say = useWords()
  return (
    <>
      <h2>{say('registration.when')}</h2>
      <DateInput
        id="from"
        label={say(`registration.from.${typed.kind}`)}
        error={errorAt('from')}
        value={splitDate(typed.from)}
        onChange={(parts) => onType({ from: joinDate(parts) })}
      />
      {typed.kind === 'trip' && (
        <DateInput
          id="until"
          label={say('registration.until')}
          error={errorAt('until')}
          value={splitDate(typed.until ?? '')}
          onChange={(parts) => onType({ until: joinDate(parts) })}
        />
      )}
    </>
  )
}

function ContactFields({ typed, errorAt, onType }: PartProps) {
  const say = useWords()
  return (
    <>
      <h2>{say('registration.contact')}</h2>
      <TextInput
        id="email"
        type="email"
        label={say('registration.email')}
        error={errorAt('email')}
        value={typed.email ?? ''}
        onChange={(email) => onType({ email })}
        typing={{ autocomplete: 'email', inputMode: 'email', maxLength: 254 }}
      />
      <TextInput
        id="phone"
        type="tel"
        label={say('registration.phone')}
        hint={say('registration.phone.hint')}
        error={errorAt('phone')}
        value={typed.phone ?? ''}
        onChange={(phone) => onType({ phone })}
        typing={{ autocomplete: 'tel', inputMode: 'tel', maxLength: 30 }}
      />
      <Checkbox
        id="on-manifest"
        option={{ label: say('registration.manifest'), hint: say('registration.manifest.hint') }}
        checked={typed.onManifest}
        onChange={(onManifest) => onType({ onManifest })}
      />
    </>
  )
}

function Persons({ typed, errorAt, onType }: PartProps) {
  const say = useWords()
  const { persons } = typed
  const edit = (id: string, change: Partial<RegisteredPerson>) =>
    onType({ persons: persons.map((person) => (person.id === id ? { ...person, ...change } : person)) })
  return (
    <>
      {persons.map((person, index) => (
        <PersonFields
          key={person.id}
          person={person}
          number={index + 1}
          errorAt={errorAt}
          onType={(change) => edit(person.id, change)}
          onRemove={
            persons.length === 1 ? null : () => onType({ persons: persons.filter(({ id }) => id !== person.id) })
          }
        />
      ))}
      {persons.length < 20 && (
        <Button look="plain" onPress={() => onType({ persons: [...persons, newPerson()] })}>
          {say('registration.add-person')}
        </Button>
      )}
    </>
  )
}

interface TellProps {
  readonly title: string
  readonly sends: string
  readonly back: string
  readonly before: Pick<Kept, 'id' | 'details' | 'version' | 'view' | 'refusal'>
}

/** The form of a registration: checked here, kept on the phone, sent when there is a line, now or later, once. */
function Tell({ title, sends, back, before }: TellProps) {
  const say = useWords()
  const { route } = useLocation()
  const [typed, setTyped] = useState(before.details)
  const [wrong, setWrong] = useState<Wrong | null>(
    before.refusal && { field: fieldOf(before.refusal), refusal: before.refusal },
  )
  const errors: FieldError[] = wrong ? [{ id: wrong.field, text: sentenceOf(say, wrong.refusal) }] : []
  const part: PartProps = {
    typed,
    errorAt: (field) => errors.find(({ id }) => id === field)?.text,
    onType: (change) => setTyped((known) => ({ ...known, ...change })),
  }
  const send = async () => {
    const checked = checkTyped(typed)
    setWrong(checked.ok ? null : checked.wrong)
    if (!checked.ok) return
    const { id, version, view } = before
    // One that was refused for a change elsewhere is told anew, from what the service has now.
    const from = before.refusal && view ? view.version : version
    const told = { id, details: checked.value, version: from, view }
    await keep({ ...told, account: account.value ?? '', unsent: true, deleting: false, refusal: null, codes: [] })
    void synchronise()
    route(`/app/registrations/show/${id}`, true)
  }
  return (
    <Screen title={title} back={back}>
      <ErrorSummary errors={errors} />
      <Form look="stack form" onSend={() => void send()}>
        <h2>{say('registration.where')}</h2>
        <PlaceFields typed={typed} error={part.errorAt('country')} onType={part.onType} />
        <WhenFields {...part} />
        <Persons {...part} />
        <ContactFields {...part} />
        <Button type="submit">{sends}</Button>
      </Form>
    </Screen>
  )
}

/** A new registration: its kind stands in the address, its id is made here. */
export function New({ id: kind }: RegistrationPage) {
  const say = useWords()
  const [id] = useState(() => freshId<'registration'>())
  const [details] = useState(() => newDetails(kind === 'trip' ? 'trip' : 'resident'))
  const me = session.value
  const email = me && typeof me === 'object' ? me.email : null
  if (me === 'asking') return <p role="status">{say('loading')}</p>
  return (
    <SignedIn>
      <Tell
        title={say(`registration.form.${details.kind}`)}
        sends={say('registration.send')}
        back="/app/registrations"
        before={{ id, details: { ...details, email }, version: 0, view: null, refusal: null }}
      />
    </SignedIn>
  )
}

/** A registration that is changed. */
export function Change({ id }: RegistrationPage) {
  const say = useWords()
  const one = useKept(id)
  return (
    <SignedIn>
      {one === undefined && <p role="status">{say('loading')}</p>}
      {one === null && <Failure refusal={{ code: 'registration.unknown' }} />}
      {one && (
        <Tell
          title={say('registration.form.change')}
          sends={say('registration.save')}
          back={`/app/registrations/show/${id}`}
          before={one}
        />
      )}
    </SignedIn>
  )
}
