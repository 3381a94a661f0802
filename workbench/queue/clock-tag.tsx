import type { QueueRow } from '@consular/api'
import { type Colour, Tag, useWords } from '@consular/ui'

const colours: { readonly [clock in QueueRow['clock']]: Colour } = {
  green: 'green',
  amber: 'amber',
  red: 'red',
  paused: 'blue',
  none: 'grey',
}

/** The clock of a file: in time, soon due, late, waiting for the applicant, or none; by word, shape and colour. */
export function ClockTag({ clock }: { readonly clock: QueueRow['clock'] }) {
  const say = useWords()
  return <Tag colour={colours[clock]}>{say(`clock.${clock}`)}</Tag>
}
