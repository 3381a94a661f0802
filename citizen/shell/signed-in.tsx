import { useWords } from '@consular/ui'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { signInAddress } from './next.ts'
import { session } from './session.ts'

/** Pages for the person who is signed in. An expired session leads to the sign-in and back here; drafts stay. */
export function SignedIn({ children }: { readonly children: ComponentChildren }) {
  const say = useWords()
  const { path, route } = useLocation()
  const here = session.value
  useEffect(() => {
    // This page stays until the sign-in page has been fetched, and must not send her there a second time.
    if (here === null && path !== '/app/sign-in') route(signInAddress(path), true)
  }, [here, path])
  if (here === 'asking') return <p role="status">{say('loading')}</p>
  return here === null ? null : <>{children}</>
}
