import { Button, Dialog, Radios, useWords } from '@consular/ui'
import { signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { addressOfFile, isPurpose, type Purpose, purposes } from '../file/case.ts'
import { go } from '../shell/navigate.ts'

/** The file that waits for a purpose before it is opened; null when none does. */
export const openFor = signal<string | null>(null)

/** Asks why a file is opened: the applicant will read who opened it and for what. */
export function OpenFor() {
  const say = useWords()
  const purpose = useSignal<Purpose>('question-from-applicant')
  useEffect(() => {
    if (openFor.value) document.querySelector<HTMLElement>('dialog[open] input:checked')?.focus()
  }, [openFor.value])
  const close = () => {
    openFor.value = null
  }
  const open = () => {
    const application = openFor.value
    close()
    if (application) go(addressOfFile(application, purpose.value))
  }
  return (
    <Dialog id="open-for" title={say('purpose.title')} open={openFor.value !== null} onClose={close}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          open()
        }}
      >
        <Radios
          id="purpose"
          label={say('purpose.label')}
          hint={say('purpose.hint')}
          options={purposes.map((value) => ({ value, label: say(`purpose.${value}`) }))}
          value={purpose.value}
          onChange={(value) => {
            if (isPurpose(value)) purpose.value = value
          }}
        />
        <div class="buttons">
          <Button type="submit">{say('purpose.open')}</Button>
          <Button look="plain" onPress={close}>
            {say('cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
