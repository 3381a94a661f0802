import type { CaseFile } from '@consular/api'
import { useWords } from '@consular/ui'
import { Key } from '../shell/key.tsx'
import { useShortcuts } from '../shell/shortcuts.ts'
import { type Action, actionsOf } from './actions.ts'
import { showPanel } from './case.ts'
import { draftOf } from './drafts.ts'
import { returnFilter } from './return-panel.tsx'

const look = ({ move, whyNot }: Action) =>
  move === 'accept' || move === 'recommend' || (move === 'approve' && whyNot === null) ? 'button' : 'button plain'

/** What can be done with the file; what is not permitted stays there, closed, with its reason. */
export function ActionBar({ file, officer }: { readonly file: CaseFile; readonly officer: string }) {
  const say = useWords()
  const actions = actionsOf(file, officer)
  const { panel } = draftOf(file.id)
  const open = ({ move, whyNot }: Action) => {
    if (whyNot === null) {
      returnFilter.value = ''
      showPanel(file.id, move)
    } else document.getElementById(`action-${move}`)?.focus()
  }
  useShortcuts(Object.fromEntries(actions.map((action) => [action.key, () => open(action)])))
  const reasons = [...new Set(actions.flatMap(({ whyNot }) => whyNot ?? []))]
  if (actions.length === 0) return <p class="actions quiet">{say('actions.none')}</p>
  return (
    <section class="actions" aria-label={say('actions.title')}>
      {reasons.length > 0 && (
        <ul role="list" class="why-not">
          {reasons.map((reason) => (
            <li key={reason} id={`why-not-${reason}`}>
              {say(`why-not.${reason}`, {
                moves: new Intl.ListFormat(document.documentElement.lang).format(
                  actions.filter(({ whyNot }) => whyNot === reason).map(({ move }) => say(`action.${move}`)),
                ),
              })}
            </li>
          ))}
        </ul>
      )}
      <div class="action-buttons">
        {actions.map((action) => (
          <button
            key={action.move}
            id={`action-${action.move}`}
            type="button"
            class={look(action)}
            aria-disabled={action.whyNot === null ? undefined : 'true'}
            aria-describedby={action.whyNot === null ? undefined : `why-not-${action.whyNot}`}
            aria-expanded={action.whyNot === null ? panel === action.move : undefined}
            onClick={() => open(action)}
          >
            {say(`action.${action.move}`)} <Key>{action.key}</Key>
          </button>
        ))}
      </div>
    </section>
  )
}
