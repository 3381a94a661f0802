import type { CaseFile } from '@consular/api'
import { TextInput, useWords } from '@consular/ui'
import { signal } from '@preact/signals'
import { nameOf } from '../shell/names.ts'
import { actionFault, type Purpose } from './case.ts'
import { catalogue, defectsByField, pagesOf } from './catalogue.ts'
import { decide } from './decide.ts'
import { noteDefect, toggleDefect } from './defects.ts'
import { changeDraft, type DraftDefect, draftOf } from './drafts.ts'
import { Panel } from './panel.tsx'

/** What the list of faults is narrowed to: a word of a field or of a fault. */
export const returnFilter = signal('')

interface FaultProps {
  readonly code: string
  readonly field: string
  readonly ticked: DraftDefect | undefined
  readonly onToggle: () => void
  readonly onNote: (note: string) => void
}

function Fault({ code, field, ticked, onToggle, onNote }: FaultProps) {
  const say = useWords()
  const id = `defect-${field}-${code}`
  const name = nameOf('defect', code)
  return (
    <div class="fault">
      <label>
        <input id={id} type="checkbox" checked={ticked !== undefined} onChange={onToggle} />
        <span>{name}</span>
      </label>
      {ticked && (
        <input
          class="input"
          aria-label={say('return.note', { fault: name })}
          placeholder={say('return.note.hint')}
          maxLength={1000}
          value={ticked.note}
          onInput={(event) => onNote(event.currentTarget.value)}
        />
      )}
    </div>
  )
}

/** Faults that the filter leaves, and those that are ticked in any case. */
function faultsOf(file: CaseFile) {
  const order = pagesOf(file.service).flatMap(({ fields }) => fields)
  const { defects } = draftOf(file.id)
  const words = returnFilter.value.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (field: string, code: string) => {
    const text = `${nameOf('field', field)} ${nameOf('defect', code)} ${code}`.toLowerCase()
    return (
      words.every((word) => text.includes(word)) || defects.some((each) => each.code === code && each.field === field)
    )
  }
  return defectsByField(catalogue.value?.defects ?? [], order)
    .map(({ field, codes }) => ({ field, codes: codes.filter((code) => fits(field, code)) }))
    .filter(({ codes }) => codes.length > 0)
}

/** Enter in the filter goes to what was found; it does not send. */
function toFirstFault(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  document.querySelector<HTMLElement>('.faults input')?.focus()
}

/** Returns a file for correction: faults of the catalogue, by field, each with a word to the applicant if one helps. */
export function ReturnPanel({
  file,
  purpose,
  closed,
}: {
  readonly file: CaseFile
  readonly purpose: Purpose
  readonly closed?: string | undefined
}) {
  const say = useWords()
  const { defects } = draftOf(file.id)
  const faults = faultsOf(file)
  const change = (next: readonly DraftDefect[]) => changeDraft(file.id, { defects: next })
  const send = () => {
    if (defects.length === 0) actionFault.value = say('return.none')
    else void decide('return', purpose)
  }
  return (
    <Panel application={file.id} move="return" closed={closed} onSend={send}>
      <div data-first onKeyDown={toFirstFault}>
        <TextInput
          id="return-filter"
          label={say('return.filter')}
          value={returnFilter.value}
          onChange={(text) => {
            returnFilter.value = text
          }}
        />
      </div>
      {faults.length === 0 && (
        <p class="quiet">{say(catalogue.value ? 'return.nothing-found' : 'return.no-catalogue')}</p>
      )}
      <div class="faults">
        {faults.map(({ field, codes }) => (
          <fieldset key={field}>
            <legend>{nameOf('field', field)}</legend>
            {codes.map((code) => (
              <Fault
                key={code}
                code={code}
                field={field}
                ticked={defects.find((each) => each.code === code && each.field === field)}
                onToggle={() => change(toggleDefect(defects, code, field))}
                onNote={(note) => change(noteDefect(defects, { code, field, note }))}
              />
            ))}
          </fieldset>
        ))}
      </div>
      <p role="status">{say('return.count', { count: defects.length })}</p>
    </Panel>
  )
}
