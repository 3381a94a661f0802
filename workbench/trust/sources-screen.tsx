import { listTrustSources, type OfficerMe, type TrustSourceView } from '@consular/api'
import { Card, LinkButton, Notice, useWords } from '@consular/ui'
import { whyRefused } from '../shell/names.ts'
import { TrustFrame } from './frame.tsx'
import { useReading, writeWhen } from './reading.ts'
import { StateTag } from './state-tag.tsx'

function Source({ source }: { readonly source: TrustSourceView }) {
  const say = useWords()
  const { id, terms, current, open, fetchFailure } = source
  const counts = current !== null && current.origin !== 'end'
  return (
    <Card labelledBy={`source-${id}`}>
      <h2 id={`source-${id}`}>
        <a href={`/workbench/trust/sources/${id}`}>{terms.name}</a>
      </h2>
      <p class="quiet">{say(`lists.kind.${terms.kind}`)}</p>
      <p>
        {counts
          ? say('lists.counts', {
              when: writeWhen(current.decidedAt ?? current.receivedAt),
              first: current.proposedBy?.name ?? '',
              second: current.decidedBy?.name ?? '',
            })
          : say('lists.counts.none')}
      </p>
      {fetchFailure && (
        <Notice tone="warn">{say('lists.fetch.failed', { why: whyRefused({ code: fetchFailure }) })}</Notice>
      )}
      {open.length > 0 && (
        <ul role="list" class="trust-open">
          {open.map((row) => (
            <li key={row.id}>
              <a href={`/workbench/trust/lists/${row.id}`}>
                {say(`lists.origin.${row.origin}`, { when: writeWhen(row.receivedAt) })}
              </a>{' '}
              <StateTag row={row} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** Whom verifiers trust: every source, the list of each that counts, and those that wait for somebody. */
export function SourcesScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const { value, fault } = useReading(listTrustSources, {})
  return (
    <TrustFrame officer={officer} title={say('lists.title')} fault={fault}>
      <p>{say('lists.about')}</p>
      {officer.demonstration && <Notice>{say('lists.demonstration')}</Notice>}
      {value && (
        <p class="quiet">
          {value.edition
            ? say('lists.edition', { number: value.edition.number, when: writeWhen(value.edition.at) })
            : say('lists.edition.none')}
        </p>
      )}
      <p>
        <LinkButton href="/workbench/trust/sources/new">{say('lists.new')}</LinkButton>
      </p>
      {!value && !fault && <p class="quiet loading">{say('loading')}</p>}
      {value?.sources.length === 0 && <p class="card quiet">{say('lists.none')}</p>}
      <div class="trust-cards">
        {value?.sources.map((source) => (
          <Source key={source.id} source={source} />
        ))}
      </div>
    </TrustFrame>
  )
}
