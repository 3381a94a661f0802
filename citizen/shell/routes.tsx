import { lazy, Route, Router } from 'preact-iso'
import { Home } from './home.tsx'
import { Missing } from './missing.tsx'

const Find = lazy(() => import('../find/find.tsx'))
const Start = lazy(() => import('../start/start.tsx'))
const Choose = lazy(() => import('../start/choose.tsx'))
const Question = lazy(() => import('../start/question.tsx'))
const Place = lazy(() => import('../start/place.tsx'))
const Result = lazy(() => import('../start/result.tsx'))
const Begin = lazy(() => import('../start/begin.tsx'))
const SignIn = lazy(() => import('../sign-in/sign-in.tsx'))
const Code = lazy(() => import('../sign-in/code.tsx'))
const Recovery = lazy(() => import('../sign-in/recovery.tsx'))
const PasskeyOffer = lazy(() => import('../sign-in/passkey-offer.tsx'))
const Applications = lazy(() => import('../application/list.tsx'))
const Overview = lazy(() => import('../application/overview.tsx'))
const FormPage = lazy(() => import('../application/form-page.tsx'))
const Check = lazy(() => import('../application/check.tsx'))
const Corrections = lazy(() => import('../application/corrections.tsx'))
const Wallet = lazy(() => import('../wallet/wallet.tsx'))
const Registrations = lazy(() => import('../registration/registrations.tsx'))
const Sos = lazy(() => import('../sos/sos.tsx'))
const Account = lazy(() => import('../account/account.tsx'))
const Contacts = lazy(() => import('../account/contacts.tsx'))
const Security = lazy(() => import('../account/security.tsx'))
const Sessions = lazy(() => import('../account/sessions.tsx'))
const Access = lazy(() => import('../account/access.tsx'))
const Data = lazy(() => import('../account/data.tsx'))

/** Every page of the app by its address; each is fetched when it is first opened, and kept by the service worker. */
export function Routes() {
  return (
    <Router>
      <Route path="/app" component={Home} />
      <Route path="/app/find" component={Find} />
      <Route path="/app/start" component={Start} />
      <Route path="/app/start/at/:mission" component={Choose} />
      <Route path="/app/start/question/:question" component={Question} />
      <Route path="/app/start/place" component={Place} />
      <Route path="/app/start/result" component={Result} />
      <Route path="/app/start/begin" component={Begin} />
      <Route path="/app/sign-in" component={SignIn} />
      <Route path="/app/sign-in/code" component={Code} />
      <Route path="/app/sign-in/recovery" component={Recovery} />
      <Route path="/app/sign-in/passkey" component={PasskeyOffer} />
      <Route path="/app/applications" component={Applications} />
      <Route path="/app/applications/:application" component={Overview} />
      <Route path="/app/applications/:application/form/:page" component={FormPage} />
      <Route path="/app/applications/:application/check" component={Check} />
      <Route path="/app/applications/:application/corrections" component={Corrections} />
      <Route path="/app/wallet/:page?/:id?" component={Wallet} />
      <Route path="/app/registrations/:page?/:id?" component={Registrations} />
      <Route path="/app/sos" component={Sos} />
      <Route path="/app/account" component={Account} />
      <Route path="/app/account/contacts" component={Contacts} />
      <Route path="/app/account/security" component={Security} />
      <Route path="/app/account/sessions" component={Sessions} />
      <Route path="/app/account/access" component={Access} />
      <Route path="/app/account/data" component={Data} />
      <Route default component={Missing} />
    </Router>
  )
}
