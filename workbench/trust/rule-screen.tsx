import { decideRule, type OfficerMe, openRule, type RuleFile } from '@consular/api'
import { Button, Notice, SummaryList, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { TrustFrame } from './frame.tsx'
import { useReading, withPasskey, writeWhen } from './reading.ts'
import { RuleTag } from './rules-screen.tsx'
import { Trial } from './trial.tsx'

function Facts({ rule }: { readonly rule: RuleFile }) {
  const say = useWords()
  const by = (name: string, at: string) => say('lists.by', { name, when: writeWhen(at) })
  const lines: readonly (readonly [string, string | null])[] = [
    ['rules.form.zh', rule.descriptions['zh'] ?? null],
    ['rules.form.en', rule.descriptions['en'] ?? null],
    ['rules.form.from', writeWhen(rule.validFrom)],
    ['rules.form.until', writeWhen(rule.validTo)],
    ['lists.term.proposed', by(rule.proposedBy.name, rule.proposedAt)],
    ['rules.form.reason', rule.reason],
    ['lists.term.decided', rule.decidedBy && rule.decidedAt ? by(rule.decidedBy.name, rule.decidedAt) : null],
  ]
  return (
    <SummaryList answers={lines.flatMap(([key, value]) => (value === null ? [] : [{ key, term: say(key), value }]))} />
  )
}

/** A rule with what it would change, for the second officer. */
export function RuleScreen({ officer, id = '' }: { readonly officer: OfficerMe; readonly id?: string }) {
  const say = useWords()
  const { value: rule, fault, show } = useReading(openRule, { params: { rule: id } })
  const [refused, good, busy] = [useSignal<string | null>(null), useSignal<string | null>(null), useSignal(false)]
  const decide = async (decision: 'approve' | 'reject') => {
    if (busy.value) return
    busy.value = true
    await withPasskey(
      () => ask(decideRule, { params: { rule: id }, body: { decision } }),
      (answer) => {
        refused.value = answer.ok ? null : whyRefused(answer.refusal)
        good.value = answer.ok ? say(`rules.done.${answer.value.state}`) : null
        if (answer.ok) show(answer.value)
        scrollTo({ top: 0 })
      },
    )
    busy.value = false
  }
  const isMine = rule?.proposedBy.id === officer.officer.id
  return (
    <TrustFrame
      officer={officer}
      title={rule ? `${rule.identifier} ${rule.version}` : say('rules.rule')}
      back={{ href: '/workbench/rules', label: say('rules.title') }}
      fault={refused.value ?? fault}
      good={good.value}
    >
      {!rule && !fault && <p class="quiet loading">{say('loading')}</p>}
      {rule && (
        <>
          <p>
            <RuleTag rule={rule} />
          </p>
          <Facts rule={rule} />
          {rule.trial && <Trial trial={rule.trial} />}
          {rule.state === 'proposed' && !rule.trial && <Notice tone="bad">{say('rules.unusable')}</Notice>}
          <details>
            <summary>{say('rules.logic')}</summary>
            <pre class="trust-code">{JSON.stringify(rule.rule['Logic'], null, 2)}</pre>
          </details>
          {rule.state === 'proposed' && isMine && <Notice>{say('lists.own')}</Notice>}
          {rule.state === 'proposed' && !isMine && (
            <div class="buttons">
              <Button busy={busy.value} onPress={() => void decide('approve')}>
                {say('rules.approve')}
              </Button>
              <Button look="plain" busy={busy.value} onPress={() => void decide('reject')}>
                {say('lists.reject')}
              </Button>
            </div>
          )}
        </>
      )}
    </TrustFrame>
  )
}
