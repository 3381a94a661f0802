import { useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { Screen } from './screen.tsx'
import { account } from './session.ts'
import { Way } from './way.tsx'

/** What is on where she registered to be: fetched after the page is drawn, for on most days there is nothing. */
function Crisis() {
  const part = useSignal<ComponentType | null>(null)
  useEffect(() => {
    const fetched = async () => {
      part.value = (await import('../crisis/banner.tsx')).default
    }
    void fetched().catch(() => undefined)
  }, [])
  const Banner = part.value
  return Banner && <Banner />
}

/** The first page: what one can do here. */
export function Home() {
  const say = useWords()
  return (
    <Screen title={say('home.title')}>
      {account.value && <Crisis />}
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
