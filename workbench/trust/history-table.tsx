import type { OfficerRef, TrustListRow } from '@consular/api'
import { DataTable, TextButton, useWords } from '@consular/ui'
import { whyRefused } from '../shell/names.ts'
import { writeWhen } from './reading.ts'
import { StateTag } from './state-tag.tsx'

function Who({ officer, at }: { readonly officer: OfficerRef | null; readonly at: string | null }) {
  if (!officer || !at) return <>–</>
  return (
    <>
      {officer.name}
      <br />
      <span class="quiet small">{writeWhen(at)}</span>
    </>
  )
}

interface HistoryProps {
  readonly rows: readonly TrustListRow[]
  readonly onReturn: (row: TrustListRow) => void
}

/** Every list of a source, with who and when; from one that counted, one may go back to it. */
export function HistoryTable({ rows, onReturn }: HistoryProps) {
  const say = useWords()
  return (
    <DataTable
      caption={say('lists.history')}
      rows={rows}
      rowKey={({ id }) => id}
      empty={say('lists.history.none')}
      columns={[
        {
          key: 'list',
          heading: say('lists.column.list'),
          cell: (row) => (
            <a href={`/workbench/trust/lists/${row.id}`}>
              {say(`lists.origin.${row.origin}`, { when: writeWhen(row.receivedAt) })}
            </a>
          ),
        },
        {
          key: 'state',
          heading: say('lists.column.state'),
          cell: (row) => (
            <>
              <StateTag row={row} />
              {row.refusal && <div class="small">{whyRefused({ code: row.refusal.code })}</div>}
              {row.reason && <div class="small">{row.reason}</div>}
            </>
          ),
        },
        {
          key: 'first',
          heading: say('lists.column.first'),
          cell: (row) => <Who officer={row.proposedBy} at={row.proposedAt} />,
        },
        {
          key: 'second',
          heading: say('lists.column.second'),
          cell: (row) => <Who officer={row.decidedBy} at={row.decidedAt} />,
        },
        {
          key: 'return',
          heading: say('lists.column.return'),
          cell: (row) =>
            row.state === 'approved' && !row.current && row.origin !== 'end' ? (
              <TextButton onPress={() => onReturn(row)}>{say('lists.return')}</TextButton>
            ) : (
              '–'
            ),
        },
      ]}
    />
  )
}
