import { assignCase, moveCase } from '@consular/api'
import { Limit, officerMoves } from '@consular/domain/assistance'
import { Button, Form, Select, TextArea, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { Moment } from './moment.tsx'
import { type CaseProps, instantAt, optionsOf, Section, useAct } from './section.tsx'

/** Where a case can go from here, by a button each; and into whose hands. */
export function MovesPart({ found, onDone }: CaseProps) {
  const say = useWords()
  const send = useAct({ found, onDone })
  const [text, word, limit, number] = [useSignal(''), useSignal(''), useSignal<string>(''), useSignal('')]
  const moves = officerMoves.filter((move) => found.work.moves.includes(move))
  const move = (name: (typeof officerMoves)[number]) => {
    const [at, reason] = [instantAt(word.value, found.timeZone), Limit.safeParse(limit.value)]
    send(
      moveCase,
      {
        move: name,
        text: text.value,
        ...(at === null ? {} : { nextWordAt: at }),
        ...(name === 'decline' && reason.success ? { limit: reason.data } : {}),
      },
      () => {
        text.value = ''
        word.value = ''
      },
    )
  }
  const give = () => {
    if (/^\d{1,9}$/.test(number.value.trim())) send(assignCase, { number: Number(number.value) })
  }
  return (
    <Section id="moves" title={say('case.moves')} open={moves.length > 0}>
      {moves.length === 0 && <p>{say('case.moves.none')}</p>}
      <TextArea
        id="move-text"
        rows={2}
        label={say('case.moves.text')}
        value={text.value}
        onChange={(next) => {
          text.value = next
        }}
      />
      {moves.some((each) => each.startsWith('wait')) && (
        <Moment
          id="move-word"
          label={say('case.moves.word')}
          value={word.value}
          onChange={(next) => {
            word.value = next
          }}
        />
      )}
      {moves.includes('decline') && (
        <Select
          id="move-limit"
          label={say('case.moves.limit')}
          options={[{ value: '', label: '–' }, ...optionsOf('case.limit', found.work.limits)]}
          value={limit.value}
          onChange={(next) => {
            limit.value = next
          }}
        />
      )}
      <div class="duty-acts">
        {moves.map((name) => (
          <Button key={name} look={name === moves[0] ? 'main' : 'plain'} onPress={() => move(name)}>
            {say(`case.move.${name}`)}
          </Button>
        ))}
      </div>
      <Form look="stack" label={say('case.assign')} onSend={give}>
        <TextInput
          id="assign"
          width="short"
          typing={{ inputMode: 'numeric' }}
          label={say('case.assign')}
          value={number.value}
          onChange={(next) => {
            number.value = next
          }}
        />
        <Button type="submit" look="plain">
          {say('case.assign.send')}
        </Button>
      </Form>
    </Section>
  )
}
