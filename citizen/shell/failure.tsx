import type { Refusal } from '@consular/domain/shared'
import { Notice, useWords } from '@consular/ui'
import { sentenceOf } from './sentence.ts'

/** What did not work, and what to do. Said aloud. */
export function Failure({ refusal }: { readonly refusal: Refusal | null }) {
  const say = useWords()
  return (
    <div role="alert">
      {refusal && (
        <Notice tone="bad" title={say('failed.title')}>
          <p>{sentenceOf(say, refusal)}</p>
        </Notice>
      )}
    </div>
  )
}
