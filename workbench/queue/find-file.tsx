import { findFile } from '@consular/api'
import { useWords } from '@consular/ui'
import { signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { openFor } from './open-for.tsx'

const text = signal('')
const fault = signal<string | null>(null)

async function find(): Promise<void> {
  const reference = text.value.trim()
  if (!reference) return
  const answer = await ask(findFile, { params: { reference } })
  fault.value = answer.ok ? null : whyRefused(answer.refusal)
  if (!answer.ok) return
  text.value = ''
  openFor.value = answer.value.application
}

/** Finds a file by the reference that the applicant reads out. */
export function FindFile() {
  const say = useWords()
  const input = useRef<HTMLInputElement>(null)
  useShortcuts({ '/': () => input.current?.focus() })
  return (
    <form
      class="find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        void find()
      }}
    >
      <label class="hidden" for="find">
        {say('find.label')}
      </label>
      <input
        ref={input}
        id="find"
        class="input"
        value={text.value}
        placeholder={say('find.placeholder')}
        autocomplete="off"
        spellcheck={false}
        maxLength={20}
        aria-describedby={fault.value ? 'find-fault' : undefined}
        aria-invalid={fault.value ? 'true' : undefined}
        onInput={(event) => {
          text.value = event.currentTarget.value
          fault.value = null
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <button type="submit" class="button plain">
        {say('find.go')}
      </button>
      <p id="find-fault" class="find-fault" role="status">
        {fault.value}
      </p>
    </form>
  )
}
