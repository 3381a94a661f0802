import { Field, FileChoice, type Question, useWords } from '@consular/ui'

interface FileQuestionProps extends Question {
  readonly accept?: string
  readonly onChoose: (files: readonly File[]) => void
}

/** A question that files answer, several at once. */
export function FileQuestion({ accept, onChoose, ...question }: FileQuestionProps) {
  const say = useWords()
  return (
    <Field {...question}>
      <FileChoice
        {...question}
        {...(accept ? { accept } : {})}
        choose={say('lists.choose')}
        multiple
        onChoose={onChoose}
      />
    </Field>
  )
}
