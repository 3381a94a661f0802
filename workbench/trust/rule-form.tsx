import { type OfficerMe, proposeRule, type RuleTrial, tryRule } from '@consular/api'
import { Button, ErrorSummary, TextArea, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { whyRefused } from '../shell/names.ts'
import { go } from '../shell/navigate.ts'
import { ask } from '../shell/session.ts'
import { TrustFrame } from './frame.tsx'
import { freshId, withPasskey } from './reading.ts'
import { emptyRule, type RuleDraft, termsOf, unreadable, withFiles } from './rule-draft.ts'
import { Trial } from './trial.tsx'

interface PartProps {
  readonly draft: RuleDraft
  readonly wrong: readonly string[]
  readonly change: (draft: RuleDraft) => void
}

/** The parts of a rule, one field each. */
function Parts({ draft, wrong, change }: PartProps) {
  const say = useWords()
  const field = (name: keyof RuleDraft) => ({
    id: name,
    label: say(`rules.form.${name}`),
    hint: say(`rules.form.${name}.hint`),
    value: draft[name],
    error: wrong.includes(name) ? say(`rules.form.${name}.wrong`) : undefined,
    onChange: (value: string) => change({ ...draft, [name]: value }),
  })
  const plain = { spellcheck: false }
  return (
    <>
      <TextInput {...field('identifier')} width="medium" mono typing={{ ...plain, maxLength: 10 }} />
      <TextInput {...field('version')} width="short" typing={{ ...plain, maxLength: 12 }} />
      <TextInput {...field('from')} width="medium" typing={{ ...plain, maxLength: 10 }} />
      <TextInput {...field('until')} width="medium" typing={{ ...plain, maxLength: 10 }} />
      <TextArea {...field('zh')} rows={2} />
      <TextArea {...field('en')} rows={2} />
      <TextArea {...field('logic')} rows={10} mono spellcheck={false} />
      <TextArea {...field('tests')} rows={8} mono spellcheck={false} />
    </>
  )
}

/** A rule is written or brought as files, tried on its tests and on past cases, and then proposed. */
export function RuleForm({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const [draft, wrong, fault] = [useSignal(emptyRule), useSignal<readonly string[]>([]), useSignal<string | null>(null)]
  const [trial, reason, busy] = [useSignal<RuleTrial | null>(null), useSignal(''), useSignal(false)]
  const change = (next: RuleDraft) => {
    draft.value = next
    trial.value = null
  }
  const bring = async (input: HTMLInputElement) => {
    const texts = await Promise.all([...(input.files ?? [])].map((file) => file.text()))
    input.value = ''
    if (texts.length > 0) change(withFiles(draft.value, texts))
  }
  const attempt = async (event: Event) => {
    event.preventDefault()
    wrong.value = unreadable(draft.value)
    if (wrong.value.length > 0 || busy.value) return
    busy.value = true
    const answer = await ask(tryRule, { body: termsOf(draft.value) })
    busy.value = false
    fault.value = answer.ok ? null : whyRefused(answer.refusal)
    trial.value = answer.ok ? answer.value : null
    if (!answer.ok) scrollTo({ top: 0 })
  }
  const propose = async () => {
    wrong.value = reason.value.trim().length < 3 ? ['reason'] : []
    if (wrong.value.length > 0 || busy.value) return
    busy.value = true
    const params = { rule: freshId() }
    const body = { ...termsOf(draft.value), reason: reason.value.trim() }
    await withPasskey(
      () => ask(proposeRule, { params, body }),
      (answer) => {
        fault.value = answer.ok ? null : whyRefused(answer.refusal)
        if (answer.ok) go(`/workbench/rules/${params.rule}`)
      },
    )
    busy.value = false
  }
  const errors = wrong.value.map((name) => ({ id: name, text: say(`rules.form.${name}.wrong`) }))
  return (
    <TrustFrame
      officer={officer}
      title={say('rules.new')}
      back={{ href: '/workbench/rules', label: say('rules.title') }}
      fault={fault.value}
    >
      <ErrorSummary errors={errors} />
      <form class="trust-form" noValidate onSubmit={(event) => void attempt(event)}>
        <div class="field">
          <label class="label" for="rule-files">
            {say('rules.files')}
          </label>
          <div class="hint" id="rule-files-hint">
            {say('rules.files.hint')}
          </div>
          <div class="upload">
            <input
              id="rule-files"
              type="file"
              multiple
              accept=".json"
              aria-describedby="rule-files-hint"
              onChange={(event) => void bring(event.currentTarget)}
            />
            <span class="button plain" aria-hidden="true">
              {say('lists.choose')}
            </span>
          </div>
        </div>
        <Parts draft={draft.value} wrong={wrong.value} change={change} />
        <Button type="submit" busy={busy.value}>
          {say('rules.try')}
        </Button>
      </form>
      {trial.value && (
        <>
          <Trial trial={trial.value} />
          <TextArea
            id="reason"
            label={say('rules.form.reason')}
            value={reason.value}
            error={wrong.value.includes('reason') ? say('rules.form.reason.wrong') : undefined}
            onChange={(value) => void (reason.value = value)}
          />
          <Button busy={busy.value} onPress={() => void propose()}>
            {say('lists.propose')}
          </Button>
        </>
      )}
    </TrustFrame>
  )
}
