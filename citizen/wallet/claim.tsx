import { claimHealthRecord } from '@consular/api'
import {
  Button,
  DateInput,
  type DateParts,
  ErrorSummary,
  type FieldError,
  joinDate,
  Notice,
  splitDate,
  TextInput,
  useWords,
} from '@consular/ui'
import { useState } from 'preact/hooks'
import { sentenceOf } from '../shell/sentence.ts'
import { ask } from '../shell/session.ts'
import { useWork } from '../shell/use-work.ts'

/** A record that a laboratory or clinic sent, claimed by the code that it handed out and the birth date of the person. */
export function Claim({ onClaimed }: { readonly onClaimed: () => void }) {
  const say = useWords()
  const work = useWork()
  const [code, setCode] = useState('')
  const [birth, setBirth] = useState<DateParts>(splitDate(''))
  const [empty, setEmpty] = useState(false)
  const [claimed, setClaimed] = useState(0)
  const errors: FieldError[] = []
  if (empty && code.trim() === '') errors.push({ id: 'claim', text: say('wallet.claim.code.empty') })
  if (empty && joinDate(birth) === '') errors.push({ id: 'claim-birth', text: say('wallet.claim.birth.empty') })
  if (work.refusal) errors.push({ id: 'claim', text: sentenceOf(say, work.refusal) })
  const errorOf = (id: string) => errors.find((error) => error.id === id)?.text
  const go = async () => {
    setEmpty(true)
    if (code.trim() === '' || joinDate(birth) === '') return
    const answer = await work.run(() =>
      ask(claimHealthRecord, { body: { code: code.trim().toUpperCase(), birthDate: joinDate(birth) } }),
    )
    if (!answer) return
    setCode('')
    setEmpty(false)
    setClaimed(claimed + 1)
    onClaimed()
  }
  return (
    <section class="stack" aria-labelledby="claiming">
      <h2 id="claiming">{say('wallet.claim')}</h2>
      <ErrorSummary errors={errors} />
      <div role="status">{claimed > 0 && <Notice tone="good">{say('wallet.claim.done')}</Notice>}</div>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <TextInput
          id="claim"
          label={say('wallet.claim.code')}
          hint={say('wallet.claim.code.hint')}
          error={errorOf('claim')}
          width="medium"
          mono
          value={code}
          onChange={setCode}
          typing={{ autocomplete: 'off', maxLength: 40, spellcheck: false, autoCapitalize: 'characters' }}
        />
        <DateInput
          id="claim-birth"
          label={say('wallet.claim.birth')}
          hint={say('wallet.claim.birth.hint')}
          error={errorOf('claim-birth')}
          value={birth}
          onChange={setBirth}
        />
        <Button type="submit" busy={work.busy}>
          {say('wallet.claim.do')}
        </Button>
      </form>
    </section>
  )
}
