import { letIn, sealCase } from '@consular/api'
import { Button, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { listOf } from '../shell/names.ts'
import { type CaseProps, Section, useAct } from './section.tsx'

/** Who may know of a case. */
export function SealPart({ found, onDone }: CaseProps) {
  const say = useWords()
  const send = useAct({ found, onDone })
  const [text, number] = [useSignal(''), useSignal('')]
  const names = found.work.confidants.map((each) => `${each.name} (${each.number})`)
  const admit = () => {
    if (/^\d{1,9}$/.test(number.value.trim())) send(letIn, { number: Number(number.value), text: text.value })
  }
  return (
    <Section id="seal" title={say('case.seal')} open={found.sealed}>
      <p class="small">{say('case.seal.about')}</p>
      {names.length > 0 && <p>{say('case.seal.list', { names: listOf(names) })}</p>}
      <TextInput
        id="seal-text"
        label={say('case.seal.text')}
        value={text.value}
        onChange={(next) => {
          text.value = next
        }}
      />
      <Button
        look={found.sealed ? 'plain' : 'urgent'}
        onPress={() => send(sealCase, { sealed: !found.sealed, text: text.value })}
      >
        {say(found.sealed ? 'case.seal.open' : 'case.seal.send')}
      </Button>
      <TextInput
        id="seal-number"
        width="short"
        typing={{ inputMode: 'numeric' }}
        label={say('case.seal.number')}
        value={number.value}
        onChange={(next) => {
          number.value = next
        }}
      />
      <Button look="plain" onPress={admit}>
        {say('case.seal.let-in')}
      </Button>
    </Section>
  )
}
