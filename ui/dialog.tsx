import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface DialogProps {
  readonly id: string
  readonly title: string
  readonly open: boolean
  /** Called for Escape too: the owner closes it by setting `open`. */
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** A question that must be answered before anything else (the browser's own modal dialog: it keeps the focus and gives it back). */
export function Dialog({ id, title, open, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={`${id}-title`} onClose={onClose}>
      {open && (
        <div class="stack">
          <h2 id={`${id}-title`}>{title}</h2>
          {children}
        </div>
      )}
    </dialog>
  )
}
