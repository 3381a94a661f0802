import { Button, useWords } from '@consular/ui'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { sending } from './send.ts'

interface PanelFormProps {
  readonly id: string
  readonly title: string
  /** What the button that sends it says. */
  readonly sends: string
  /** Sends it; false where something in it is wrong, which then has the focus. */
  readonly onSend: () => boolean
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** A form that opens within a screen: its first question has the focus. */
export function PanelForm({ id, title, sends, onSend, onClose, children }: PanelFormProps) {
  const say = useWords()
  const box = useRef<HTMLFormElement>(null)
  const focus = (what: string) => box.current?.querySelector<HTMLElement>(what)?.focus()
  useEffect(() => focus('input, select, textarea'), [])
  return (
    <form
      ref={box}
      class="card stack panel source-form"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!onSend()) requestAnimationFrame(() => focus('[aria-invalid=true]'))
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
      <div class="buttons">
        <Button type="submit" busy={sending.value}>
          {sends}
        </Button>
        <Button look="plain" onPress={onClose}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  )
}
