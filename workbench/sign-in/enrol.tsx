import { call, enrolOfficer, officerEnrolmentOptions } from '@consular/api'
import { Button, Notice, useWords } from '@consular/ui'
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { whyRefused } from '../shell/names.ts'
import { go } from '../shell/navigate.ts'
import { makePasskey } from '../shell/passkey.ts'
import { welcome } from '../shell/session.ts'

/** The invitation, from the part of the link that never leaves the browser; taken out of the address at once. */
const invitation = signal(location.pathname.endsWith('/enrol') ? location.hash.slice(1) : '')
if (invitation.value) history.replaceState(null, '', location.pathname)

const fault = signal<string | null>(null)
const busy = signal(false)

async function enrol(): Promise<void> {
  if (busy.value) return
  busy.value = true
  fault.value = await refusedEnrolment()
  busy.value = false
}

/** Enrols; answers why not, in words, or null when it worked. */
async function refusedEnrolment(): Promise<string | null> {
  const ceremony = await call(officerEnrolmentOptions, { body: { invitation: invitation.value } })
  if (!ceremony.ok) return whyRefused(ceremony.refusal)
  const answer = await makePasskey(ceremony.value)
  if (!answer.ok) return whyRefused(answer.refusal)
  const enrolled = await call(enrolOfficer, { body: { ...answer.value, invitation: invitation.value } })
  if (!enrolled.ok) return whyRefused(enrolled.refusal)
  invitation.value = ''
  welcome(enrolled.value)
  go('/workbench/', { replace: true })
  return null
}

/** A new officer makes her passkey with the link that she was given; the link works once. */
export function Enrol() {
  const say = useWords()
  useEffect(() => {
    document.title = `${say('enrol.title')} – ${say('workbench')}`
  }, [say])
  return (
    <div class="sign-in stack">
      <h1>{say('enrol.title')}</h1>
      {invitation.value ? (
        <>
          <p>{say('enrol.about')}</p>
          <div role="alert">{fault.value && <Notice tone="bad">{fault.value}</Notice>}</div>
          <Button busy={busy.value} onPress={() => void enrol()}>
            {say('enrol.make')}
          </Button>
        </>
      ) : (
        <>
          <Notice tone="warn">{say('enrol.none')}</Notice>
          <p>
            <a href="/workbench/">{say('sign-in.title')}</a>
          </p>
        </>
      )}
    </div>
  )
}
