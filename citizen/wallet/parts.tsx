import { Notice, Tag, useWords } from '@consular/ui'
import { entryDate, entryTitle } from './describe.ts'
import type { Look } from './looks.ts'
import { colours, type State } from './state.ts'

/** How a certificate stands, in words, colour and shape. */
export function StateTag({ state }: { readonly state: State }) {
  const say = useWords()
  return <Tag colour={colours[state]}>{say(`wallet.state.${state}`)}</Tag>
}

/** What a certificate is about: its first entry, and how many more there are. */
export function useTitle(): (look: Look) => string {
  const say = useWords()
  return ({ report, held }) => {
    const [first, ...more] = report.entries
    if (!first) return say(`family.${held.family}`)
    const title = entryTitle(say, first)
    return more.length === 0 ? title : say('wallet.and-more', { first: title, count: more.length })
  }
}

/** A certificate in the list of its person. */
export function CertificateCard({ look }: { readonly look: Look }) {
  const say = useWords()
  const title = useTitle()
  const [first] = look.report.entries
  return (
    <li>
      <a class="card way wallet-card" href={`/app/wallet/certificate/${look.held.id}`}>
        <span class="way-title">{title(look)}</span>
        {first && <span>{entryDate(first)}</span>}
        <span class="quiet small">
          {say(`family.${look.held.family}`)}
          {!look.held.own && ` · ${say('wallet.not-ours')}`}
        </span>
        <span class="row">
          <StateTag state={look.state} />
          {look.held.fresh && <Tag colour="blue">{say('wallet.fresh')}</Tag>}
        </span>
      </a>
    </li>
  )
}

/** What a demonstration’s certificates are worth. */
export function DemonstrationNotice({ looks }: { readonly looks: readonly Look[] }) {
  const say = useWords()
  if (!looks.some(isDemonstration)) return null
  return (
    <Notice tone="warn">
      <p>{say('wallet.demonstration')}</p>
    </Notice>
  )
}

/** Is it of country XX, which is no country? */
export const isDemonstration = ({ report }: Look): boolean =>
  report.issuer?.country === 'XX' || report.issuer?.country === 'XXX' || report.trustedCountry === 'XX'
