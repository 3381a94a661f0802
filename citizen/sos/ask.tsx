import { Situation } from '@consular/domain/assistance'
import { Button, Checkbox, TextArea, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { silent } from '../shell/silence.ts'
import { cryOut } from './cry-out.ts'
import { Numbers, useNear } from './numbers.tsx'
import { fix } from './where.ts'

const situations = Situation.options.filter((situation) => situation !== 'unsaid')

/** The question: what has happened. One tap sends; words, place and silence are there for whoever can use them. */
export function Ask({ onAsked }: { readonly onAsked: () => void }) {
  const say = useWords()
  const near = useNear()
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState(false)
  const ask = async (situation: string) => {
    if (busy) return
    setBusy(true)
    await cryOut({ situation, words, silent: silent.value, mission: near?.mission?.id ?? null })
    onAsked()
  }
  const numbers = <Numbers near={near} />
  return (
    <>
      <h1>{say(silent.value ? 'sos-app.neutral' : 'sos.title')}</h1>
      {!silent.value && numbers}
      <Checkbox
        id="sos-silent"
        option={{ label: say('sos.silent') }}
        checked={silent.value}
        onChange={(on) => {
          silent.value = on
        }}
      />
      <h2>{say('sos.choose')}</h2>
      <p>{say('sos.lead')}</p>
      <ul role="list" class="sos-kinds">
        {situations.map((situation) => (
          <li key={situation}>
            <Button look={silent.value ? 'plain' : 'urgent'} busy={busy} onPress={() => void ask(situation)}>
              {say(`situation.${situation}`)}
            </Button>
          </li>
        ))}
      </ul>
      <p class="quiet small">{say(fix.value ? 'sos-app.position.known' : 'sos-app.position.unknown')}</p>
      <TextArea id="sos-words" label={say('sos.words')} hint={say('sos.optional')} value={words} onChange={setWords} />
      <Button look="plain" busy={busy} onPress={() => void ask('unsaid')}>
        {say('sos.send')}
      </Button>
      <p class="quiet small">{say('sos.kept')}</p>
      {silent.value && numbers}
    </>
  )
}
