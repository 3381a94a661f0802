import { listRules, type OfficerMe, type RuleRow } from '@consular/api'
import { type Colour, DataTable, LinkButton, Tag, useWords } from '@consular/ui'
import { spoken } from '../shell/language.ts'
import { TrustFrame } from './frame.tsx'
import { useReading, writeWhen } from './reading.ts'

const colours: { readonly [state in RuleRow['state']]: Colour } = {
  proposed: 'blue',
  approved: 'green',
  rejected: 'grey',
}

/** The state of a rule in words; of one that is approved, whether its day has come. */
export function RuleTag({ rule }: { readonly rule: RuleRow }) {
  const say = useWords()
  const now = Temporal.Now.instant()
  const isLater = Temporal.Instant.compare(now, Temporal.Instant.from(rule.validFrom)) < 0
  const isOver = Temporal.Instant.compare(now, Temporal.Instant.from(rule.validTo)) > 0
  const state = rule.state !== 'approved' ? rule.state : isLater ? 'later' : isOver ? 'over' : 'approved'
  return <Tag colour={isOver ? 'grey' : colours[rule.state]}>{say(`rules.state.${state}`)}</Tag>
}

/** The rule in the words of this desk's language. */
export const textOf = ({ descriptions }: Pick<RuleRow, 'descriptions'>): string =>
  descriptions[spoken.value.language === 'en' ? 'en' : 'zh'] ?? descriptions['en'] ?? ''

/** Acceptance rules: what waits, what is published, what was. */
export function RulesScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const { value, fault } = useReading(listRules, {})
  return (
    <TrustFrame officer={officer} title={say('rules.title')} fault={fault}>
      <p>{say('rules.about')}</p>
      <p>
        <LinkButton href="/workbench/rules/new">{say('rules.new')}</LinkButton>
      </p>
      {!value && !fault && <p class="quiet loading">{say('loading')}</p>}
      {value && (
        <DataTable
          caption={say('rules.title')}
          rows={value.rules}
          rowKey={({ id }) => id}
          empty={say('rules.none')}
          columns={[
            {
              key: 'rule',
              heading: say('rules.column.rule'),
              cell: (rule) => (
                <>
                  <a href={`/workbench/rules/${rule.id}`}>
                    {rule.identifier} {rule.version}
                  </a>
                  <div class="small">{textOf(rule)}</div>
                </>
              ),
            },
            { key: 'state', heading: say('lists.column.state'), cell: (rule) => <RuleTag rule={rule} /> },
            { key: 'from', heading: say('rules.form.from'), cell: ({ validFrom }) => writeWhen(validFrom) },
            { key: 'until', heading: say('rules.form.until'), cell: ({ validTo }) => writeWhen(validTo) },
            { key: 'first', heading: say('lists.column.first'), cell: ({ proposedBy }) => proposedBy.name },
            { key: 'second', heading: say('lists.column.second'), cell: ({ decidedBy }) => decidedBy?.name ?? '–' },
          ]}
        />
      )}
    </TrustFrame>
  )
}
