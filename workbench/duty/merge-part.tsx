import { type AnswerOf, type AssistanceCaseView, listSimilarCases, mergeCase } from '@consular/api'
import { Button, Form, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { attempt } from '../health/send.ts'
import { listOf } from '../shell/names.ts'
import { go } from '../shell/navigate.ts'
import { ask } from '../shell/session.ts'
import { type CaseProps, Section, useAct } from './section.tsx'

/** Other cases that may be about the same person. The service suggests, an officer decides. */
export function MergePart({ found, onDone }: CaseProps) {
  const say = useWords()
  const similar = useSignal<AnswerOf<typeof listSimilarCases> | null>(null)
  const into = useSignal('')
  // The case that goes on is shown instead of the one that was merged.
  const onMerged = (next: AssistanceCaseView) => {
    onDone(next)
    go(`/workbench/duty/cases/${next.id}`)
  }
  const send = useAct({ found, onDone: onMerged })
  const look = () =>
    void attempt(
      () => ask(listSimilarCases, { params: { assistance: found.id } }),
      (cases) => {
        similar.value = cases
      },
    )
  return (
    <Section id="merge" title={say('case.merge')}>
      <p class="small">{say('case.merge.about')}</p>
      <Button look="plain" onPress={look}>
        {say('case.merge.look')}
      </Button>
      {similar.value?.length === 0 && <p>{say('case.merge.none')}</p>}
      <ul>
        {similar.value?.map((each) => (
          <li key={each.id}>
            <a href={`/workbench/duty/cases/${each.id}`}>{each.reference}</a>{' '}
            <span class="small">{listOf(each.reasons.map((reason) => say(`case.likeness.${reason}`)))}</span>{' '}
            <button
              type="button"
              class="link"
              onClick={() => {
                into.value = each.reference
              }}
            >
              {say('case.merge.into')}
              <span class="hidden"> {each.reference}</span>
            </button>
          </li>
        ))}
      </ul>
      <Form
        look="stack"
        label={say('case.merge.send')}
        onSend={() => send(mergeCase, { into: into.value.trim().toUpperCase() })}
      >
        <TextInput
          id="merge-into"
          width="medium"
          label={say('case.merge.into')}
          value={into.value}
          onChange={(next) => {
            into.value = next
          }}
        />
        <Button type="submit" look="plain">
          {say('case.merge.send')}
        </Button>
      </Form>
    </Section>
  )
}
