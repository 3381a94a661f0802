import { Button, Dialog, Notice, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

/** An API key, this once: to be copied and handed over; closed, it is gone from the page too. */
export function ApiKeyDialog({ apiKey, onClose }: { readonly apiKey: string | null; readonly onClose: () => void }) {
  const say = useWords()
  const copied = useSignal(false)
  useEffect(() => {
    copied.value = false
  }, [apiKey])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(apiKey ?? '')
      copied.value = true
    } catch {
      // Where the page may not write there, the key is chosen, to be copied by hand.
      document.querySelector<HTMLInputElement>('#api-key')?.select()
    }
  }
  return (
    <Dialog id="api-key-dialog" title={say('sources.key.title')} open={apiKey !== null} onClose={onClose}>
      <Notice tone="warn">{say('sources.key.once')}</Notice>
      <div class="field">
        <label class="label" for="api-key">
          {say('sources.key')}
        </label>
        <input
          id="api-key"
          class="input mono"
          readOnly
          value={apiKey ?? ''}
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
      <p role="status">{copied.value && say('sources.key.copied')}</p>
      <div class="buttons">
        <Button onPress={() => void copy()}>{say('sources.key.copy')}</Button>
        <Button look="plain" onPress={onClose}>
          {say('sources.key.close')}
        </Button>
      </div>
    </Dialog>
  )
}
