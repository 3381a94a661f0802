import { type AssistanceCaseView, acknowledgeCost, enterCost } from '@consular/api'
import { Acknowledgement } from '@consular/domain/assistance'
import { Button, Form, freshId, Select, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { minorOf, writeMoney } from './money.ts'
import { type CaseProps, optionsOf, Section, useAct } from './section.tsx'
import { writeAt } from './time.ts'

type Cost = AssistanceCaseView['work']['costs'][number]

/** The ledger of what third parties cost, borne and acknowledged by the person. */
export function CostsPart({ found, onDone }: CaseProps) {
  const say = useWords()
  const { costs, costsArticle } = found.work
  const open = costs.filter(({ acknowledgedAt }) => acknowledgedAt === null).length
  return (
    <Section id="costs" title={say('case.costs', { open })} open={costs.length > 0}>
      {costsArticle !== null && <p class="small">{say('case.costs.article', { article: costsArticle })}</p>}
      <ul class="case-list">
        {costs.map((cost) => (
          <CostLine key={cost.id} cost={cost} found={found} onDone={onDone} />
        ))}
      </ul>
      <CostForm found={found} onDone={onDone} />
    </Section>
  )
}

function CostLine({ cost, found, onDone }: CaseProps & { readonly cost: Cost }) {
  const say = useWords()
  const send = useAct({ found, onDone })
  const { language } = spoken.value
  const how = useSignal<string>('signed')
  const acknowledge = () => {
    const chosen = Acknowledgement.safeParse(how.value)
    if (chosen.success) send(acknowledgeCost, { cost: cost.id, how: chosen.data })
  }
  return (
    <li>
      <p>
        <strong>{writeMoney(cost.amountMinor, cost.currency, language)}</strong> · {cost.purpose}
      </p>
      {cost.acknowledgedAt !== null && cost.acknowledgedHow !== null ? (
        <p class="quiet small">
          {say('case.cost.acknowledged', {
            time: writeAt(cost.acknowledgedAt, found.timeZone, language),
            how: say(`case.how.${cost.acknowledgedHow}`),
          })}
        </p>
      ) : (
        <Form look="stack" label={`${say('case.cost.acknowledge')}: ${cost.purpose}`} onSend={acknowledge}>
          <p class="small">{say('case.cost.waiting')}</p>
          <Select
            id={`how-${cost.id}`}
            label={say('case.cost.how')}
            options={optionsOf('case.how', Acknowledgement.options)}
            value={how.value}
            onChange={(next) => {
              how.value = next
            }}
          />
          <Button type="submit" look="plain">
            {say('case.cost.acknowledge')}
          </Button>
        </Form>
      )}
    </li>
  )
}

function CostForm({ found, onDone }: CaseProps) {
  const say = useWords()
  const send = useAct({ found, onDone })
  const id = useRef(freshId<'cost'>())
  const [amount, currency, purpose] = [useSignal(''), useSignal(''), useSignal('')]
  const wrong = useSignal(false)
  const enter = () => {
    const code = currency.value.trim().toUpperCase()
    const minor = minorOf(amount.value, code)
    wrong.value = minor === null
    if (minor === null) return
    send(enterCost, { cost: id.current, amountMinor: minor, currency: code, purpose: purpose.value }, () => {
      id.current = freshId<'cost'>()
      amount.value = ''
      purpose.value = ''
    })
  }
  const fields = [
    ['amount', amount],
    ['currency', currency],
    ['purpose', purpose],
  ] as const
  return (
    <Form look="stack" label={say('case.cost.send')} onSend={enter}>
      {fields.map(([what, value]) => (
        <TextInput
          key={what}
          id={`cost-${what}`}
          label={say(`case.cost.${what}`)}
          hint={what === 'amount' ? say('case.cost.amount.hint') : undefined}
          error={what === 'amount' && wrong.value ? say('case.cost.wrong') : undefined}
          width={what === 'purpose' ? 'full' : 'short'}
          value={value.value}
          onChange={(next) => {
            value.value = next
          }}
        />
      ))}
      <Button type="submit">{say('case.cost.send')}</Button>
    </Form>
  )
}
