import { useWords } from '@consular/ui'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Screen } from '../shell/screen.tsx'
import { Border } from './border.tsx'
import { bearersOf, type Look, useLooks } from './looks.ts'
import { isDemonstration } from './parts.tsx'
import { isGood } from './state.ts'
import type { WalletPage } from './wallet.tsx'

/** Codes are for what fits into one; the family whose holder chooses what is shown has a page of its own. */
export const hasCode = ({ held, reading }: Look): boolean =>
  !('fault' in reading) && held.family !== 'sd-jwt-vc' && held.family !== 'divoc'

/** The certificate that was asked for, then the others of its person that count. */
function toShow(looks: readonly Look[], id: string): readonly Look[] {
  const asked = looks.find(({ held }) => held.id === id)
  const person = bearersOf(looks).find((bearer) => asked && bearer.looks.includes(asked))
  const others = person?.looks.filter((look) => look !== asked && isGood(look.state)) ?? []
  return [...(asked ? [asked] : []), ...others].filter(hasCode)
}

/** The screen for the border. */
export function Show({ id }: WalletPage) {
  const say = useWords()
  const { route } = useLocation()
  const looks = useLooks()
  const shown = looks && toShow(looks, id)
  const [first] = shown ?? []
  useEffect(() => {
    // Where there is no code to show there is a way to choose what is shown.
    if (looks && !first)
      route(looks.some(({ held }) => held.id === id) ? `/app/wallet/pass/${id}` : '/app/wallet', true)
  }, [looks, first, id])
  return (
    <Screen title={say('wallet.border')} back="/app/wallet">
      {first && shown ? (
        <Border
          texts={shown.map(({ held }) => held.text)}
          holder={first.holder}
          demonstration={shown.some(isDemonstration)}
          onLeave={() => route('/app/wallet', true)}
        />
      ) : (
        <p role="status">{say('loading')}</p>
      )}
    </Screen>
  )
}
