import { giveUpCertificate, type IssuedFamily, printCertificate } from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import { type Answer, Button, Dialog, LinkButton, Notice, SummaryList, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { account, ask } from '../shell/session.ts'
import { useWork } from '../shell/use-work.ts'
import { Corrected } from './corrected.tsx'
import { countryText, entryText, saidOr, writtenInstant } from './describe.ts'
import { download } from './download.ts'
import { change, drop } from './holdings.ts'
import { type Look, useLooks } from './looks.ts'
import { DemonstrationNotice, StateTag, useTitle } from './parts.tsx'
import { nameOf } from './people.ts'
import { hasCode } from './show.tsx'
import { synchroniseWallet } from './synchronise.ts'
import type { WalletPage } from './wallet.tsx'

function Facts({ look }: { readonly look: Look }) {
  const say = useWords()
  const { report, held, state } = look
  const rows: Answer[] = report.entries.map((entry, place) => ({
    key: `entry-${place}`,
    term: say('wallet.row.entry'),
    value: entryText(say, entry),
  }))
  rows.push({ key: 'family', term: say('wallet.row.family'), value: say(`family.${held.family}`) })
  const country = report.trustedCountry ?? report.issuer?.country
  if (country) rows.push({ key: 'country', term: say('wallet.row.country'), value: countryText(say, country) })
  const until = report.validity?.until
  if (until) rows.push({ key: 'until', term: say('wallet.row.until'), value: writtenInstant(until) })
  if (!held.own) {
    const why = saidOr(say, `code.${report.code}`, report.code)
    const text = report.code === 'ok' ? say('wallet.checked') : why
    rows.push({
      key: 'checked',
      term: say('wallet.row.checked'),
      value: state === 'unchecked' ? say('wallet.no-list') : text,
    })
  }
  return <SummaryList answers={rows} />
}

/** What can be taken away from here: paper, and files. */
function TakeAway({ look }: { readonly look: Look }) {
  const say = useWords()
  const work = useWork()
  const { held } = look
  const print = async () => {
    const family = held.family as IssuedFamily
    const made = await work.run(() => ask(printCertificate, { body: { text: held.text, family } }))
    if (made) download('certificate.pdf', 'application/pdf', made.value)
  }
  const [name, type] =
    held.family === 'shc'
      ? ['certificate.smart-health-card', 'application/smart-health-card']
      : ['certificate.txt', 'text/plain']
  return (
    <>
      <Failure refusal={work.refusal} />
      <div class="buttons">
        {held.own && (
          <Button look="plain" busy={work.busy} onPress={() => void print()}>
            {say('wallet.print')}
          </Button>
        )}
        <Button
          look="plain"
          onPress={() => download(name ?? '', type ?? '', new TextEncoder().encode(held.file ?? held.text))}
        >
          {say('wallet.file')}
        </Button>
      </div>
    </>
  )
}

/** Taking it off this phone, and, of our own, taking it back for good. */
function Ending({ look }: { readonly look: Look }) {
  const say = useWords()
  const { route } = useLocation()
  const work = useWork()
  const [asking, setAsking] = useState<'remove' | 'revoke' | null>(null)
  const { held } = look
  const mine = held.own && held.account !== null && held.account === account.value && held.revokedAt === null
  const remove = async (): Promise<Result<null>> => {
    await drop(held.id)
    return ok(null)
  }
  const revoke = async () => {
    const answer = await ask(giveUpCertificate, { params: { certificate: held.id } })
    if (answer.ok) await synchroniseWallet()
    return answer
  }
  const go = async () => {
    const done = await work.run<unknown>(asking === 'remove' ? remove : revoke)
    if (!done) return
    setAsking(null)
    if (asking === 'remove') route('/app/wallet', true)
  }
  return (
    <>
      <div class="buttons">
        <Button look="plain" onPress={() => setAsking('remove')}>
          {say('wallet.remove')}
        </Button>
        {mine && (
          <Button look="plain" onPress={() => setAsking('revoke')}>
            {say('wallet.revoke')}
          </Button>
        )}
      </div>
      <Dialog
        id="ending"
        title={say(`wallet.${asking ?? 'remove'}`)}
        open={asking !== null}
        onClose={() => setAsking(null)}
      >
        <p>{say(`wallet.${asking ?? 'remove'}.text`)}</p>
        <Failure refusal={work.refusal} />
        <div class="buttons">
          <Button look="urgent" busy={work.busy} onPress={() => void go()}>
            {say(`wallet.${asking ?? 'remove'}.confirm`)}
          </Button>
          <Button look="plain" onPress={() => setAsking(null)}>
            {say('cancel')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}

function Ways({ look }: { readonly look: Look }) {
  const say = useWords()
  const { id, family } = look.held
  return (
    <div class="buttons">
      {hasCode(look) && <LinkButton href={`/app/wallet/show/${id}`}>{say('wallet.show')}</LinkButton>}
      {family === 'sd-jwt-vc' && <LinkButton href={`/app/wallet/pass/${id}`}>{say('wallet.pass')}</LinkButton>}
    </div>
  )
}

function Found({ look, looks }: { readonly look: Look; readonly looks: readonly Look[] }) {
  const say = useWords()
  const { held, holder, state } = look
  useEffect(() => {
    if (held.fresh) void change(held.id, { fresh: false })
  }, [held.id])
  return (
    <>
      <div class="stack-close">
        <p>
          <StateTag state={state} />
        </p>
        <p>{say(`wallet.means.${state}`)}</p>
      </div>
      <DemonstrationNotice looks={[look]} />
      {!held.own && <Notice>{say('wallet.not-ours.text')}</Notice>}
      <Corrected look={look} looks={looks} />
      <Ways look={look} />
      <Facts look={look} />
      <h2>{say('wallet.take')}</h2>
      <TakeAway look={look} />
      <h2>{say('wallet.end')}</h2>
      <Ending look={look} />
      {nameOf(holder) === '' && <p class="quiet">{say('wallet.nameless')}</p>}
    </>
  )
}

/** One certificate: how it stands, what it says, and what can be done with it. */
export function Detail({ id }: WalletPage) {
  const say = useWords()
  const title = useTitle()
  const looks = useLooks()
  const look = looks?.find(({ held }) => held.id === id)
  if (looks === null || !look)
    return (
      <Screen title={say('wallet.title')} back="/app/wallet">
        <p role="status">{say(looks === null ? 'loading' : 'wallet.gone')}</p>
      </Screen>
    )
  return (
    <Screen title={title(look)} caption={nameOf(look.holder)} back="/app/wallet" page={id}>
      <Found look={look} looks={looks} />
    </Screen>
  )
}
