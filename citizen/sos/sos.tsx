import { useWords } from '@consular/ui'
import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { now } from '../shell/clock.ts'
import { silent } from '../shell/silence.ts'
import { Ask } from './ask.tsx'
import { cries, useCries } from './cries.ts'
import { Leave } from './leave.tsx'
import type { Cry } from './outbox.ts'
import './sos.css'
import { Speaking } from './speak.tsx'
import { Told } from './told.tsx'

/** The person wants to ask anew, beside what she has asked before. */
const anew = signal(false)

/** Is a cry still what is going on? For two days, and as long as nobody holds it but this phone. */
const goesOn = ({ madeAt, state }: Cry): boolean =>
  state === null || Temporal.Instant.from(madeAt).until(now()).total('hours') < 48

/** Asking for help, with no account and no line: what this phone holds, what the service says of it, and the numbers to ring. */
export default function Sos() {
  return (
    <Speaking>
      <Frame>
        <Inside />
      </Frame>
    </Speaking>
  )
}

function Inside() {
  useCries()
  const [newest] = cries.value ?? []
  useEffect(() => {
    const before = newest?.silent === true
    if (before) silent.value = true
  }, [newest?.id])
  if (cries.value === null) return <p role="status">{useWords()('loading')}</p>
  const asks = anew.value || newest === undefined || !goesOn(newest)
  return asks ? (
    <Ask
      onAsked={() => {
        anew.value = false
      }}
    />
  ) : (
    <Told
      cry={newest}
      onAnew={() => {
        anew.value = true
      }}
    />
  )
}

/** The frame of these pages. In silence the window has a name that says nothing, and the page no colour. */
function Frame({ children }: { readonly children: ComponentChildren }) {
  const say = useWords()
  const frame = useRef<HTMLDivElement>(null)
  const neutral = silent.value
  useEffect(() => {
    document.title = neutral ? say('sos-app.neutral') : `${say('sos.title')} – ${say('service.name')}`
  }, [neutral, say])
  useLayoutEffect(() => {
    scrollTo(0, 0)
    frame.current?.focus({ preventScroll: true })
    return () => {
      silent.value = false
    }
  }, [])
  return (
    <div ref={frame} tabIndex={-1} class={neutral ? 'sos-frame neutral stack' : 'sos-frame stack'}>
      <Leave />
      {children}
    </div>
  )
}
