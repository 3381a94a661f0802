import { Notice, useWords } from '@consular/ui'
import { entryText } from './describe.ts'
import type { Look } from './looks.ts'

const link = (look: Look): string => `/app/wallet/certificate/${look.held.id}`

function Lines({ look, title }: { readonly look: Look; readonly title: string }) {
  const say = useWords()
  return (
    <div>
      <dt>{title}</dt>
      {look.report.entries.map((entry, place) => (
        <dd key={place}>{entryText(say, entry)}</dd>
      ))}
    </div>
  )
}

/** Where a certificate was put in the place of another: what the old one said, and what the new one says. */
export function Corrected({ look, looks }: { readonly look: Look; readonly looks: readonly Look[] }) {
  const say = useWords()
  const before = looks.find(({ held }) => held.supersededBy === look.held.id)
  const after = looks.find(({ held }) => held.id === look.held.supersededBy)
  const [old, fresh] = after ? [look, after] : [before, look]
  if (!old || !(before || after)) return null
  return (
    <Notice tone={after ? 'bad' : 'good'} title={say(after ? 'wallet.corrected.old' : 'wallet.corrected.new')}>
      <p>{say(after ? 'wallet.corrected.old.text' : 'wallet.corrected.new.text')}</p>
      <dl class="facts">
        <Lines look={old} title={say('wallet.corrected.before')} />
        <Lines look={fresh} title={say('wallet.corrected.after')} />
      </dl>
      {after && (
        <p>
          <a href={link(after)}>{say('wallet.corrected.go')}</a>
        </p>
      )}
    </Notice>
  )
}
