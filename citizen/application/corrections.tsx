import type { Services } from '@consular/domain/application'
import { Button, ErrorSummary, type FieldError, Form, Notice, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import { change, type Draft, write } from '../store/drafts.ts'
import { online, synchronise } from '../store/synchronise.ts'
import { checkFields, FieldList } from './field-list.tsx'
import { pagesOf } from './filling.ts'
import { PrintedNames } from './printed-names.tsx'
import { SavedState } from './saved-state.tsx'
import { useDraft } from './use-draft.ts'

function Defects({ draft }: { readonly draft: Draft }) {
  const say = useWords()
  return (
    <Notice tone="warn" title={say('correct.defects')}>
      <ul>
        {draft.view?.defects.map(({ code, note }) => (
          <li key={code}>
            {say(`defect.${code}`)}
            {note && <p class="quote">{note}</p>}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

interface CorrectProps {
  readonly draft: Draft
  readonly services: Services
}

function Correct({ draft, services }: CorrectProps) {
  const say = useWords()
  const { route } = useLocation()
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const home = `/app/applications/${draft.id}`
  const returned = draft.view?.state === 'RETURNED'
  const fields = pagesOf(draft, services).flatMap((page) => page.fields)
  useEffect(() => {
    if (!returned) route(home, true)
  }, [returned])
  if (!returned) return null
  const send = async () => {
    const { errors: found, tidy } = checkFields(draft, fields, say)
    setErrors(found)
    if (found.length > 0) return
    await write(draft.id, tidy)
    await change(draft.id, (newest) => ({ ...newest, submitting: true, refusal: null }))
    await synchronise()
  }
  return (
    <Screen title={say('correct.title')} caption={<span class="mono">{draft.view?.reference}</span>} back={home}>
      <ErrorSummary errors={errors} />
      <Failure refusal={draft.refusal} />
      <Defects draft={draft} />
      <p>{say('correct.lead')}</p>
      <Form look="stack form" onSend={() => void send()}>
        <FieldList draft={draft} fields={fields} errors={errors} onErrors={setErrors} />
        {fields.some(({ kind }) => kind === 'latin-name') && <PrintedNames draft={draft} />}
        {draft.submitting && !online.value && (
          <Notice tone="warn" live>
            <p>{say('check.waiting')}</p>
          </Notice>
        )}
        <Button type="submit" busy={draft.submitting && online.value}>
          {say(draft.submitting && online.value ? 'check.sending' : 'check.resubmit')}
        </Button>
        <SavedState draft={draft} />
      </Form>
    </Screen>
  )
}

/** Corrections after a return: what is wrong, and only the fields that it concerns. */
export default function Corrections() {
  const { params } = useRoute()
  const { draft, services, refusal, again } = useDraft(params['application'] ?? '')
  return (
    <SignedIn>
      {draft && services ? <Correct draft={draft} services={services} /> : <Loading refusal={refusal} again={again} />}
    </SignedIn>
  )
}
