import { BackLink } from '@consular/ui'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { spoken } from './language.ts'

interface ScreenProps {
  readonly title: string
  /** A line above the title: where in a longer way one is. */
  readonly caption?: ComponentChildren
  readonly back?: string
  readonly children: ComponentChildren
  /** The title is shown by the only question of the page. */
  readonly titleInside?: boolean
  /** Changes when another page of the same screen is shown. */
  readonly page?: string
}

let firstScreen = true

/** One page of the app: names the window, and puts the focus on its heading when it is entered, as a page load would. */
export function Screen({ title, caption, back, children, titleInside = false, page }: ScreenProps) {
  const frame = useRef<HTMLDivElement>(null)
  const name = spoken.value.say('service.name')
  useEffect(() => {
    document.title = `${title} – ${name}`
  }, [title, name])
  // Before the page is painted: later, it would take the focus from somebody who is typing already.
  useLayoutEffect(() => {
    if (firstScreen) firstScreen = false
    else {
      scrollTo(0, 0)
      const heading = frame.current?.querySelector<HTMLElement>('h1')
      heading?.setAttribute('tabindex', '-1')
      heading?.focus({ preventScroll: true })
    }
  }, [page])
  return (
    <div ref={frame} class="stack">
      {back && <BackLink href={back} />}
      {titleInside && caption && <p class="caption before-title">{caption}</p>}
      {!titleInside && (
        <h1>
          {caption && <span class="caption">{caption}</span>}
          {title}
        </h1>
      )}
      {children}
    </div>
  )
}
