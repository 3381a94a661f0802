import { Notice, useWords } from '@consular/ui'
import { useEffect } from 'preact/hooks'
import { Code } from '../code/code.tsx'
import { configuration } from '../shell/configuration.ts'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { momentText } from '../shell/when.ts'
import { synchronise } from '../store/synchronise.ts'
import { useKept } from './detail.tsx'
import type { Kept } from './kept.ts'
import { fullName } from './parts.tsx'
import type { RegistrationPage } from './registrations.tsx'

/** The code of each person, one below the other, with what it says. */
function PersonCode({ one, place }: { readonly one: Kept; readonly place: number }) {
  const say = useWords()
  const person = one.details.persons[place]
  const code = one.codes.find((each) => each.person === person?.id)
  if (!person) return null
  const title = `code-${place}`
  return (
    <section class="card stack-close" aria-labelledby={title}>
      <h2 id={title} dir="auto">
        {fullName(person)}
      </h2>
      {code ? (
        <>
          <Code
            text={code.text}
            label={say('registration.code.label', { name: fullName(person) })}
            tooLong={say('registration.code.too-long')}
          />
          <p class="small">{say('registration.code.until', { date: momentText(code.until) })}</p>
        </>
      ) : (
        <p>{say('registration.code.missing')}</p>
      )}
    </section>
  )
}

/** What is shown at a check-in point: it is on the phone, and needs no line. */
export function Codes({ id }: RegistrationPage) {
  const say = useWords()
  const one = useKept(id)
  useEffect(() => void synchronise(), [])
  return (
    <Screen title={say('registration.code')} back={`/app/registrations/show/${id}`} page={one ? id : 'none'}>
      {one === undefined && <p role="status">{say('loading')}</p>}
      {one === null && <Failure refusal={{ code: 'registration.unknown' }} />}
      {one && (
        <>
          <p>{say('registration.code.lead')}</p>
          {configuration.value?.mode === 'demonstration' && (
            <Notice tone="warn">
              <p>{say('registration.code.demonstration')}</p>
            </Notice>
          )}
          {one.view && <p class="mono">{say('registration.number', { number: one.view.number })}</p>}
          {one.details.persons.map((person, place) => (
            <PersonCode key={person.id} one={one} place={place} />
          ))}
        </>
      )}
    </Screen>
  )
}
