import type { Holder } from '@consular/certificate'
import { Button, Notice, useWords } from '@consular/ui'
import type { Gathered } from '../check/gather.ts'
import { clear, gathered, type Shown, shown, waiting } from '../check/showing.ts'
import { countryText, dateText, sentenceOf } from '../shell/write.ts'
import { hoursOld, listDay } from '../trust/list-state.tsx'
import { Details } from './details.tsx'
import { namesOf } from './names.ts'
import { RulesAnswer } from './rules-answer.tsx'
import { Shape } from './shape.tsx'

/** Whom the passport has to show. Of a forged certificate nothing is shown: nobody vouches for what it says. */
function Traveller({ holder }: { readonly holder: Holder }) {
  const say = useWords()
  const { main, standard } = namesOf(holder)
  return (
    <dl class="traveller">
      <dt>{say('traveller.name')}</dt>
      <dd dir="auto">
        {main || say('traveller.unknown')}
        {standard && main !== standard && <span class="standard">{standard}</span>}
      </dd>
      <dt>{say('traveller.born')}</dt>
      <dd>{holder.birthDate ? dateText(holder.birthDate) : say('traveller.unknown')}</dd>
      {holder.documentNumber && (
        <>
          <dt>{say('traveller.document')}</dt>
          <dd>{holder.documentNumber}</dd>
        </>
      )}
    </dl>
  )
}

/** Why, in plain words. That a key is missing is said with the day of the list that does not have it; a rule that is not met is told below. */
function Reason({ found }: { readonly found: Shown }) {
  const say = useWords()
  const { word, report, asOf } = found
  if (word === 'untrusted' && report.code === 'key.unknown')
    return <p>{asOf === null ? say('reason.no-list') : say('reason.not-in-list', { day: listDay(asOf) })}</p>
  if (word === 'not-accepted') return null
  if (word === 'rules-open') return <p>{say('reason.rules-open')}</p>
  return <p>{sentenceOf(report.code)}</p>
}

function Verdict({ found }: { readonly found: Shown }) {
  const say = useWords()
  const { word, tone, report } = found
  return (
    <div class={`verdict ${tone}`} data-word={word} data-number={found.number}>
      <div class="verdict-head">
        <Shape tone={tone} />
        <div>
          <p class="verdict-word">{say(`word.${word}`)}</p>
          <p class="verdict-what">{say(`what.${word}`)}</p>
        </div>
      </div>
      <div class="verdict-body stack-close">
        {report.holder && report.verdict !== 'forged' && <Traveller holder={report.holder} />}
        <Reason found={found} />
        {report.trustedCountry && <p>{say('key.of', { country: countryText(report.trustedCountry) })}</p>}
      </div>
    </div>
  )
}

/** What stands where no verdict is: how much of a card is here, or that the first list is awaited. */
function Nothing({ parts }: { readonly parts: Gathered | null }) {
  const say = useWords()
  const text = waiting.value ? say('verdict.waiting') : say('verdict.none')
  return (
    <div class="verdict none">
      <p>{parts ? say('verdict.parts', { have: parts.have, of: parts.of }) : text}</p>
    </div>
  )
}

/** Where the verdict appears, and is read aloud. It takes no focus: the next traveller may be scanned at once. */
export function VerdictPanel() {
  const say = useWords()
  const found = shown.value
  const parts = gathered.value
  const old = found?.asOf ? hoursOld(found.asOf) : 0
  return (
    <section aria-label={say('verdict.label')} class="stack-close">
      <div aria-live="assertive" aria-atomic="true">
        {found ? <Verdict key={found.number} found={found} /> : <Nothing parts={parts} />}
        {found && <RulesAnswer found={found} />}
      </div>
      {found && old >= 24 && (
        <Notice tone="warn">
          <p>{say('list.old-for-verdict', { hours: old })}</p>
        </Notice>
      )}
      {found && <Details key={`details-${found.number}`} report={found.report} />}
      {(found || parts) && (
        <p class="row">
          <Button look="plain" onPress={clear}>
            {say('verdict.clear')}
          </Button>
          <span class="quiet small">{say('verdict.vanishes')}</span>
        </p>
      )}
    </section>
  )
}
