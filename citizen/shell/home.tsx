import { useWords } from '@consular/ui'
import { Screen } from './screen.tsx'
import { account } from './session.ts'
import { Way } from './way.tsx'

/** The first page: what one can do here. */
export function Home() {
  const say = useWords()
  return (
    <Screen title={say('home.title')}>
      <p class="lead">{say('home.lead')}</p>
      <ul role="list" class="stack-close ways">
        <Way href="/app/find" title={say('home.find')} about={say('home.find.about')} />
        <Way href="/app/start" title={say('home.apply')} about={say('home.apply.about')} />
        <Way href="/app/wallet" title={say('home.wallet')} about={say('home.wallet.about')} />
        <Way href="/app/registrations" title={say('home.registrations')} about={say('home.registrations.about')} />
        {account.value ? (
          <Way href="/app/applications" title={say('home.applications')} about={say('home.applications.about')} />
        ) : (
          <Way
            href="/app/sign-in?next=/app/applications"
            title={say('home.continue')}
            about={say('home.continue.about')}
          />
        )}
      </ul>
    </Screen>
  )
}
