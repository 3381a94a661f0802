import { Banner, Footer, Header, SkipLink, Words } from '@consular/ui'
import { get } from 'idb-keyval'
import { render } from 'preact'
import { ErrorBoundary, LocationProvider } from 'preact-iso'
import { registerWorker } from './offline/register.ts'
import { configuration, learnConfiguration } from './shell/configuration.ts'
import { chooseWords, spoken } from './shell/language.ts'
import { Routes } from './shell/routes.tsx'
import { account, askWhoIsHere } from './shell/session.ts'
import { silent } from './shell/silence.ts'
import { SosLink } from './shell/sos-link.tsx'
import { cryWaitsKey, settings } from './store/database.ts'
import { keepSynchronised, synchronise } from './store/synchronise.ts'

function Demonstration() {
  const { say } = spoken.value
  return (
    <Banner>
      {say('service.demonstration')} <a href="/demonstration/mailbox">{say('service.mailbox')}</a>
    </Banner>
  )
}

function App() {
  const { language, say } = spoken.value
  return (
    <Words.Provider value={say}>
      <LocationProvider scope="/app">
        <SkipLink />
        {configuration.value?.mode === 'demonstration' && !silent.value && <Demonstration />}
        {!silent.value && (
          <Header home="/app/" language={language} onChange={(other) => void chooseWords(other)}>
            <SosLink />
            {account.value && <a href="/app/account">{say('menu.account')}</a>}
          </Header>
        )}
        <main id="main" class="main" tabIndex={-1}>
          <ErrorBoundary>
            <Routes />
          </ErrorBoundary>
        </main>
        {!silent.value && (
          <Footer>
            <p>{configuration.value?.ministry[language] ?? ''}</p>
            <p>
              <a href="/app/find">{say('home.find')}</a>
            </p>
            <p>{say('footer.offline')}</p>
          </Footer>
        )}
      </LocationProvider>
    </Words.Provider>
  )
}

/** A cry for help that has not left this phone goes before anything else. */
async function deliverCries(): Promise<void> {
  if (await get<boolean>(cryWaitsKey, settings)) (await import('./sos/keep-trying.ts')).keepTrying()
}

/** Draws the app, then learns what only the server knows. */
export function start(): void {
  const root = document.getElementById('app')
  if (!root) throw new Error('The page has no place for the app')
  render(<App />, root)
  void deliverCries()
  void learnConfiguration()
  void askWhoIsHere().then(synchronise)
  keepSynchronised()
  registerWorker()
}
