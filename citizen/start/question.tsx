import { checkAnswer, fieldOf, type Services } from '@consular/domain/application'
import { Button, ErrorSummary, type FieldError, Form, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { FieldControl } from '../application/fields.tsx'
import { fieldLabel } from '../application/labels.ts'
import { today } from '../shell/clock.ts'
import { Loading } from '../shell/loading.tsx'
import { Missing } from '../shell/missing.tsx'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { addressBefore, nextAddress, useWizard } from './use-wizard.ts'
import { answer, type Wizard, wizard } from './wizard.ts'

function QuestionPage({ known, rules, id }: { readonly known: Wizard; readonly rules: Services; readonly id: string }) {
  const say = useWords()
  const { route } = useLocation()
  const field = fieldOf(id)
  const [value, setValue] = useState(known.answers[id]?.value ?? '')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  if (!field) return <Missing />
  const goOn = async () => {
    const checked = checkAnswer(field, value, today())
    if (!checked.ok) return setErrors([{ id, text: sentenceOf(say, checked.refusal) }])
    await answer({ [id]: checked.value })
    route(nextAddress(wizard.value ?? known, rules))
  }
  return (
    <Screen title={fieldLabel(say, id)} titleInside back={addressBefore(known, rules, id)} page={id}>
      <ErrorSummary errors={errors} />
      <Form look="stack form" onSend={() => void goOn()}>
        <FieldControl
          field={{ ...field, required: true }}
          draft=""
          value={value}
          error={errors[0]?.text}
          heading
          onChange={setValue}
        />
        <Button type="submit">{say('continue')}</Button>
      </Form>
    </Screen>
  )
}

/** One plain question of the wizard. */
export default function Question() {
  const { params } = useRoute()
  const { ready, refusal, again } = useWizard()
  if (!ready) return <Loading refusal={refusal} again={again} />
  const id = params['question'] ?? ''
  return <QuestionPage key={id} known={ready.wizard} rules={ready.rules} id={id} />
}
