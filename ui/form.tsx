import type { ComponentChildren } from 'preact'

interface FormProps {
  readonly look?: 'stack' | 'stack form' | 'trust-form' | 'card stack'
  /** What the form is called, where no heading of the page does it. */
  readonly label?: string
  readonly onSend: () => void
  readonly children: ComponentChildren
}

/** A form that its page sends by itself: the browser neither checks it, in words of its own, nor leaves the page. */
export const Form = ({ look = 'stack', label, onSend, children }: FormProps) => (
  <form
    class={look}
    aria-label={label}
    noValidate
    onSubmit={(event) => {
      event.preventDefault()
      onSend()
    }}
  >
    {children}
  </form>
)
