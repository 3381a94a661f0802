import type { Refusal } from '@consular/domain/shared'
import { Button, Dialog, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { Failure } from '../shell/failure.tsx'

interface ConfirmButtonProps {
  readonly id: string
  readonly label: string
  readonly title: string
  readonly text: string
  /** Does it; a refusal is shown in the dialog. */
  readonly onConfirm: () => Promise<Refusal | null>
}

/** A button whose deed cannot be undone: it asks first. */
export function ConfirmButton({ id, label, title, text, onConfirm }: ConfirmButtonProps) {
  const say = useWords()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const confirm = async () => {
    setBusy(true)
    const no = await onConfirm()
    setBusy(false)
    setRefusal(no)
    if (!no) setOpen(false)
  }
  return (
    <>
      <Button look="plain" onPress={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog id={id} title={title} open={open} onClose={() => setOpen(false)}>
        <p>{text}</p>
        <Failure refusal={refusal} />
        <div class="buttons">
          <Button look="urgent" busy={busy} onPress={() => void confirm()}>
            {label}
          </Button>
          <Button look="plain" onPress={() => setOpen(false)}>
            {say('cancel')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
