import { confirmRegistration } from '@consular/api'
import { Button, LinkButton, Notice, useWords } from '@consular/ui'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { ConfirmButton } from '../application/confirm-button.tsx'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { ask } from '../shell/session.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { useWork } from '../shell/use-work.ts'
import { dateText } from '../shell/when.ts'
import { synchronise } from '../store/synchronise.ts'
import { change, type Kept, kept, openKept, withView } from './kept.ts'
import { fullName, StateTag, useDays, useTitle } from './parts.tsx'
import type { RegistrationPage } from './registrations.tsx'

/** Registrations on this phone, opened by the page that shows one of them. */
export function useKept(id: string): Kept | null | undefined {
  useEffect(() => {
    if (kept.value === null) void openKept()
  }, [])
  return kept.value === null ? undefined : (kept.value.find((one) => one.id === id) ?? null)
}

/** What comes of it by itself, and when. */
function Dates({ one }: { readonly one: Kept }) {
  const say = useWords()
  const { view } = one
  if (one.refusal)
    return (
      <Notice tone="bad">
        <p>{sentenceOf(say, one.refusal)}</p>
      </Notice>
    )
  if (one.unsent || one.deleting || view === null)
    return (
      <Notice tone="warn">
        <p>{say(one.deleting ? 'registration.state.deleting' : 'registration.kept')}</p>
      </Notice>
    )
  const lastDay = Temporal.PlainDate.from(view.lapseOn).subtract({ days: 1 }).toString()
  return (
    <>
      {view.state === 'REFRESH_DUE' && (
        <Notice tone="warn">
          <p>{say('registration.refresh-due', { date: dateText(lastDay) })}</p>
        </Notice>
      )}
      {view.state === 'LAPSED' && (
        <Notice tone="warn">
          <p>{say('registration.lapsed.text')}</p>
        </Notice>
      )}
      <p class="quiet">
        {view.state === 'ACTIVE' && view.kind === 'resident' && (
          <>{say('registration.refresh-on', { date: dateText(view.refreshOn) })} </>
        )}
        {say('registration.erase-on', { date: dateText(view.eraseOn) })}
      </p>
    </>
  )
}

/** A birth date as far as it is known. */
const bornText = (date: string): string => (date.length === 10 ? dateText(date) : date)

function Persons({ one }: { readonly one: Kept }) {
  const say = useWords()
  return (
    <ul role="list" class="list">
      {one.details.persons.map((person) => (
        <li key={person.id}>
          <span dir="auto">
            {fullName(person)}
            {person.latinName && <span class="quiet small"> {person.latinName}</span>}
          </span>
          {person.birthDate && (
            <span class="quiet small">{say('registration.born', { date: bornText(person.birthDate) })}</span>
          )}
        </li>
      ))}
    </ul>
  )
}

function Acts({ one }: { readonly one: Kept }) {
  const say = useWords()
  const { route } = useLocation()
  const work = useWork()
  const confirm = async () => {
    const done = await work.run(() => ask(confirmRegistration, { params: { registration: one.id } }))
    if (done) await change(one.id, (newest) => withView(newest, done.value))
    void synchronise()
  }
  const remove = async () => {
    await change(one.id, (newest) => ({ ...newest, deleting: true, refusal: null }))
    await synchronise()
    route('/app/registrations', true)
    return null
  }
  const counts = one.view !== null && one.view.state !== 'LAPSED'
  return (
    <>
      <Failure refusal={work.refusal} />
      <div class="buttons">
        {one.view?.kind === 'resident' && one.view.state !== 'ACTIVE' && (
          <Button busy={work.busy} onPress={() => void confirm()}>
            {say('registration.still-right')}
          </Button>
        )}
        {counts && <LinkButton href={`/app/registrations/code/${one.id}`}>{say('registration.show-code')}</LinkButton>}
        <LinkButton look="plain" href={`/app/registrations/change/${one.id}`}>
          {say('registration.change')}
        </LinkButton>
        <ConfirmButton
          id="delete"
          label={say('registration.delete')}
          title={say('registration.delete.title')}
          text={say('registration.delete.text')}
          onConfirm={remove}
        />
      </div>
    </>
  )
}

/** One registration: how it stands, who is in it, and what can be done. */
export function Detail({ id }: RegistrationPage) {
  const say = useWords()
  const title = useTitle()
  const days = useDays()
  const one = useKept(id)
  return (
    <SignedIn>
      <Screen title={one ? title(one) : say('registration.title')} back="/app/registrations" page={one ? id : 'none'}>
        {one === undefined && <p role="status">{say('loading')}</p>}
        {one === null && <Failure refusal={{ code: 'registration.unknown' }} />}
        {one && (
          <>
            <p class="row">
              <StateTag one={one} />
              {one.view && <span class="mono">{one.view.number}</span>}
            </p>
            <p>
              {days(one)}
              {one.details.place && ` · ${one.details.place}`}
            </p>
            <Persons one={one} />
            <Dates one={one} />
            <Acts one={one} />
          </>
        )}
      </Screen>
    </SignedIn>
  )
}
