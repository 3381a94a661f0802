import { type AdviceRow, listAdvice, type OfficerMe } from '@consular/api'
import { DataTable, LinkButton, Tag, useWords } from '@consular/ui'
import { TrustFrame } from '../trust/frame.tsx'
import { useReading, writeWhen } from '../trust/reading.ts'
import { countryName, inLanguage, LevelTag, writeUtc } from './level-tag.tsx'

/** What is public of an advice, and what is being worked on. */
function States({ row }: { readonly row: AdviceRow }) {
  const say = useWords()
  return (
    <>
      {row.state !== row.openState && (
        <Tag colour={row.state === 'PUBLISHED' ? 'green' : 'grey'}>{say(`advice.state.${row.state}`)}</Tag>
      )}{' '}
      {row.openState && <Tag colour="blue">{say(`advice.state.${row.openState}`)}</Tag>}
    </>
  )
}

/** All advice by country: public, over, and being worked on. */
export function AdviceListScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const { value, fault } = useReading(listAdvice, {})
  return (
    <TrustFrame officer={officer} title={say('advice.desk')} fault={fault}>
      <p>{say('advice.desk.about')}</p>
      {value?.editor && (
        <p>
          <LinkButton href="/workbench/advice/new">{say('advice.new')}</LinkButton>
        </p>
      )}
      {!value && !fault && <p class="quiet loading">{say('loading')}</p>}
      {value && (
        <DataTable
          caption={say('advice.desk')}
          rows={value.advice}
          rowKey={({ id }) => id}
          empty={say('advice.desk.none')}
          columns={[
            {
              key: 'country',
              heading: say('advice.country'),
              cell: (row) => (
                <>
                  <a href={`/workbench/advice/${row.id}`} class="row-link">
                    {countryName(row.country)}: {inLanguage(row.headline)}
                  </a>
                  <div class="quiet small">{say(`advice.kind.${row.kind}`)}</div>
                </>
              ),
            },
            {
              key: 'level',
              heading: say('advice.field.level'),
              cell: (row) => <LevelTag levels={value.levels} code={row.level} />,
            },
            { key: 'state', heading: say('advice.state'), cell: (row) => <States row={row} /> },
            {
              key: 'until',
              heading: say('advice.field.validUntil'),
              cell: ({ validUntil }) => (validUntil ? writeUtc(validUntil) : '–'),
            },
            { key: 'changed', heading: say('advice.changed'), cell: ({ changedAt }) => writeWhen(changedAt) },
          ]}
        />
      )}
    </TrustFrame>
  )
}
