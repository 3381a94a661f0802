import { prefill, type Services } from '@consular/domain/application'
import { parseMrz } from '@consular/domain/person'
import { Button, ErrorSummary, type FieldError, Form, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { today } from '../shell/clock.ts'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import { type Draft, write } from '../store/drafts.ts'
import { synchronise } from '../store/synchronise.ts'
import { checkFields, FieldList } from './field-list.tsx'
import { pagesOf } from './filling.ts'
import { fieldLabel } from './labels.ts'
import { PrintedNames } from './printed-names.tsx'
import { SavedState } from './saved-state.tsx'
import { useDraft } from './use-draft.ts'

/** What the passport's lines say goes into the fields that are still empty. */
function fromMrz(draft: Draft, tidy: { readonly [field: string]: string }): { readonly [field: string]: string } {
  const mrz = tidy['mrz'] === undefined ? null : parseMrz(tidy['mrz'], today())
  if (!mrz?.ok) return {}
  return Object.fromEntries(Object.entries(prefill(mrz.value)).filter(([field]) => !draft.answers[field]?.value))
}

interface PageFormProps {
  readonly draft: Draft
  readonly services: Services
  readonly pageId: string
}

function PageForm({ draft, services, pageId }: PageFormProps) {
  const say = useWords()
  const { route } = useLocation()
  const pages = pagesOf(draft, services)
  const index = pages.findIndex(({ id }) => id === pageId)
  const page = pages[index]
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const home = `/app/applications/${draft.id}`
  const editable = draft.view === null || draft.view.state === 'DRAFT'
  useEffect(() => {
    if (!page || !editable) route(home, true)
  }, [page === undefined, editable])
  if (!page) return null
  const goOn = async () => {
    const { errors: found, tidy } = checkFields(draft, page.fields, say)
    setErrors(found)
    if (found.length > 0) return
    await write(draft.id, { ...fromMrz(draft, tidy), ...tidy })
    void synchronise()
    const next = pages[index + 1]
    route(next ? `${home}/form/${next.id}` : `${home}/check`)
  }
  const before = pages[index - 1]
  const single = page.fields.length === 1
  const title = single ? fieldLabel(say, page.fields[0]?.id ?? '') : say(`page.${page.id}`)
  return (
    <Screen
      title={title}
      caption={say('form.step', { step: index + 1, steps: pages.length + 1 })}
      titleInside={single}
      back={before ? `${home}/form/${before.id}` : home}
      page={pageId}
    >
      <ErrorSummary errors={errors} />
      <Failure refusal={draft.refusal} />
      <Form look="stack form" onSend={() => void goOn()}>
        <FieldList draft={draft} fields={page.fields} errors={errors} heading={single} onErrors={setErrors} />
        {page.id === 'names' && <PrintedNames draft={draft} />}
        <div class="stack stack-tight">
          <Button type="submit">{say('continue')}</Button>
          <SavedState draft={draft} />
        </div>
      </Form>
    </Screen>
  )
}

/** One page of the form. What is written stays on the phone at once, and in the account as soon as the line allows. */
export default function FormPage() {
  const { params } = useRoute()
  const { draft, services, refusal, again } = useDraft(params['application'] ?? '')
  const page = params['page'] ?? ''
  return (
    <SignedIn>
      {draft && services ? (
        <PageForm key={page} draft={draft} services={services} pageId={page} />
      ) : (
        <Loading refusal={refusal} again={again} />
      )}
    </SignedIn>
  )
}
