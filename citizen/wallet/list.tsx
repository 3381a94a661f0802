import { LinkButton, Notice, useWords } from '@consular/ui'
import { useEffect } from 'preact/hooks'
import { now } from '../shell/clock.ts'
import { Screen } from '../shell/screen.tsx'
import { account } from '../shell/session.ts'
import { Way } from '../shell/way.tsx'
import { momentText } from '../shell/when.ts'
import { writtenDate } from './describe.ts'
import { type Bearer, bearersOf, type Look, useLooks } from './looks.ts'
import { missingHere } from './move-here.ts'
import { CertificateCard, DemonstrationNotice } from './parts.tsx'
import { nameOf, zoneNameOf } from './people.ts'
import { daysAhead, isGood } from './state.ts'
import { trust } from './trust.ts'

/** Marks the icon of the app with a number, where the phone can; told without one too. */
function badge(count: number): void {
  const marked = navigator as Navigator & { setAppBadge?: (count: number) => Promise<void> }
  void marked.setAppBadge?.(count).catch(() => undefined)
}

/** What runs out soon, and what came by itself. Told when the wallet is opened: nothing is sent to a phone that is not. */
function Reminders({ looks }: { readonly looks: readonly Look[] }) {
  const say = useWords()
  const expiring = looks.filter(({ state }) => state === 'expiring').length
  const fresh = looks.filter(({ held }) => held.fresh).length
  useEffect(() => badge(expiring + fresh), [expiring, fresh])
  return (
    <div role="status" class="stack-close">
      {fresh > 0 && (
        <Notice tone="good">
          <p>{say('wallet.fresh.notice', { count: fresh })}</p>
        </Notice>
      )}
      {expiring > 0 && (
        <Notice tone="warn">
          <p>{say('wallet.expiring.notice', { count: expiring, days: daysAhead })}</p>
        </Notice>
      )}
    </div>
  )
}

function PersonPart({ bearer, place }: { readonly bearer: Bearer; readonly place: number }) {
  const say = useWords()
  const { holder, looks } = bearer
  const [name, zone] = [nameOf(holder), zoneNameOf(holder)]
  const first = looks.find(({ state }) => isGood(state))
  const title = `person-${place}`
  return (
    <section class="stack-close" aria-labelledby={title}>
      <h2 id={title} dir="auto">
        {name || say('wallet.nameless')}
        {zone !== '' && zone !== name.toUpperCase() && <span class="caption">{zone}</span>}
      </h2>
      {holder.birthDate && <p class="quiet">{say('wallet.born', { date: writtenDate(holder.birthDate) ?? '' })}</p>}
      {first && (
        <LinkButton href={`/app/wallet/show/${first.held.id}`}>
          {say('wallet.show')}
          <span class="hidden"> {name}</span>
        </LinkButton>
      )}
      <ul role="list" class="stack-close ways">
        {looks.map((look) => (
          <CertificateCard key={look.held.id} look={look} />
        ))}
      </ul>
    </section>
  )
}

function Elsewhere({ looks }: { readonly looks: readonly Look[] }) {
  const say = useWords()
  const count = missingHere(
    looks.map(({ held }) => held.id),
    now(),
  ).length
  if (count === 0) return null
  return (
    <Notice tone="warn">
      <p>{say('wallet.elsewhere', { count })}</p>
      <p>
        <a href="/app/wallet/move">{say('wallet.elsewhere.do')}</a>
      </p>
    </Notice>
  )
}

/** Everybody’s certificates on this phone, and how each stands. */
export function List() {
  const say = useWords()
  const looks = useLooks()
  const { asOf } = trust.value
  return (
    <Screen title={say('wallet.title')} back="/app/">
      {looks === null ? (
        <p role="status">{say('loading')}</p>
      ) : (
        <>
          <Reminders looks={looks} />
          <DemonstrationNotice looks={looks} />
          {looks.length === 0 && <p class="lead">{say('wallet.empty')}</p>}
          <Elsewhere looks={looks} />
          {bearersOf(looks).map((bearer, place) => (
            <PersonPart key={bearer.looks[0]?.held.id} bearer={bearer} place={place} />
          ))}
        </>
      )}
      <h2>{say('wallet.more')}</h2>
      <ul role="list" class="stack-close ways">
        <Way
          href={account.value ? '/app/wallet/get' : '/app/sign-in?next=/app/wallet/get'}
          title={say('wallet.get')}
          about={say('wallet.get.about')}
        />
        <Way href="/app/wallet/add" title={say('wallet.add')} about={say('wallet.add.about')} />
        <Way href="/app/wallet/move" title={say('wallet.move')} about={say('wallet.move.about')} />
      </ul>
      <p class="quiet small">{asOf ? say('wallet.list-of', { at: momentText(asOf) }) : say('wallet.no-list')}</p>
      <p class="quiet small">{say('wallet.sealed')}</p>
    </Screen>
  )
}
