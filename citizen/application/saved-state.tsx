import { useWords } from '@consular/ui'
import { session } from '../shell/session.ts'
import type { Draft } from '../store/drafts.ts'
import { online } from '../store/synchronise.ts'

/** Where what was written is now: on the phone, on its way, in the account. */
export function SavedState({ draft }: { readonly draft: Draft }) {
  const say = useWords()
  const away = !online.value || session.value === 'offline'
  const sentence = away ? 'form.offline' : draft.unsent ? 'form.saving' : 'form.saved'
  return (
    <p class="quiet small" role="status">
      {say(sentence)}
    </p>
  )
}
