import { Banner, Footer, Header, SkipLink, Words } from '@consular/ui'
import { render } from 'preact'
import { registerWorker } from './offline/register.ts'
import { CameraPanel } from './scan/camera-panel.tsx'
import { listen } from './scan/listen.ts'
import { OtherWays } from './scan/other-ways.tsx'
import { Choices } from './shell/choices.tsx'
import { chooseWords, spoken } from './shell/language.ts'
import { service, takeKnown } from './shell/service.ts'
import { recall } from './shell/settings.ts'
import { keepFresh, takeKept } from './trust/keep.ts'
import { ListState } from './trust/list-state.tsx'
import { paths, type Texts } from './trust/texts.ts'
import { VerdictPanel } from './verdict/verdict-panel.tsx'

function App() {
  const { language, say } = spoken.value
  document.title = `${say('verifier.title')} – ${say('service.name')}`
  return (
    <Words.Provider value={say}>
      <SkipLink />
      {service.value?.demonstration && <Banner>{say('verifier.demonstration')}</Banner>}
      <Header home="/verifier/" language={language} onChange={(other) => void chooseWords(other)} />
      <main id="main" class="main" tabIndex={-1}>
        <h1 class="hidden">{say('verifier.title')}</h1>
        <div class="post">
          <div class="stack-close">
            <CameraPanel />
            <Choices />
            <OtherWays />
          </div>
          <div class="stack-close answer">
            <VerdictPanel />
            <ListState />
          </div>
        </div>
      </main>
      <Footer>
        <p>{service.value?.ministry[language] ?? ''}</p>
        <p>{say('verifier.promise')}</p>
      </Footer>
    </Words.Provider>
  )
}

/** Draws the verifier, then takes the trust list that is kept here and asks for a newer one. */
export function start(kept: Texts | null): void {
  const root = document.getElementById('app')
  if (!root) throw new Error('The page has no place for the app')
  takeKept(kept)
  takeKnown(recall())
  render(<App />, root)
  listen()
  // How long a start takes is measured up to here: it is drawn and can verify. All else waits for the next frame.
  requestAnimationFrame(() => {
    performance.mark('verifier-ready')
    setTimeout(afterwards)
  })
}

function afterwards(): void {
  keepFresh({ places: paths, keep: true })
  registerWorker()
  void import('./shell/ask-service.ts').then(({ askService }) => askService()).catch(() => undefined)
}
