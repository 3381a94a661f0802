import { useLayoutEffect, useRef } from 'preact/hooks'
import { useWords } from './words.ts'

/** One thing to mend: the id of its control and the sentence. */
export interface FieldError {
  readonly id: string
  readonly text: string
  /** Where the control is, when it is on another page. */
  readonly href?: string
}

function focusControl(event: Event, id: string) {
  const control = document.getElementById(id)
  if (!control) return
  event.preventDefault()
  control.focus()
  control.closest('.field')?.scrollIntoView({ block: 'start' })
}

/** All errors of a page on top of it. It takes the focus when they are found, not while they are being mended one by one. */
export function ErrorSummary({ errors }: { readonly errors: readonly FieldError[] }) {
  const say = useWords()
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(0)
  useLayoutEffect(() => {
    if (errors.length > 0 && errors.length >= before.current) box.current?.focus()
    before.current = errors.length
  }, [errors])
  if (errors.length === 0) return null
  return (
    <div ref={box} class="summary-of-errors" role="alert" tabIndex={-1} aria-labelledby="summary-of-errors">
      <h2 id="summary-of-errors">{say('error.summary')}</h2>
      <ul role="list">
        {errors.map(({ id, text, href }) => (
          <li key={id}>
            <a href={href ?? `#${id}`} onClick={(event) => focusControl(event, id)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
