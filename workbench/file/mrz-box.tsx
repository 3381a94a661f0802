import { type CaseFile, recordScannedMrz } from '@consular/api'
import { documentNumberOf } from '@consular/domain/application'
import { Button, MrzLines, Notice, TextArea, useWords } from '@consular/ui'
import { listOf, whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { mrzField } from './answers.ts'
import { act, type Purpose } from './case.ts'
import { type Comparison, compare, isWholeScan, placeOfFault, type Reading } from './compare.ts'
import { changeDraft, draftOf } from './drafts.ts'

/** Today at this desk: two-digit years of a zone are read from it. */
const today = () => Temporal.Now.plainDateISO()

function NumberLine({
  label,
  number,
  wrong,
}: {
  readonly label: string
  readonly number: string
  readonly wrong: readonly number[]
}) {
  return (
    <tr>
      <th scope="row">{label}</th>
      {Array.from(number).map((sign, index) => (
        <td key={index} class={wrong.includes(index + 1) ? 'differs' : undefined}>
          {wrong.includes(index + 1) ? <mark>{sign}</mark> : sign}
        </td>
      ))}
    </tr>
  )
}

/** The two document numbers sign by sign, and what the check digit says about them. */
function Numbers({ comparison: { number, numbers } }: { readonly comparison: Comparison }) {
  const say = useWords()
  if (!numbers) return null
  const wrong = number?.positions ?? []
  return (
    <div class="stack stack-tight">
      <table class="signs" aria-label={say('mrz.numbers')}>
        <tbody>
          <NumberLine label={say('mrz.typed')} number={numbers.typed} wrong={wrong} />
          <NumberLine label={say('mrz.scanned')} number={numbers.scanned} wrong={wrong} />
        </tbody>
      </table>
      {number ? (
        <Notice tone="bad">
          <p>
            <strong>{say('mrz.differs', { count: wrong.length, places: listOf(wrong) })}</strong>
          </p>
          <p>
            {number.blind
              ? say('mrz.blind', { digit: number.printed })
              : say('mrz.check', { computed: number.computed, printed: number.printed })}
          </p>
        </Notice>
      ) : (
        <Notice tone="good">{say('mrz.same')}</Notice>
      )}
    </div>
  )
}

function Zone({
  title,
  reading,
  marks,
}: {
  readonly title: string
  readonly reading: Reading
  readonly marks: Comparison['different']
}) {
  return (
    <div>
      <h3 class="small">{title}</h3>
      <MrzLines
        lines={reading.lines}
        wrong={[...marks, ...placeOfFault(reading.fault)]}
        label={`${title}: ${reading.lines.join(' ')}`}
      />
      {reading.fault && <p class="wrong-text small">{whyRefused(reading.fault)}</p>}
    </div>
  )
}

/** The machine-readable zone as typed against the one that is scanned here, sign by sign. */
export function MrzBox({ file, purpose }: { readonly file: CaseFile; readonly purpose: Purpose }) {
  const say = useWords()
  const typing = draftOf(file.id).scan
  const scan = typing?.trim() ? typing : (file.scannedMrz ?? '')
  const comparison = compare(
    {
      typedMrz: file.answers[mrzField]?.value ?? '',
      typedNumber: documentNumberOf(file.answers, today()),
      scan,
    },
    today(),
  )
  const keep = (mrz: string) =>
    act({
      purpose,
      send: ({ version }) =>
        ask(recordScannedMrz, { params: { application: file.id }, body: { version, mrz: mrz.trim() } }),
      onDone: () => changeDraft(file.id, { scan: null }),
    })
  useShortcuts({ s: () => document.getElementById('scan')?.focus() })
  return (
    <section class="card stack" aria-labelledby="mrz-title">
      <h2 id="mrz-title">{say('mrz.title')}</h2>
      {comparison.typed && <Zone title={say('mrz.typed')} reading={comparison.typed} marks={comparison.different} />}
      {comparison.scanned && (
        <Zone title={say('mrz.scanned')} reading={comparison.scanned} marks={comparison.different} />
      )}
      <Numbers comparison={comparison} />
      <form
        class="stack stack-tight scan"
        onSubmit={(event) => {
          event.preventDefault()
          void keep(typing ?? '')
        }}
      >
        <TextArea
          id="scan"
          label={say('mrz.scan')}
          hint={say('mrz.scan.hint')}
          rows={2}
          mono
          spellcheck={false}
          value={typing ?? ''}
          onChange={(text) => {
            changeDraft(file.id, { scan: text })
            if (isWholeScan(text)) void keep(text)
          }}
        />
        {typing?.trim() && (
          <Button type="submit" look="plain">
            {say('mrz.keep')}
          </Button>
        )}
        {file.scannedMrz !== null && !typing?.trim() && <p class="quiet small">{say('mrz.kept')}</p>}
      </form>
    </section>
  )
}
