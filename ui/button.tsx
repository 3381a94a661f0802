import type { ComponentChildren, JSX } from 'preact'

type Look = 'main' | 'plain' | 'urgent'

const lookClass = (look: Look) => (look === 'main' ? 'button' : `button ${look}`)

interface ButtonProps
  extends Pick<JSX.IntrinsicElements['button'], 'form' | 'name' | 'value' | 'lang' | 'aria-describedby'> {
  readonly children: ComponentChildren
  readonly type?: 'button' | 'submit'
  readonly look?: Look
  /** Work is going on: the button says so, stays focusable and does nothing. */
  readonly busy?: boolean
  readonly onPress?: () => void
}

/** A button. `busy` keeps it in the tab order, so that nobody loses her place. */
export function Button({ children, type = 'button', look = 'main', busy = false, onPress, ...rest }: ButtonProps) {
  const press = (event: Event) => {
    if (busy) event.preventDefault()
    else onPress?.()
  }
  return (
    <button {...rest} type={type} class={lookClass(look)} aria-disabled={busy ? 'true' : undefined} onClick={press}>
      {children}
    </button>
  )
}

interface LinkButtonProps {
  readonly href: string
  readonly children: ComponentChildren
  readonly look?: Look
  readonly download?: string | undefined
}

/** A link that looks like a button: it goes somewhere, also to `tel:` and `sms:`. */
export function LinkButton({ href, children, look = 'main', download }: LinkButtonProps) {
  return (
    <a class={lookClass(look)} href={href} download={download}>
      {children}
    </a>
  )
}

/** A small action in running text. */
export function TextButton({
  children,
  onPress,
}: {
  readonly children: ComponentChildren
  readonly onPress: () => void
}) {
  return (
    <button type="button" class="text-button" onClick={onPress}>
      {children}
    </button>
  )
}
