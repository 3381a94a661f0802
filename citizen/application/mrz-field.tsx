import { type Mrz, parseMrz } from '@consular/domain/person'
import { MrzLines, Notice, TextArea, useWords } from '@consular/ui'
import { today } from '../shell/clock.ts'
import { sentenceOf } from '../shell/sentence.ts'
import { dateText } from '../shell/when.ts'
import { type FieldProps, useQuestion } from './fields.tsx'

const bare = (typed: string): string[] =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .split(/[\r\n]+/)
    .map((line) => line.replaceAll(/\s/g, ''))
    .filter(Boolean)

function Read({ mrz }: { readonly mrz: Mrz }) {
  const say = useWords()
  return (
    <Notice tone="good" title={say('mrz.read')} live>
      <p>{say('mrz.read.person', { name: `${mrz.surname} ${mrz.givenNames}`.trim(), number: mrz.documentNumber })}</p>
      <p>{say('mrz.read.expiry', { date: dateText(mrz.expiryDate) })}</p>
    </Notice>
  )
}

/** The two lines at the foot of the passport's page. Read while it is typed; a wrong digit is shown at its place. */
export function MrzField(props: FieldProps) {
  const say = useWords()
  const { value, onChange } = props
  const typed = value.trim()
  const answer = typed === '' ? null : parseMrz(typed, today())
  const data = answer && !answer.ok ? answer.refusal.data : undefined
  const place =
    typeof data?.['line'] === 'number' && typeof data['position'] === 'number'
      ? [{ line: data['line'] - 1, column: data['position'] - 1 }]
      : []
  const whole = bare(typed).join('').length >= 88
  const question = useQuestion(props)
  const error = props.error ?? (whole && answer && !answer.ok ? sentenceOf(say, answer.refusal) : undefined)
  return (
    <div class="stack">
      <TextArea {...question} error={error} rows={3} mono spellcheck={false} value={value} onChange={onChange} />
      {whole && answer && !answer.ok && place.length > 0 && (
        <MrzLines label={say('mrz.place')} lines={bare(typed)} wrong={place} />
      )}
      {answer?.ok && <Read mrz={answer.value} />}
    </div>
  )
}
