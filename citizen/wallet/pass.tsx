import { read } from '@consular/certificate'
import { Button, Notice, type Option, Radios, TextInput, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { useWork } from '../shell/use-work.ts'
import { Border } from './border.tsx'
import { countryText, writtenDate } from './describe.ts'
import { type Look, useLooks } from './looks.ts'
import { isDemonstration } from './parts.tsx'
import { acceptances, askedBy, makePass } from './selective.ts'
import type { WalletPage } from './wallet.tsx'

function ChoosePass({ look, onMade }: { readonly look: Look; readonly onMade: (text: string) => void }) {
  const say = useWords()
  const work = useWork()
  const met = acceptances(look.reading)
  const [shown, setShown] = useState(met.length > 0 ? '0' : 'name')
  const [request, setRequest] = useState('')
  const asked = askedBy(request)
  const unreadable = request.trim() !== '' && asked === null
  const options: Option[] = met.map(({ ruleSet, until }, place) => ({
    value: String(place),
    label: say('wallet.pass.rule', { country: /^[A-Z]{2}$/.test(ruleSet) ? countryText(say, ruleSet) : ruleSet }),
    hint: until ? say('wallet.pass.until', { date: writtenDate(until) ?? '' }) : undefined,
  }))
  options.push({ value: 'name', label: say('wallet.pass.name'), hint: say('wallet.pass.name.hint') })
  const go = async () => {
    if (unreadable || 'fault' in look.reading) return
    const { payload } = look.reading
    const acceptance = shown === 'name' ? null : Number(shown)
    const made = await work.run(() => makePass(look.held.text, payload, { acceptance, asked }))
    if (made) onMade(made.value)
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      {met.length === 0 && <Notice>{say('wallet.pass.no-rule')}</Notice>}
      <Radios id="shown" label={say('wallet.pass.shown')} options={options} value={shown} onChange={setShown} />
      <TextInput
        id="request"
        label={say('wallet.pass.request')}
        hint={say('wallet.pass.request.hint')}
        error={unreadable ? say('wallet.pass.request.wrong') : undefined}
        value={request}
        onChange={setRequest}
        typing={{ autocomplete: 'off', spellcheck: false }}
      />
      <Notice tone={asked ? 'good' : 'warn'}>
        <p>{asked ? say('wallet.pass.for', { audience: asked.audience }) : say('wallet.pass.for-anyone')}</p>
      </Notice>
      <Failure refusal={work.refusal} />
      <Button type="submit" busy={work.busy}>
        {say('wallet.pass.make')}
      </Button>
    </form>
  )
}

/** Showing no more than is asked: that a country’s rule is met, or the name alone. */
export function Pass({ id }: WalletPage) {
  const say = useWords()
  const { route } = useLocation()
  const looks = useLooks()
  const [made, setMade] = useState<string | null>(null)
  const look = looks?.find(({ held }) => held.id === id && held.family === 'sd-jwt-vc')
  if (made !== null && look) {
    const reading = read(made)
    const holder = 'fault' in reading ? {} : reading.holder
    const [met] = acceptances(reading)
    return (
      <Border
        texts={[made]}
        holder={holder}
        demonstration={isDemonstration(look)}
        note={met ? say('wallet.pass.shows-rule', { rule: met.ruleSet }) : undefined}
        onLeave={() => setMade(null)}
      />
    )
  }
  return (
    <Screen title={say('wallet.pass')} back={look ? `/app/wallet/certificate/${id}` : '/app/wallet'}>
      <p>{say('wallet.pass.lead')}</p>
      {look ? (
        <ChoosePass look={look} onMade={setMade} />
      ) : (
        <p role="status">{say(looks === null ? 'loading' : 'wallet.gone')}</p>
      )}
      {look && (
        <Button look="plain" onPress={() => route(`/app/wallet/certificate/${id}`)}>
          {say('back')}
        </Button>
      )}
    </Screen>
  )
}
