import { type CaseFile, resolveWarning } from '@consular/api'
import { Button, Tag, TextArea, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { sentence } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { act, busy, type Purpose } from './case.ts'
import { changeDraft, draftOf } from './drafts.ts'

type Warning = CaseFile['warnings'][number]

function Resolve({
  file,
  purpose,
  warning,
}: {
  readonly file: CaseFile
  readonly purpose: Purpose
  readonly warning: Warning
}) {
  const say = useWords()
  const error = useSignal<string | undefined>(undefined)
  const { resolutions } = draftOf(file.id)
  const reason = resolutions[warning.id] ?? ''
  const send = () => {
    error.value = reason.trim().length < 3 ? say('warning.reason.missing') : undefined
    if (error.value) return
    void act({
      purpose,
      send: ({ version }) =>
        ask(resolveWarning, { params: { application: file.id, warning: warning.id }, body: { version, reason } }),
      onDone: () => changeDraft(file.id, { resolutions: { ...draftOf(file.id).resolutions, [warning.id]: '' } }),
    })
  }
  return (
    <form
      class="stack stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <TextArea
        id={`warning-${warning.id}`}
        label={say('warning.reason')}
        error={error.value}
        rows={2}
        value={reason}
        onChange={(text) => changeDraft(file.id, { resolutions: { ...resolutions, [warning.id]: text } })}
      />
      <Button type="submit" look="plain" busy={busy.value}>
        {say('warning.resolve')}
      </Button>
    </form>
  )
}

/** What the checks found: each stays open until an officer settles it with a reason. */
export function WarningList({ file, purpose }: { readonly file: CaseFile; readonly purpose: Purpose }) {
  const say = useWords()
  const open = file.warnings.filter(({ resolved }) => resolved === null)
  useShortcuts({ w: () => document.getElementById(`warning-${open[0]?.id}`)?.focus() })
  if (file.warnings.length === 0) return null
  const mayResolve = ['CHECKING', 'IN_REVIEW', 'SECOND_REVIEW', 'REFUSAL_PROPOSED'].includes(file.state)
  return (
    <section
      class={open.length > 0 ? 'card stack warnings open' : 'card stack warnings'}
      aria-labelledby="warnings-title"
    >
      <h2 id="warnings-title">{say('warning.title', { count: open.length })}</h2>
      {file.warnings.map((warning) => (
        <article key={warning.id} class="stack stack-tight">
          <p class="warning-head">
            <Tag colour={warning.resolved ? 'green' : 'amber'}>
              {warning.resolved ? say('warning.resolved') : say('warning.open')}
            </Tag>{' '}
            {sentence(`warning.${warning.kind}`, warning.data, warning.kind)}
          </p>
          {warning.resolved && <p class="quiet small">{say('warning.because', { reason: warning.resolved.reason })}</p>}
          {!warning.resolved && mayResolve && <Resolve file={file} purpose={purpose} warning={warning} />}
        </article>
      ))}
    </section>
  )
}
