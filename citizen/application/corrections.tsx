import { checkAnswer, type FormField, type Services } from '@consular/domain/application'
import { Button, ErrorSummary, type FieldError, Notice, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { today } from '../shell/clock.ts'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { change, type Draft, write } from '../store/drafts.ts'
import { online, synchronise, synchroniseSoon } from '../store/synchronise.ts'
import { FieldControl } from './fields.tsx'
import { answerOf, pagesOf } from './filling.ts'
import { fieldLabel } from './labels.ts'
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
  const wrong = (field: FormField): FieldError[] => {
    const typed = answerOf(draft, field)
    if (typed.trim() === '' && !field.required) return []
    const checked = checkAnswer(field, typed, today())
    if (checked.ok) return []
    const empty = checked.refusal.code === 'application.answer-empty'
    return [
      {
        id: field.id,
        text: empty ? say('form.missing', { label: fieldLabel(say, field.id) }) : sentenceOf(say, checked.refusal),
      },
    ]
  }
  const send = async () => {
    const found = fields.flatMap(wrong)
    setErrors(found)
    if (found.length > 0) return
    await change(draft.id, (newest) => ({ ...newest, submitting: true, refusal: null }))
    await synchronise()
  }
  return (
    <Screen title={say('correct.title')} caption={<span class="mono">{draft.view?.reference}</span>} back={home}>
      <ErrorSummary errors={errors} />
      <Failure refusal={draft.refusal} />
      <Defects draft={draft} />
      <p>{say('correct.lead')}</p>
      <form
        class="stack form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {fields.map((field) => (
          <FieldControl
            key={field.id}
            field={field}
            draft={draft.id}
            value={answerOf(draft, field)}
            error={errors.find(({ id }) => id === field.id)?.text}
            heading={false}
            onChange={(value) => {
              void write(draft.id, { [field.id]: value })
              if (errors.some(({ id }) => id === field.id)) setErrors(errors.filter(({ id }) => id !== field.id))
              synchroniseSoon()
            }}
          />
        ))}
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
      </form>
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
