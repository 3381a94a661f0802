import { Button, Notice, useWords } from '@consular/ui'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Key } from '../shell/key.tsx'
import { useShortcuts } from '../shell/shortcuts.ts'
import type { OfficerMove } from './actions.ts'
import { actionFault, busy, showPanel } from './case.ts'

interface PanelProps {
  readonly application: string
  readonly move: OfficerMove
  readonly onSend: () => void
  readonly children?: ComponentChildren
  /** Why the form cannot be sent although it is open: the file changed meanwhile. */
  readonly closed?: string | undefined
}

/** The form of a move, beside the file that it is about. Escape closes it, what was typed stays; Ctrl and Enter send it. */
export function Panel({ application, move, onSend, children, closed }: PanelProps) {
  const say = useWords()
  const box = useRef<HTMLFormElement>(null)
  const close = () => {
    showPanel(application, null)
    document.getElementById(`action-${move}`)?.focus()
  }
  useLayoutEffect(() => {
    // What is to be filled in first; where nothing is, the button that sends.
    const control = box.current?.querySelector<HTMLElement>('[data-first] :is(input, textarea)')
    const first = control ?? box.current?.querySelector<HTMLElement>('button[type=submit]')
    first?.focus()
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const fault = actionFault.value
  useEffect(() => {
    if (fault) box.current?.scrollIntoView({ block: 'start' })
  }, [fault])
  useShortcuts({ Escape: close })
  const send = () => {
    if (!closed && !busy.value) onSend()
  }
  return (
    <form
      ref={box}
      class="card stack panel"
      aria-labelledby="panel-title"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing) {
          event.stopPropagation()
          close()
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
      }}
    >
      <h2 id="panel-title">{say(`panel.${move}`)}</h2>
      <div class="panel-fault" role="alert">
        {actionFault.value && <Notice tone="bad">{actionFault.value}</Notice>}
        {closed && <Notice tone="warn">{closed}</Notice>}
      </div>
      <p id="panel-about">{say(`panel.${move}.about`)}</p>
      {children}
      <div class="buttons">
        <Button
          type="submit"
          look={move === 'refuse' ? 'urgent' : 'main'}
          busy={busy.value || closed !== undefined}
          aria-describedby="panel-about"
        >
          {say(`panel.${move}.send`)}
        </Button>
        <Button look="plain" onPress={close}>
          {say('cancel')} <Key>Esc</Key>
        </Button>
      </div>
    </form>
  )
}
