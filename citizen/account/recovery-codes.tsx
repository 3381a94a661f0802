import { Button, Notice, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { Screen } from '../shell/screen.tsx'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

/** New recovery codes, shown this once. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const say = useWords()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    setCopied(true)
  }
  return (
    <Screen title={say('recovery.title')} page="recovery">
      <p>{say('recovery.lead')}</p>
      <Notice tone="warn">
        <p>{say('recovery.once')}</p>
      </Notice>
      <ol class="card codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div class="buttons">
        <Button onPress={onDone}>{say('recovery.done')}</Button>
        <Button look="plain" onPress={() => void copy().catch(() => setCopied(false))}>
          {copied ? say('recovery.copied') : say('recovery.copy')}
        </Button>
      </div>
    </Screen>
  )
}
