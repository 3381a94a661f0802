import type { QueueRow } from '@consular/api'
import type { Say } from '@consular/messages/format.ts'
import type { Language } from '@consular/messages/language.ts'
import { type Column, Tag } from '@consular/ui'
import { nameOf } from '../shell/names.ts'
import { dayOf, writeAge, writeMoment, writeShortDate } from '../shell/time.ts'
import { ClockTag } from './clock-tag.tsx'
import type { QueueName } from './names.ts'

/** The id of the link that opens a row. */
export const rowLinkId = (id: string): string => `row-${id}`

interface Around {
  readonly say: Say
  readonly language: Language
  readonly now: string
  readonly open: (id: string) => void
  readonly queue: QueueName
}

function FileCell({ row, say, open }: { readonly row: QueueRow } & Pick<Around, 'say' | 'open'>) {
  return (
    <div class="queue-file">
      <button id={rowLinkId(row.id)} type="button" class="row-open" data-row={row.id} onClick={() => open(row.id)}>
        <span class="mono reference">{row.reference}</span>
      </button>
      {row.resubmitted && <Tag colour="blue">{row.mine ? say('queue.back-to-you') : say('queue.corrected')}</Tag>}
      <span class="narrow-only quiet small">
        {nameOf('service', row.service)}
        {row.openWarnings > 0 && ` · ${say('queue.warnings', { count: row.openWarnings })}`}
      </span>
    </div>
  )
}

/** The columns of a queue. On a narrow screen the style sheet keeps the first two. */
export function columnsOf({ say, language, now, open, queue }: Around): Column<QueueRow>[] {
  const today = dayOf(now)
  return [
    { key: 'file', heading: say('column.file'), cell: (row) => <FileCell row={row} say={say} open={open} /> },
    {
      key: 'clock',
      heading: say('column.clock'),
      cell: (row) => (
        <div class="queue-clock">
          <ClockTag clock={row.clock} />
          {row.promisedOn && <span class="nowrap">{writeShortDate(row.promisedOn, today, language)}</span>}
        </div>
      ),
    },
    {
      key: 'warnings',
      heading: say('column.warnings'),
      cell: (row) =>
        row.openWarnings > 0 ? (
          <Tag colour="amber">{say('queue.warnings', { count: row.openWarnings })}</Tag>
        ) : (
          <span class="quiet">{say('none')}</span>
        ),
    },
    { key: 'service', heading: say('column.service'), cell: (row) => nameOf('service', row.service) },
    { key: 'state', heading: say('column.state'), cell: (row) => nameOf('state', row.state) },
    {
      key: 'since',
      heading: say(queue === 'done' ? 'column.submitted' : 'column.since'),
      cell: (row) => (
        <span title={writeMoment(row.submittedAt, language)}>
          {queue === 'done' ? writeMoment(row.submittedAt, language) : writeAge(row.submittedAt, now, language)}
        </span>
      ),
    },
    {
      key: 'reviewer',
      heading: say('column.reviewer'),
      cell: (row) => (row.mine ? say('you') : (row.reviewer?.name ?? <span class="quiet">{say('nobody')}</span>)),
    },
  ]
}
