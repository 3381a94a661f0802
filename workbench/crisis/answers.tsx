import { answerForPerson, type BodyOf, type CrisisPerson, leavePerson } from '@consular/api'
import type { PersonState, Saying } from '@consular/domain/crisis'
import { Button, freshId, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { attempt, sending } from '../health/send.ts'
import { ask } from '../shell/session.ts'

/** Logs what an officer learnt. The id is made here: a second press is the same answer. */
export const sendAnswer = (
  {
    crisis,
    person,
    says,
    text,
  }: { readonly crisis: string; readonly person: string; readonly says: Saying; readonly text: string },
  onDone: (person: CrisisPerson) => void,
): Promise<void> => {
  const params = { crisis, person, answer: freshId() }
  const body: BodyOf<typeof answerForPerson> = text === '' ? { says } : { says, text }
  return attempt(() => ask(answerForPerson, { params, body }), onDone)
}

/** What can be said of a person in her state. */
function sayingsFor(state: PersonState): readonly Saying[] {
  if (state === 'DECEASED' || state === 'ARRIVED') return []
  if (state === 'EVAC_LISTED') return ['boarded', 'arrived', 'unlisted', 'deceased']
  if (state === 'BOARDED') return ['arrived', 'deceased']
  const list: readonly Saying[] = state === 'SAFE' || state === 'NEEDS_HELP' || state === 'LOCATED' ? ['listed'] : []
  const unreachable: readonly Saying[] = state === 'CONTACT_TRIED' ? ['unreachable'] : []
  return ['safe', 'help', 'no-answer', ...unreachable, 'located', ...list, 'deceased']
}

interface ActsProps {
  readonly crisis: string
  readonly person: CrisisPerson
  readonly onDone: (person: CrisisPerson) => void
}

/** Everything that may be said of a person now, with a few words. */
export function Acts({ crisis, person, onDone }: ActsProps) {
  const say = useWords()
  const text = useSignal('')
  const send = (says: Saying) =>
    void sendAnswer({ crisis, person: person.id, says, text: text.value }, (next) => {
      text.value = ''
      onDone(next)
    })
  const leave = () =>
    void attempt(
      () => ask(leavePerson, { params: { crisis, person: person.id }, body: { reason: text.value } }),
      onDone,
    )
  return (
    <div class="stack-close">
      <TextInput
        id="act-text"
        label={say('crisis.words')}
        value={text.value}
        onChange={(next) => {
          text.value = next
        }}
      />
      <div class="crisis-acts">
        {sayingsFor(person.state).map((says) => (
          <Button key={says} look={says === 'safe' ? 'main' : 'plain'} busy={sending.value} onPress={() => send(says)}>
            {says === 'deceased' && person.deathSaidBy !== null
              ? say('crisis.says.deceased.second')
              : say(`crisis.says.${says}`)}
          </Button>
        ))}
        <Button look="plain" busy={sending.value} onPress={leave}>
          {say('crisis.leave')}
        </Button>
      </div>
    </div>
  )
}
