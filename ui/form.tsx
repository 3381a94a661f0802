import type { ComponentChildren } from 'preact'

interface FormProps {
  readonly look?: 'stack' | 'stack form' | 'trust-form'
  readonly onSend: () => void
  readonly children: ComponentChildren
}

/** A form that its page sends by itself: the browser neither checks it, in words of its own, nor leaves the page. */
export const Form = ({ look = 'stack', onSend, children }: FormProps) => (
  <form
    class={look}
    noValidate
    onSubmit={(event) => {
      event.preventDefault()
      onSend()
    }}
  >
    {children}
  </form>
)
