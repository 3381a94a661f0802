import type { CrisisView } from '@consular/api'
import { PersonState } from '@consular/domain/crisis'
import { useWords } from '@consular/ui'

/** The numbers: what is known of how many, adding up to all of them. */
export function Board({ crisis }: { readonly crisis: CrisisView }) {
  const say = useWords()
  const { counts, messages, persons, relatives, withoutNews } = crisis
  const seen = PersonState.options.filter(
    (state) => (counts[state] ?? 0) > 0 || ['UNKNOWN', 'SAFE', 'NEEDS_HELP'].includes(state),
  )
  return (
    <section class="stack" aria-labelledby="board">
      <h2 id="board" class="hidden">
        {say('crisis.board')}
      </h2>
      <p class="crisis-sum">
        <strong>{persons}</strong> ={' '}
        {seen.map((state) => `${counts[state] ?? 0} ${say(`crisis.person.${state}`)}`).join(' + ')}
      </p>
      <ul class="crisis-board" role="list">
        <li class={withoutNews > 0 ? 'open' : 'done'}>
          <strong>{withoutNews}</strong> {say('crisis.without-news')}
        </li>
        {seen.map((state) => (
          <li key={state} class={state === 'NEEDS_HELP' && (counts[state] ?? 0) > 0 ? 'open' : ''}>
            <strong>{counts[state] ?? 0}</strong> {say(`crisis.person.${state}`)}
          </li>
        ))}
      </ul>
      <p class="small">{say('crisis.messages', messages)}</p>
      <p class="small">
        {say('crisis.relatives.sum', {
          reports: relatives.reports,
          persons: relatives.persons,
          merged: relatives.merged,
        })}
      </p>
    </section>
  )
}
