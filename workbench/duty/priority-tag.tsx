import type { CaseRow } from '@consular/api'
import { type Colour, Tag, useWords } from '@consular/ui'

const colours: { readonly [priority: string]: Colour } = { P1: 'red', P2: 'amber', P3: 'blue', P4: 'grey' }

/** How urgent a case is: in letters, in a shape and in a colour; whether an officer has decided it. */
export function PriorityTag({ priority, suggested }: Pick<CaseRow, 'priority' | 'suggested'>) {
  const say = useWords()
  const shown = priority ?? suggested
  return (
    <>
      <Tag colour={colours[shown] ?? 'grey'}>{shown}</Tag>
      {priority === null && <span class="quiet small"> {say('duty.suggested')}</span>}
    </>
  )
}

/** What is late in a case, each in words. */
export function LateTags({ late }: Pick<CaseRow, 'late'>) {
  const say = useWords()
  return (
    <span class="late-tags">
      {late.map((what) => (
        <Tag key={what} colour="red">
          {say(`duty.late.${what}`)}
        </Tag>
      ))}
    </span>
  )
}
