import type { TrustListFile } from '@consular/api'
import { DataTable, useWords } from '@consular/ui'

type Difference = NonNullable<TrustListFile['difference']>

const members = ['signers', 'authorities', 'issuers', 'revocations'] as const

/** What a list changes, in numbers: whatever is no longer there stands out. */
export function Totals({ difference }: { readonly difference: Difference }) {
  const say = useWords()
  return (
    <DataTable
      caption={say('lists.totals')}
      rows={members.map((member) => ({ member, ...difference[member] }))}
      rowKey={({ member }) => member}
      empty="–"
      columns={[
        { key: 'what', heading: say('lists.column.what'), cell: ({ member }) => say(`lists.${member}`) },
        { key: 'before', heading: say('lists.column.before'), number: true, cell: ({ before }) => before },
        { key: 'after', heading: say('lists.column.after'), number: true, cell: ({ after }) => after },
        {
          key: 'change',
          heading: say('lists.column.change'),
          number: true,
          cell: ({ before, after }) =>
            after > before ? `+${after - before}` : after < before ? `−${before - after}` : '0',
        },
      ]}
    />
  )
}

const changes = ['added', 'gone', 'changed'] as const
const shown = 60

type Country = Difference['countries'][number]

/** The ids of keys that changed in a country, for whoever compares them with the owner. */
function Keys({ country }: { readonly country: Country }) {
  const say = useWords()
  return (
    <details>
      <summary>{say('lists.keys', { count: country.changes.length })}</summary>
      <ul role="list" class="trust-keys">
        {country.changes.slice(0, shown).map(({ kind, id, change }) => (
          <li key={`${kind} ${id}`}>
            {say(`lists.change.${change}`)} {say(`lists.key.${kind}`)} <span class="mono">{id}</span>
          </li>
        ))}
        {country.changes.length > shown && <li>{say('lists.keys.more', { count: country.changes.length - shown })}</li>}
      </ul>
    </details>
  )
}

/** What changes in each country. */
export function Countries({ difference }: { readonly difference: Difference }) {
  const say = useWords()
  const count = (country: Country, change: (typeof changes)[number]) =>
    country.changes.filter((each) => each.change === change).length
  return (
    <DataTable
      caption={say('lists.countries')}
      rows={difference.countries}
      rowKey={({ country }) => country}
      empty={say('lists.countries.none')}
      columns={[
        {
          key: 'country',
          heading: say('lists.column.country'),
          cell: ({ country }) =>
            difference.vanished.includes(country)
              ? say('lists.vanished', { country })
              : country === '-'
                ? say('lists.nowhere')
                : country,
        },
        { key: 'before', heading: say('lists.column.before'), number: true, cell: ({ before }) => before },
        { key: 'after', heading: say('lists.column.after'), number: true, cell: ({ after }) => after },
        ...changes.map((change) => ({
          key: change,
          heading: say(`lists.change.${change}`),
          number: true,
          cell: (country: Country) => count(country, change),
        })),
        { key: 'keys', heading: say('lists.column.keys'), cell: (country) => <Keys country={country} /> },
      ]}
    />
  )
}
