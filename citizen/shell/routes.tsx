import { lazy, Route, Router } from 'preact-iso'
import { Home } from './home.tsx'
import { Missing } from './missing.tsx'

const SignIn = lazy(() => import('../sign-in/sign-in.tsx'))
const Code = lazy(() => import('../sign-in/code.tsx'))
const Recovery = lazy(() => import('../sign-in/recovery.tsx'))
const PasskeyOffer = lazy(() => import('../sign-in/passkey-offer.tsx'))

/** Every page of the app by its address; each is fetched when it is first opened, and kept by the service worker. */
export function Routes() {
  return (
    <Router>
      <Route path="/app" component={Home} />
      <Route path="/app/sign-in" component={SignIn} />
      <Route path="/app/sign-in/code" component={Code} />
      <Route path="/app/sign-in/recovery" component={Recovery} />
      <Route path="/app/sign-in/passkey" component={PasskeyOffer} />
      <Route default component={Missing} />
    </Router>
  )
}
