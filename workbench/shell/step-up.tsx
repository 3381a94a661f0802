import { type OfficerMe, stepUp, stepUpAsExampleOfficer, stepUpOptions } from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { Button, Dialog, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { whyRefused } from './names.ts'
import { touchPasskey } from './passkey.ts'
import { ask, welcome } from './session.ts'
import { waitingForPasskey } from './with-passkey.ts'

async function touch(): Promise<Result<OfficerMe>> {
  const ceremony = await ask(stepUpOptions, {})
  if (!ceremony.ok) return ceremony
  const answer = await touchPasskey(ceremony.value)
  return answer.ok ? ask(stepUp, { body: answer.value }) : answer
}

/** One click for an example officer; an officer with a passkey of her own uses it in a demonstration too. */
async function stepUpInDemonstration(): Promise<Result<OfficerMe>> {
  const answer = await ask(stepUpAsExampleOfficer, {})
  return !answer.ok && answer.refusal.code === 'officer.unknown' ? touch() : answer
}

/** The passkey once more, before a decision that issues or refuses; then the decision goes on by itself. */
export function StepUp({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const fault = useSignal<string | null>(null)
  const busy = useSignal(false)
  const open = waitingForPasskey.value !== null
  useEffect(() => {
    fault.value = null
    if (open) document.querySelector<HTMLElement>('#step-up-go button')?.focus()
  }, [open])
  const close = () => {
    waitingForPasskey.value = null
  }
  const goOn = async (proof: () => Promise<Result<OfficerMe>>) => {
    const waiting = waitingForPasskey.value
    busy.value = true
    const answer = await proof()
    busy.value = false
    fault.value = answer.ok ? null : whyRefused(answer.refusal)
    if (!answer.ok || !waiting) return
    welcome(answer.value)
    waitingForPasskey.value = null
    await waiting()
  }
  const proof = officer.demonstration ? stepUpInDemonstration : touch
  return (
    <Dialog id="step-up" title={say('step-up.title')} open={open} onClose={close}>
      <p>{say('step-up.about')}</p>
      <p class="wrong-text" role="alert">
        {fault.value}
      </p>
      <div class="buttons" id="step-up-go">
        <Button busy={busy.value} onPress={() => void goOn(proof)}>
          {officer.demonstration ? say('step-up.example', { name: officer.officer.name }) : say('step-up.passkey')}
        </Button>
        <Button look="plain" onPress={close}>
          {say('cancel')}
        </Button>
      </div>
    </Dialog>
  )
}
