import type { Refusal } from '@consular/domain/shared'
import { Button, useWords } from '@consular/ui'
import { Failure } from './failure.tsx'

/** In place of what is on its way: that it is on its way, or why it does not come, with another try. */
export function Loading({ refusal, again }: { readonly refusal: Refusal | null; readonly again: () => void }) {
  const say = useWords()
  if (!refusal) return <p role="status">{say('loading')}</p>
  return (
    <>
      <Failure refusal={refusal} />
      <Button look="plain" onPress={again}>
        {say('retry')}
      </Button>
    </>
  )
}
