import type { OfficerMe } from '@consular/api'
import { Notice, useWords } from '@consular/ui'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { StepUp } from '../file/step-up.tsx'

interface FrameProps {
  readonly officer: OfficerMe
  readonly title: string
  /** Where one comes from; none on a first screen. */
  readonly back?: { readonly href: string; readonly label: string }
  readonly fault: string | null
  readonly good?: string | null
  readonly children: ComponentChildren
}

/** A screen of lists or rules: its heading, what went wrong or was done, and the passkey where it is asked for. */
export function TrustFrame({ officer, title, back, fault, good = null, children }: FrameProps) {
  const say = useWords()
  useEffect(() => {
    document.title = `${title} – ${say('workbench')}`
  }, [title, say])
  return (
    <div class="trust-screen stack">
      {back && (
        <p>
          <a href={back.href}>{back.label}</a>
        </p>
      )}
      <h1>{title}</h1>
      <div role="alert">{fault && <Notice tone="bad">{fault}</Notice>}</div>
      <div role="status">{good && <Notice tone="good">{good}</Notice>}</div>
      {children}
      <StepUp officer={officer} />
    </div>
  )
}
