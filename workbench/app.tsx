import type { OfficerMe } from '@consular/api'
import { Banner, Notice, SkipLink, useWords, Words } from '@consular/ui'
import { effect } from '@preact/signals'
import { render } from 'preact'
import { LocationProvider, lazy, Route, Router, useLocation } from 'preact-iso'
import { FileScreen } from './file/file-screen.tsx'
import { OpenFor } from './queue/open-for.tsx'
import { addressOfQueue, forgetQueue, place, watchQueue } from './queue/queue.ts'
import { QueueScreen } from './queue/queue-screen.tsx'
import { configuration, learnConfiguration } from './shell/configuration.ts'
import { Help, helpOpen } from './shell/help.tsx'
import { lockingSoon, watchDesk } from './shell/idle.ts'
import { spoken } from './shell/language.ts'
import { go } from './shell/navigate.ts'
import { Places } from './shell/places.tsx'
import { askWhoIsHere, me, officerId } from './shell/session.ts'
import { listenToShortcuts, useShortcuts } from './shell/shortcuts.ts'
import { Top } from './shell/top.tsx'
import { Enrol } from './sign-in/enrol.tsx'
import { SignIn } from './sign-in/sign-in.tsx'

const PapersScreen = lazy(async () => (await import('./health/papers-screen.tsx')).PapersScreen)
const PaperScreen = lazy(async () => (await import('./health/paper-screen.tsx')).PaperScreen)
const RecallsScreen = lazy(async () => (await import('./health/recall-screen.tsx')).RecallsScreen)
const StatisticsScreen = lazy(async () => (await import('./health/statistics-screen.tsx')).StatisticsScreen)
const SourcesScreen = lazy(async () => (await import('./health/sources-screen.tsx')).SourcesScreen)

const duty = () => import('./duty/index.tsx')
const dutyScreens = {
  board: lazy(() => duty().then((screens) => screens.BoardScreen)),
  case: lazy(() => duty().then((screens) => screens.CaseScreen)),
  shifts: lazy(() => duty().then((screens) => screens.ShiftsScreen)),
  statistics: lazy(() => duty().then((screens) => screens.ProtectionStatisticsScreen)),
}

const RegistrationCheck = lazy(async () => (await import('./registration/check.tsx')).RegistrationCheck)

const crisis = () => import('./crisis/index.tsx')
const crisisScreens = {
  list: lazy(() => crisis().then((screens) => screens.CrisesScreen)),
  one: lazy(() => crisis().then((screens) => screens.CrisisScreen)),
}

const advice = () => import('./advice/index.tsx')
const adviceScreens = {
  file: lazy(() => advice().then((screens) => screens.AdviceFileScreen)),
  list: lazy(() => advice().then((screens) => screens.AdviceListScreen)),
  new: lazy(() => advice().then((screens) => screens.NewAdviceScreen)),
}

// Few officers decide whom verifiers trust: the others never load these screens.
const trust = () => import('./trust/index.tsx')
const trustScreens = {
  cases: lazy(() => trust().then((screens) => screens.CasesScreen)),
  list: lazy(() => trust().then((screens) => screens.ListScreen)),
  newRule: lazy(() => trust().then((screens) => screens.RuleForm)),
  rule: lazy(() => trust().then((screens) => screens.RuleScreen)),
  rules: lazy(() => trust().then((screens) => screens.RulesScreen)),
  newSource: lazy(() => trust().then((screens) => screens.SourceForm)),
  source: lazy(() => trust().then((screens) => screens.SourceScreen)),
  sources: lazy(() => trust().then((screens) => screens.SourcesScreen)),
}

function Desk({ officer }: { readonly officer: OfficerMe }) {
  return (
    <Router>
      <Route path="/workbench/files/:id" component={FileScreen} officer={officer} />
      <Route path="/workbench/health/papers" component={PapersScreen} officer={officer} />
      <Route path="/workbench/health/papers/:id" component={PaperScreen} officer={officer} />
      <Route path="/workbench/health/recalls" component={RecallsScreen} officer={officer} />
      <Route path="/workbench/health/statistics" component={StatisticsScreen} officer={officer} />
      <Route path="/workbench/health/sources" component={SourcesScreen} officer={officer} />
      <Route path="/workbench/duty" component={dutyScreens.board} officer={officer} />
      <Route path="/workbench/duty/cases/:id" component={dutyScreens.case} officer={officer} />
      <Route path="/workbench/shifts" component={dutyScreens.shifts} officer={officer} />
      <Route path="/workbench/protection/statistics" component={dutyScreens.statistics} officer={officer} />
      <Route path="/workbench/registrations/check" component={RegistrationCheck} officer={officer} />
      <Route path="/workbench/crises" component={crisisScreens.list} officer={officer} />
      <Route path="/workbench/crises/:id" component={crisisScreens.one} officer={officer} />
      <Route path="/workbench/advice" component={adviceScreens.list} officer={officer} />
      <Route path="/workbench/advice/new" component={adviceScreens.new} officer={officer} />
      <Route path="/workbench/advice/:id" component={adviceScreens.file} officer={officer} />
      <Route path="/workbench/trust" component={trustScreens.sources} officer={officer} />
      <Route path="/workbench/trust/sources/new" component={trustScreens.newSource} officer={officer} />
      <Route path="/workbench/trust/sources/:id" component={trustScreens.source} officer={officer} />
      <Route path="/workbench/trust/lists/:id" component={trustScreens.list} officer={officer} />
      <Route path="/workbench/rules" component={trustScreens.rules} officer={officer} />
      <Route path="/workbench/rules/new" component={trustScreens.newRule} officer={officer} />
      <Route path="/workbench/cases" component={trustScreens.cases} officer={officer} />
      <Route path="/workbench/rules/:id" component={trustScreens.rule} officer={officer} />
      <Route default component={QueueScreen} officer={officer} />
    </Router>
  )
}

/** What is in front: nobody signed in sees a sign-in, and nothing of any file. */
function Front() {
  const say = useWords()
  const { path } = useLocation()
  if (path === '/workbench/enrol') return <Enrol />
  if (me.value === 'asking') return <p class="quiet loading">{say('loading')}</p>
  return me.value === null ? <SignIn /> : <Desk officer={me.value} />
}

function Frame() {
  const say = useWords()
  const officer = me.value === 'asking' ? null : me.value
  useShortcuts({
    '?': () => {
      helpOpen.value = true
    },
    q: () => officer && go(place.value ? addressOfQueue(place.value.mission, place.value.queue) : '/workbench/'),
  })
  return (
    <>
      <SkipLink />
      {configuration.value?.mode === 'demonstration' && (
        <Banner>
          {say('service.demonstration')} <a href="/demonstration/mailbox">{say('service.mailbox')}</a>
        </Banner>
      )}
      <Top officer={officer} />
      {officer && <Places officer={officer} />}
      <main id="main" tabIndex={-1}>
        <div role="status">{lockingSoon.value && officer && <Notice tone="warn">{say('locking')}</Notice>}</div>
        <Front />
      </main>
      {officer && <OpenFor />}
      <Help />
    </>
  )
}

function App() {
  return (
    <Words.Provider value={spoken.value.say}>
      <LocationProvider scope="/workbench">
        <Frame />
      </LocationProvider>
    </Words.Provider>
  )
}

/** Draws the desk, asks who sits at it, and watches it. */
export function start(): void {
  const root = document.getElementById('app')
  if (!root) throw new Error('The page has no place for the app')
  render(<App />, root)
  let last: string | null = null
  effect(() => {
    if (officerId.value !== null && officerId.value !== last) forgetQueue()
    last = officerId.value ?? last
  })
  listenToShortcuts()
  watchDesk()
  watchQueue()
  void learnConfiguration()
  void askWhoIsHere()
}
