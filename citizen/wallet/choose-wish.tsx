import {
  type AnswerOf,
  adviseFamilies,
  type HealthRecordView,
  type IssuedCertificate,
  IssuedFamily,
  issueCertificate,
} from '@consular/api'
import type { Say } from '@consular/messages/format.ts'
import { Button, Notice, type Option, Radios, Select, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { account, ask } from '../shell/session.ts'
import { useWork } from '../shell/use-work.ts'
import { dateText } from '../shell/when.ts'
import { countryOptions } from './countries.ts'
import { saidOr } from './describe.ts'
import { makeHolderKey } from './holder-key.ts'
import { heldFrom, keep } from './holdings.ts'
import { newCertificateId } from './move-here.ts'
import { recordTitle } from './record-text.ts'
import { synchroniseWallet } from './synchronise.ts'

type Advice = AnswerOf<typeof adviseFamilies>['families'][number]

/** Which families a country reads; empty until it is known. */
function useAdvice(country: string) {
  const work = useWork()
  const [advice, setAdvice] = useState<readonly Advice[]>([])
  useEffect(() => {
    let left = false
    setAdvice([])
    const learn = async () => {
      const answer = await work.run(() => ask(adviseFamilies, { params: { country } }))
      if (answer && !left) setAdvice(answer.value.families)
    }
    if (country !== '') void learn()
    return () => {
      left = true
    }
  }, [country])
  return { advice, refusal: work.refusal }
}

/** A family that a country reads, with the reason, and from where and of when that is known. */
function adviceOption(say: Say, { family, reason, source, date }: Advice): Option {
  const why = saidOr(say, `wallet.advice.${reason}`, reason)
  return {
    value: family,
    label: say(`family.${family}`),
    hint: (
      <>
        {why} <span class="small">{say('wallet.advice.source', { source, date: dateText(date) })}</span>
      </>
    ),
  }
}

/** A family for whoever knows what is wanted. */
const familyOption = (say: Say, family: IssuedFamily): Option => ({
  value: family,
  label: say(`family.${family}`),
  hint: say(`wallet.about.${family}`),
})

interface ChooseWishProps {
  readonly records: readonly HealthRecordView[]
  readonly onBack: () => void
  readonly onIssued: (issued: IssuedCertificate) => void
}

/** What the certificate is for: a country that reads it, whose best family is proposed, or a family. Issued, it is stored on this phone alone. */
export function ChooseWish({ records, onBack, onIssued }: ChooseWishProps) {
  const say = useWords()
  const work = useWork()
  const [id] = useState(newCertificateId)
  const [way, setWay] = useState<'country' | 'family'>('country')
  const [country, setCountry] = useState('')
  const [chosen, setChosen] = useState('')
  const [empty, setEmpty] = useState(false)
  const { advice, refusal } = useAdvice(way === 'country' ? country : '')
  const options =
    way === 'family'
      ? IssuedFamily.options.map((each) => familyOption(say, each))
      : advice.map((each) => adviceOption(say, each))
  const family = options.some(({ value }) => value === chosen)
    ? chosen
    : way === 'country'
      ? options[0]?.value
      : undefined
  const issue = async () => {
    const wanted = IssuedFamily.safeParse(family)
    setEmpty(!wanted.success)
    if (!wanted.success) return
    // The first family of a country is left to the service: where the records cannot be said in it, the next one is issued and the reason told.
    const wish = way === 'country' && family === options[0]?.value ? { country } : { family: wanted.data }
    const mayBind =
      wanted.data === 'sd-jwt-vc' || ('country' in wish && advice.some((each) => each.family === 'sd-jwt-vc'))
    const answer = await work.run(async () => {
      const made = await ask(issueCertificate, {
        params: { certificate: id },
        body: {
          records: records.map((record) => record.id),
          wish,
          ...(mayBind ? { holderKey: await makeHolderKey() } : {}),
        },
      })
      if (made.ok) await keep(heldFrom(made.value, account.value))
      return made
    })
    if (!answer) return
    void synchroniseWallet()
    onIssued(answer.value)
  }
  return (
    <Screen title={say('wallet.wish')} page="wish">
      <ul class="list-plain">
        {records.map((record) => (
          <li key={record.id}>{recordTitle(say, record.entry)}</li>
        ))}
      </ul>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void issue()
        }}
      >
        <Radios
          id="way"
          label={say('wallet.wish.way')}
          options={[
            { value: 'country', label: say('wallet.wish.country') },
            { value: 'family', label: say('wallet.wish.family') },
          ]}
          value={way}
          onChange={(value) => setWay(value === 'family' ? 'family' : 'country')}
        />
        {way === 'country' && (
          <Select
            id="country"
            label={say('wallet.wish.which')}
            error={empty && country === '' ? say('wallet.wish.which.empty') : undefined}
            options={[{ value: '', label: say('wallet.wish.which.none') }, ...countryOptions(say)]}
            value={country}
            onChange={setCountry}
          />
        )}
        <Failure refusal={refusal} />
        {options.length > 0 && (
          <Radios
            id="family"
            label={say(way === 'country' ? 'wallet.wish.reads' : 'wallet.wish.kind')}
            error={empty && family === undefined ? say('wallet.wish.kind.empty') : undefined}
            options={options}
            value={family ?? ''}
            onChange={setChosen}
          />
        )}
        <Notice>
          <p>{say('wallet.wish.privacy')}</p>
        </Notice>
        <Failure refusal={work.refusal} />
        <div class="buttons">
          <Button type="submit" busy={work.busy}>
            {say('wallet.wish.issue')}
          </Button>
          <Button look="plain" onPress={onBack}>
            {say('back')}
          </Button>
        </div>
      </form>
    </Screen>
  )
}
