import type { CaseFile } from '@consular/api'
import { TextArea, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import type { Purpose } from './case.ts'
import { decide } from './decide.ts'
import { changeDraft, draftOf } from './drafts.ts'
import { Panel } from './panel.tsx'

/** Sends a file back to its reviewer, with a reason. */
export function SendBackPanel({
  file,
  purpose,
  closed,
}: {
  readonly file: CaseFile
  readonly purpose: Purpose
  readonly closed?: string | undefined
}) {
  const say = useWords()
  const tried = useSignal(false)
  const { sendBackReason } = draftOf(file.id)
  const missing = sendBackReason.trim().length < 3 ? say('send-back.missing') : undefined
  const send = () => {
    tried.value = true
    if (missing) document.getElementById('send-back-reason')?.focus()
    else void decide('send-back', purpose)
  }
  return (
    <Panel application={file.id} move="send-back" closed={closed} onSend={send}>
      <div data-first>
        <TextArea
          id="send-back-reason"
          label={say('send-back.reason')}
          error={tried.value ? missing : undefined}
          value={sendBackReason}
          onChange={(text) => changeDraft(file.id, { sendBackReason: text })}
        />
      </div>
    </Panel>
  )
}
