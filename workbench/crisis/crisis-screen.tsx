import {
  type CrisisView,
  closeCrisis,
  decideCrisisProposal,
  type OfficerMe,
  readCrisis,
  widenCrisis,
} from '@consular/api'
import { Button, Form, Notice, Tabs, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { writeAt } from '../duty/time.ts'
import { News } from '../health/mission.tsx'
import { attempt, fault, news, quiet, sending } from '../health/send.ts'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { StepUp } from '../shell/step-up.tsx'
import { AreaFields, areaOf, useAreaDraft } from './area-fields.tsx'
import { Board } from './board.tsx'
import { Calls } from './calls.tsx'
import './crisis.css'
import { IncomingList } from './incoming.tsx'
import { Manifest } from './manifest.tsx'
import { Persons } from './persons.tsx'
import { Relatives } from './relatives.tsx'

/** How often the board looks, in milliseconds: an answer is on it within two seconds. */
const pace = 1500
const tabs = ['calls', 'persons', 'incoming', 'relatives', 'manifest', 'end'] as const

interface ScreenProps {
  readonly officer: OfficerMe
  readonly id: string
}

/** A crisis: its board, always in sight, and below it what is to be done. */
export function CrisisScreen({ officer, id }: ScreenProps) {
  const say = useWords()
  const found = useSignal<CrisisView | null>(null)
  const tab = useSignal<string>('calls')
  const read = async () => {
    const answer = await ask(readCrisis, { params: { crisis: id } })
    if (answer.ok) found.value = answer.value
    else if (found.value === null) fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => {
    found.value = null
    quiet()
    void read()
    const timer = setInterval(() => void read(), pace)
    return () => clearInterval(timer)
  }, [id])
  const crisis = found.value
  useEffect(() => {
    document.title = `${crisis?.title ?? say('crisis.title')} – ${say('workbench')}`
  }, [say, crisis?.title])
  const take = (next: CrisisView) => {
    found.value = next
  }
  return (
    <div class="stack">
      <p>
        <a href="/workbench/crises">{say('crisis.title')}</a>
      </p>
      <h1>{crisis?.title ?? say('crisis.title')}</h1>
      <News />
      {crisis === null && <p class="quiet loading">{fault.value ? '' : say('loading')}</p>}
      {crisis !== null && <Head crisis={crisis} />}
      {crisis?.state === 'PROPOSED' && <Decide crisis={crisis} officer={officer} onDone={take} />}
      {crisis !== null && (crisis.state === 'DECLARED' || crisis.state === 'CLOSED') && (
        <>
          <Board crisis={crisis} />
          <Tabs
            label={say('crisis.work')}
            tabs={tabs.map((name) => ({
              id: name,
              label: labelOf(name, crisis),
              content: <Work name={name} crisis={crisis} onDone={() => void read()} onChanged={take} />,
            }))}
            chosen={tab.value}
            onChoose={(next) => {
              tab.value = next
            }}
          />
        </>
      )}
      <StepUp officer={officer} />
    </div>
  )
}

function labelOf(name: (typeof tabs)[number], { withoutNews, incomingWaiting, relatives, counts }: CrisisView): string {
  const { say } = spoken.value
  const waits = {
    calls: counts.UNKNOWN === undefined ? withoutNews : (counts.UNKNOWN ?? 0) + (counts.CONTACT_TRIED ?? 0),
    incoming: incomingWaiting,
    relatives: relatives.waiting,
  }
  const count = name in waits ? waits[name as keyof typeof waits] : 0
  return count > 0 ? `${say(`crisis.tab.${name}`)} (${count})` : say(`crisis.tab.${name}`)
}

interface WorkProps {
  readonly name: (typeof tabs)[number]
  readonly crisis: CrisisView
  readonly onDone: () => void
  readonly onChanged: (next: CrisisView) => void
}

function Work({ name, crisis, onDone, onChanged }: WorkProps) {
  switch (name) {
    case 'calls':
      return <Calls crisis={crisis.id} onDone={onDone} />
    case 'persons':
      return <Persons crisis={crisis.id} onDone={onDone} />
    case 'incoming':
      return <IncomingList crisis={crisis.id} waiting={crisis.incomingWaiting} onDone={onDone} />
    case 'relatives':
      return <Relatives crisis={crisis.id} waiting={crisis.relatives.waiting} onDone={onDone} />
    case 'manifest':
      return <Manifest crisis={crisis.id} onDone={onDone} />
    case 'end':
      return <Lead crisis={crisis} onChanged={onChanged} />
  }
}

function Head({ crisis }: { readonly crisis: CrisisView }) {
  const say = useWords()
  const { language } = spoken.value
  const { circles, polygons, countries, unplaced } = crisis.area
  const parts = [
    ...circles.map(({ lat, lon, km }) => say('crisis.circle', { km, place: `${lat}, ${lon}` })),
    ...polygons.map((corners) => say('crisis.polygon', { corners: corners.length })),
    ...countries,
    ...unplaced.map((country) => say('crisis.unplaced', { country })),
  ]
  return (
    <p>
      <strong>{say(`crisis.state.${crisis.state}`)}</strong> · {crisis.reference} · {say(`crisis.kind.${crisis.kind}`)}{' '}
      · {writeAt(crisis.happenedAt, crisis.timeZone, language)} ({crisis.timeZone}) · {parts.join('; ')}
      {crisis.eraseAt !== null && (
        <>
          {' '}
          ·{' '}
          {say(crisis.erasedAt === null ? 'crisis.erase-at' : 'crisis.erased', {
            date: writeAt(crisis.eraseAt, crisis.timeZone, language),
          })}
        </>
      )}
    </p>
  )
}

interface DecideProps {
  readonly crisis: CrisisView
  readonly officer: OfficerMe
  readonly onDone: (next: CrisisView) => void
}

/** Declares or rejects: a second officer. */
function Decide({ crisis, officer, onDone }: DecideProps) {
  const say = useWords()
  const decide = (decision: 'approve' | 'reject') =>
    void attempt(
      () => ask(decideCrisisProposal, { params: { crisis: crisis.id }, body: { version: crisis.version, decision } }),
      onDone,
    )
  const reach = crisis.reach ?? { persons: 0, households: 0 }
  return (
    <section class="card stack" aria-labelledby="decide">
      <h2 id="decide">{say('crisis.decide')}</h2>
      <p>{say('crisis.reach', reach)}</p>
      {crisis.proposedBy.id === officer.officer.id ? (
        <Notice>{say('crisis.own-proposal')}</Notice>
      ) : (
        <div class="buttons">
          <Button busy={sending.value} onPress={() => decide('approve')}>
            {say('crisis.declare')}
          </Button>
          <Button look="plain" busy={sending.value} onPress={() => decide('reject')}>
            {say('crisis.reject')}
          </Button>
        </div>
      )}
    </section>
  )
}

/** Widens the area, and closes the crisis. */
function Lead({ crisis, onChanged }: { readonly crisis: CrisisView; readonly onChanged: (next: CrisisView) => void }) {
  const say = useWords()
  const draft = useAreaDraft()
  const [params, version] = [{ crisis: crisis.id }, crisis.version]
  const widen = async () => {
    const area = await areaOf(draft)
    if (area !== null)
      await attempt(
        () => ask(widenCrisis, { params, body: { version, area } }),
        (next) => {
          news.value = say('crisis.widened', { persons: next.persons - crisis.persons })
          onChanged(next)
        },
      )
  }
  const close = () =>
    attempt(
      () => ask(closeCrisis, { params, body: { version } }),
      (next) => {
        news.value = say('crisis.closed')
        onChanged(next)
      },
    )
  return (
    <div class="stack">
      <section class="card stack" aria-labelledby="close">
        <h2 id="close">{say('crisis.close')}</h2>
        <p>{say('crisis.close.about', { count: crisis.open })}</p>
        <p>
          <Button look="urgent" busy={sending.value} onPress={() => void close()}>
            {say('crisis.close.send')}
          </Button>
        </p>
      </section>
      <Form look="card stack" label={say('crisis.widen')} onSend={() => void widen()}>
        <h2>{say('crisis.widen')}</h2>
        <p>{say('crisis.widen.about')}</p>
        <AreaFields draft={draft} />
        <Button type="submit" busy={sending.value}>
          {say('crisis.widen.send')}
        </Button>
      </Form>
    </div>
  )
}
