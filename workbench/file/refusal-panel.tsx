import type { CaseFile } from '@consular/api'
import { Radios, TextArea, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { nameOf, sentence } from '../shell/names.ts'
import { actionFault, type Purpose } from './case.ts'
import { catalogue } from './catalogue.ts'
import { decide } from './decide.ts'
import { changeDraft, draftOf } from './drafts.ts'
import { Panel } from './panel.tsx'

/** The three parts that a letter of refusal must have: the ground in law, the reasons, and where to appeal. */
export function RefusalLetter({ ground, explanation }: { readonly ground: string; readonly explanation: string }) {
  const say = useWords()
  const appeal = catalogue.value?.appeal
  return (
    <div class="letter stack stack-tight">
      <p class="quiet small">{say('refusal.letter')}</p>
      <p>
        <strong>{say('refusal.ground')}</strong>
        <br />
        {ground ? nameOf('ground', ground) : <span class="quiet">{say('refusal.ground.none')}</span>}
      </p>
      <p class="as-typed">
        <strong>{say('refusal.explanation')}</strong>
        <br />
        {explanation || <span class="quiet">{say('refusal.explanation.none')}</span>}
      </p>
      <p>
        <strong>{say('refusal.appeal')}</strong>
        <br />
        {appeal ? sentence(appeal, {}, appeal) : ''}
      </p>
    </div>
  )
}

/** Proposes a refusal: a ground of the law's closed list, the reasons in words, and the letter as the applicant will get it. */
export function RefusalPanel({
  file,
  purpose,
  closed,
}: {
  readonly file: CaseFile
  readonly purpose: Purpose
  readonly closed?: string | undefined
}) {
  const say = useWords()
  const { ground, explanation } = draftOf(file.id)
  const tried = useSignal(false)
  const noGround = ground === '' ? say('refusal.ground.missing') : undefined
  const noReason = explanation.trim().length < 3 ? say('refusal.explanation.missing') : undefined
  const send = () => {
    tried.value = true
    actionFault.value = null
    if (noGround) document.getElementById('ground')?.focus()
    else if (noReason) document.getElementById('explanation')?.focus()
    else void decide('propose-refusal', purpose)
  }
  return (
    <Panel application={file.id} move="propose-refusal" closed={closed} onSend={send}>
      <div data-first class="grounds">
        <Radios
          id="ground"
          label={say('refusal.ground')}
          error={tried.value ? noGround : undefined}
          options={(catalogue.value?.grounds ?? []).map(({ code }) => ({ value: code, label: nameOf('ground', code) }))}
          value={ground}
          onChange={(value) => changeDraft(file.id, { ground: value })}
        />
      </div>
      <TextArea
        id="explanation"
        label={say('refusal.explanation')}
        hint={say('refusal.explanation.hint')}
        error={tried.value ? noReason : undefined}
        value={explanation}
        onChange={(text) => changeDraft(file.id, { explanation: text })}
      />
      <RefusalLetter ground={ground} explanation={explanation} />
    </Panel>
  )
}
