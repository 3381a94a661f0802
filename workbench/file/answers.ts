import type { CaseFile } from '@consular/api'

/** The answer that holds the machine-readable zone as typed or pasted; it has its own place on the screen. */
export const mrzField = 'mrz'

/** Answers of one page of the form, in the order in which they were asked. */
export interface AnswerPage {
  readonly id: string
  readonly fields: readonly string[]
}

/** The answers that a person reads, page by page; those that no page knows come last. Pictures are shown beside them, not listed. */
export function answerPages(
  file: Pick<CaseFile, 'answers' | 'attachments'>,
  form: readonly AnswerPage[],
): readonly AnswerPage[] {
  const pictures = new Set(file.attachments.flatMap(({ id, kind }) => [id, kind]))
  const isPicture = (field: string) => pictures.has(field) || pictures.has(file.answers[field]?.value ?? '')
  const answered = (field: string) =>
    (file.answers[field]?.value ?? '') !== '' && field !== mrzField && !isPicture(field)
  const known = new Set(form.flatMap(({ fields }) => fields))
  const pages = form.map(({ id, fields }) => ({ id, fields: fields.filter(answered) }))
  const rest = Object.keys(file.answers).filter((field) => !known.has(field) && answered(field))
  return [...pages, { id: 'other', fields: rest }].filter(({ fields }) => fields.length > 0)
}

/** Was this answer written after the file was last returned? The officer looks at it first. */
export function isCorrected({ answers, steps }: Pick<CaseFile, 'answers' | 'steps'>, field: string): boolean {
  const returned = steps.findLast(({ move }) => move === 'return')
  const answer = answers[field]
  return (
    returned !== undefined && answer !== undefined && answer.at > Temporal.Instant.from(returned.at).epochMilliseconds
  )
}
