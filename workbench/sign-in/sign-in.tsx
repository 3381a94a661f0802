import {
  type AnswerOf,
  call,
  listExampleOfficers,
  type OfficerMe,
  officerSignIn,
  officerSignInOptions,
  signInAsExampleOfficer,
} from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { Button, Notice, useWords } from '@consular/ui'
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { configuration } from '../shell/configuration.ts'
import { spoken } from '../shell/language.ts'
import { nameOf, whyRefused } from '../shell/names.ts'
import { touchPasskey } from '../shell/passkey.ts'
import { ended, welcome } from '../shell/session.ts'

type Examples = AnswerOf<typeof listExampleOfficers>['officers']

const examples = signal<Examples>([])
const fault = signal<string | null>(null)
const busy = signal(false)

async function signIn(way: () => Promise<Result<OfficerMe>>): Promise<void> {
  if (busy.value) return
  busy.value = true
  const answer = await way()
  busy.value = false
  fault.value = answer.ok ? null : whyRefused(answer.refusal)
  if (answer.ok) welcome(answer.value)
}

async function withPasskey(): Promise<Result<OfficerMe>> {
  const ceremony = await call(officerSignInOptions, {})
  if (!ceremony.ok) return ceremony
  const answer = await touchPasskey(ceremony.value)
  return answer.ok ? call(officerSignIn, { body: answer.value }) : answer
}

async function learnExamples(): Promise<void> {
  const answer = await call(listExampleOfficers, {})
  if (answer.ok) examples.value = answer.value.officers
}

/** Example officers by mission, the order of the server kept. */
const byMission = (officers: Examples) => [...Map.groupBy(officers, ({ mission }) => mission).values()]

function ExampleOfficers() {
  const say = useWords()
  const { language } = spoken.value
  return (
    <section class="stack examples" aria-labelledby="examples">
      <h2 id="examples">{say('sign-in.examples')}</h2>
      <p class="quiet">{say('sign-in.examples.about')}</p>
      {byMission(examples.value).map((officers) => (
        <div key={officers[0]?.mission}>
          <h3 class="small">{officers[0]?.missionName[language]}</h3>
          <ul role="list" class="example-list">
            {officers.map(({ officer, roles }) => (
              <li key={officer.id}>
                <button
                  type="button"
                  class="example"
                  onClick={() => void signIn(() => call(signInAsExampleOfficer, { body: { officer: officer.id } }))}
                >
                  <strong>{officer.name}</strong>
                  <span>{roles.map((role) => nameOf('role', role)).join(' · ')}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

/** An officer signs in: with her passkey and nothing else; in a demonstration as one of the examples. */
export function SignIn() {
  const say = useWords()
  const demonstration = configuration.value?.mode === 'demonstration'
  useEffect(() => {
    document.title = `${say('sign-in.title')} – ${say('workbench')}`
    fault.value = null
  }, [say])
  useEffect(() => {
    if (demonstration) void learnExamples()
  }, [demonstration])
  return (
    <div class="sign-in stack">
      <h1>{say('sign-in.title')}</h1>
      {ended.value && <Notice live>{say('sign-in.ended')}</Notice>}
      <div role="alert">{fault.value && <Notice tone="bad">{fault.value}</Notice>}</div>
      {demonstration && examples.value.length > 0 && <ExampleOfficers />}
      <section class="stack">
        <p>{say('sign-in.about')}</p>
        <Button look={demonstration ? 'plain' : 'main'} busy={busy.value} onPress={() => void signIn(withPasskey)}>
          {say('sign-in.passkey')}
        </Button>
      </section>
    </div>
  )
}
