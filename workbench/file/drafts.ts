import { signal } from '@preact/signals'

/** A fault that the officer has ticked: the code, the field that it reopens, and maybe a word to the applicant. */
export interface DraftDefect {
  readonly code: string
  readonly field: string
  readonly note: string
}

/** What an officer has typed about a file and not yet sent. */
export interface Draft {
  /** The move whose form is open. */
  readonly panel: string | null
  readonly defects: readonly DraftDefect[]
  readonly ground: string
  readonly explanation: string
  readonly sendBackReason: string
  readonly scan: string | null
  readonly resolutions: { readonly [warning: string]: string }
}

const blank: Draft = {
  panel: null,
  defects: [],
  ground: '',
  explanation: '',
  sendBackReason: '',
  scan: null,
  resolutions: {},
}

/** Typed text by file, in the memory of this page alone: it outlives an expired session and a lost race, and nothing else. */
const drafts = signal<{ readonly [application: string]: Draft }>({})

/** What was typed about a file. */
export const draftOf = (application: string): Draft => drafts.value[application] ?? blank

/** Changes what was typed about a file. */
export function changeDraft(application: string, change: Partial<Draft>): void {
  drafts.value = { ...drafts.value, [application]: { ...draftOf(application), ...change } }
}

/** Forgets what was typed about a file: it was sent. */
export function forgetDraft(application: string): void {
  const { [application]: _, ...rest } = drafts.value
  drafts.value = rest
}

/** Forgets everything: another officer sits down. */
export function forgetDrafts(): void {
  drafts.value = {}
}
