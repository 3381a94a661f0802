import type { RuleTrial } from '@consular/api'
import { DataTable, Notice, useWords } from '@consular/ui'

/** What a rule would do: its tests, and the past cases that it answers in another way. */
export function Trial({ trial }: { readonly trial: RuleTrial }) {
  const say = useWords()
  return (
    <section aria-labelledby="trial" class="stack">
      <h2 id="trial">{say('rules.trial')}</h2>
      <Notice tone="good">{say('rules.trial.tests', { count: trial.tests })}</Notice>
      <p>{say('rules.trial.cases', { cases: trial.cases, changed: trial.changes.length })}</p>
      {trial.changes.length > 0 && (
        <DataTable
          caption={say('rules.trial.changes')}
          rows={trial.changes}
          rowKey={({ id }) => id}
          empty="–"
          columns={[
            { key: 'title', heading: say('rules.column.case'), cell: ({ title }) => title },
            { key: 'before', heading: say('rules.column.before'), cell: ({ before }) => say(`rules.answer.${before}`) },
            { key: 'after', heading: say('rules.column.after'), cell: ({ after }) => say(`rules.answer.${after}`) },
            { key: 'because', heading: say('rules.column.because'), cell: ({ because }) => because.join(', ') || '–' },
          ]}
        />
      )}
    </section>
  )
}
