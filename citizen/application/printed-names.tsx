import { printedNames, umlautForms } from '@consular/domain/person'
import { MrzLines, useWords } from '@consular/ui'
import type { Draft } from '../store/drafts.ts'

/** The names as the machine-readable line will bear them, without its fillers at the end; null while they cannot be printed. */
export function printedNameOf(draft: Draft): string | null {
  const value = (field: string) => draft.answers[field]?.value ?? ''
  const umlautForm = umlautForms.find((known) => known === value('umlaut-form'))
  const printed = printedNames({
    surname: value('surname'),
    givenNames: value('given-names'),
    ...(umlautForm ? { umlautForm } : {}),
  })
  return printed.ok ? printed.value : null
}

/** How the name will be printed, to be compared with the old passport. */
export function PrintedNames({ draft }: { readonly draft: Draft }) {
  const say = useWords()
  const printed = printedNameOf(draft)
  if (printed === null) return null
  return (
    <section class="stack stack-tight" aria-labelledby="printed">
      <h2 id="printed">{say('form.printed')}</h2>
      <p class="printed-latin">{printed.replace(/<+$/, '').replace('<<', ', ').replaceAll('<', ' ')}</p>
      <MrzLines label={say('form.printed.names')} lines={[printed]} />
      <p class="quiet small">{say('form.printed.check')}</p>
    </section>
  )
}
