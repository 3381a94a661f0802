import type { TrustListRow } from '@consular/api'
import { type Colour, Tag, useWords } from '@consular/ui'

const colours: { readonly [state in TrustListRow['state']]: Colour } = {
  receiving: 'grey',
  waiting: 'amber',
  proposed: 'blue',
  approved: 'green',
  rejected: 'grey',
  refused: 'red',
  replaced: 'grey',
}

/** The state of a list; the one that counts is told apart from those that counted. */
export function StateTag({ row }: { readonly row: TrustListRow }) {
  const say = useWords()
  if (row.state === 'approved' && !row.current) return <Tag>{say('lists.state.past')}</Tag>
  return <Tag colour={colours[row.state]}>{say(`lists.state.${row.state}`)}</Tag>
}
