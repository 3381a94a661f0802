import { type FormField, faultsOf, type Services } from '@consular/domain/application'
import type { Say } from '@consular/messages/format.ts'
import { Button, ErrorSummary, type FieldError, Notice, SummaryList, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { useMissionName } from '../find/use-mission.ts'
import { Failure } from '../shell/failure.tsx'
import { spoken } from '../shell/language.ts'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { dateText } from '../shell/when.ts'
import { change, type Draft } from '../store/drafts.ts'
import { online, synchronise } from '../store/synchronise.ts'
import { answerOf, fillingOf, pagesOf } from './filling.ts'
import { fieldLabel, optionLabel } from './labels.ts'
import { printedNameOf } from './printed-names.tsx'
import { serviceOf } from './services.ts'
import { useDraft } from './use-draft.ts'

const whole = /^\d{4}-\d\d-\d\d$/

/** An answer as it is read: options by their label, dates written out, a country by its name. */
function readable(say: Say, draft: Draft, field: FormField): string {
  const value = answerOf(draft, field)
  if (value === '') return say('check.empty')
  if (field.kind === 'choice') return optionLabel(say, field.id, value)
  if (field.kind === 'attachment') {
    const stored = draft.view?.attachments.some(({ id, state }) => id === value && state === 'stored')
    return say(stored ? 'check.picture.stored' : 'check.picture')
  }
  if (field.kind === 'country')
    return new Intl.DisplayNames(spoken.value.language, { type: 'region' }).of(value) ?? value
  return (field.kind === 'date' || field.kind === 'birth-date') && whole.test(value) ? dateText(value) : value
}

function faultList(say: Say, draft: Draft, services: Services): readonly FieldError[] {
  const service = serviceOf(services, draft.service)
  if (!service) return []
  const { missing, wrong } = faultsOf(service, fillingOf(draft, services))
  return [
    ...missing.map((id) => ({ id, text: say('form.missing', { label: fieldLabel(say, id) }) })),
    ...wrong.map(({ field, refusal }) => ({
      id: field,
      text: `${fieldLabel(say, field)}: ${sentenceOf(say, refusal)}`,
    })),
  ]
}

function Answers({ draft, services }: { readonly draft: Draft; readonly services: Services }) {
  const say = useWords()
  return (
    <>
      {pagesOf(draft, services).map((page) => (
        <section key={page.id} class="stack stack-tight" aria-labelledby={`page-${page.id}`}>
          <h2 id={`page-${page.id}`}>{say(`page.${page.id}`)}</h2>
          <SummaryList
            answers={page.fields.map((field) => ({
              key: field.id,
              term: fieldLabel(say, field.id),
              value:
                field.kind === 'mrz' ? (
                  <span class="mrz-small">{readable(say, draft, field)}</span>
                ) : (
                  readable(say, draft, field)
                ),
              change: {
                href: `/app/applications/${draft.id}/form/${page.id}`,
                label: say('change'),
                about: fieldLabel(say, field.id),
              },
            }))}
          />
        </section>
      ))}
    </>
  )
}

function Summary({ draft }: { readonly draft: Draft }) {
  const say = useWords()
  const mission = useMissionName(draft.mission)
  const printed = printedNameOf(draft)
  return (
    <SummaryList
      answers={[
        { key: 'service', term: say('check.document'), value: say(`service.${draft.service}`) },
        { key: 'mission', term: say('check.mission'), value: mission },
        ...(printed
          ? [{ key: 'printed', term: say('form.printed.names'), value: <span class="mrz-small">{printed}</span> }]
          : []),
      ]}
    />
  )
}

function CheckAnswers({ draft, services }: { readonly draft: Draft; readonly services: Services }) {
  const say = useWords()
  const { route } = useLocation()
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const home = `/app/applications/${draft.id}`
  const pageOf = (field: string) =>
    pagesOf(draft, services).find(({ fields }) => fields.some(({ id }) => id === field))?.id
  const submit = async () => {
    const faults = faultList(say, draft, services)
    setErrors(faults.map((fault) => ({ ...fault, href: `${home}/form/${pageOf(fault.id) ?? ''}` })))
    if (faults.length > 0) return
    await change(draft.id, (newest) => ({ ...newest, submitting: true, refusal: null }))
    await synchronise()
    route(home)
  }
  const last = pagesOf(draft, services).at(-1)
  return (
    <Screen title={say('check.title')} back={last ? `${home}/form/${last.id}` : home}>
      <ErrorSummary errors={errors} />
      <Failure refusal={draft.refusal} />
      <p>{say('check.lead')}</p>
      <Summary draft={draft} />
      <Answers draft={draft} services={services} />
      <p>{say('check.statement')}</p>
      {!online.value && (
        <Notice tone="warn">
          <p>{say('check.waiting')}</p>
        </Notice>
      )}
      <Button busy={draft.submitting && online.value} onPress={() => void submit()}>
        {draft.submitting && online.value ? say('check.sending') : say('check.submit')}
      </Button>
    </Screen>
  )
}

/** Check your answers, then submit. Pressing it again, or on a bad line, makes one application. */
export default function Check() {
  const { params } = useRoute()
  const { draft, services, refusal, again } = useDraft(params['application'] ?? '')
  return (
    <SignedIn>
      {draft && services ? (
        <CheckAnswers draft={draft} services={services} />
      ) : (
        <Loading refusal={refusal} again={again} />
      )}
    </SignedIn>
  )
}
