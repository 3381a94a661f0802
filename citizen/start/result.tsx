import { type Basis, type Choice, chooseDocument, type Services } from '@consular/domain/application'
import type { Refusal } from '@consular/domain/shared'
import { Card, LinkButton, Notice, useWords } from '@consular/ui'
import { nameOf } from '../find/names.ts'
import { useMission } from '../find/use-mission.ts'
import { today } from '../shell/clock.ts'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { dateText } from '../shell/when.ts'
import { addressBefore, useWizard } from './use-wizard.ts'
import type { Wizard } from './wizard.ts'

function Grounds({ law, article, confirmed }: Pick<Basis, 'law' | 'article'> & { readonly confirmed: boolean }) {
  const say = useWords()
  const name = say(`law.${law}`)
  return (
    <p class="quiet small">
      {article ? say('basis.article', { law: name, article }) : say('basis.none', { law: name })}
      {!confirmed && ` ${say('basis.unconfirmed')}`}
    </p>
  )
}

function Fits({ choice, known, back }: { readonly choice: Choice; readonly known: Wizard; readonly back: string }) {
  const say = useWords()
  const mission = useMission(known.mission ?? '')
  return (
    <Screen title={say(`service.${choice.service}`)} caption={say('start.fits')} back={back}>
      <Card tone="calm">
        <dl class="facts">
          <dt>{say('start.why')}</dt>
          <dd>{say(`rule.${choice.rule}`)}</dd>
          <dt>{say('start.what')}</dt>
          <dd>{say(`service.${choice.service}.about`)}</dd>
        </dl>
        <Grounds {...choice.basis} />
      </Card>
      {known.mission === null ? (
        <Notice tone="warn">
          <p>{say('start.no-mission')}</p>
        </Notice>
      ) : (
        <>
          <p>{mission && say('start.mission', { mission: nameOf(mission.name) })}</p>
          <LinkButton href="/app/start/begin">{say('start.begin')}</LinkButton>
        </>
      )}
      <p>
        <a href="/app/start">{say('start.again')}</a>
      </p>
    </Screen>
  )
}

function FitsNot({ refusal, back }: { readonly refusal: Refusal; readonly back: string }) {
  const say = useWords()
  const { law, article, from } = refusal.data ?? {}
  const shown = typeof from === 'string' ? { ...refusal, data: { ...refusal.data, from: dateText(from) } } : refusal
  return (
    <Screen title={say('start.fits-not')} back={back}>
      <Notice tone="warn">
        <p>{sentenceOf(say, shown)}</p>
      </Notice>
      {typeof law === 'string' && (
        <Grounds law={law} article={typeof article === 'string' ? article : null} confirmed />
      )}
      <div class="buttons">
        <LinkButton href="/app/find" look="plain">
          {say('home.find')}
        </LinkButton>
      </div>
      <p>
        <a href="/app/start">{say('start.again')}</a>
      </p>
    </Screen>
  )
}

function Outcome({ known, rules }: { readonly known: Wizard; readonly rules: Services }) {
  const choice = chooseDocument(known.answers, rules, today())
  const back = addressBefore(known, rules, 'result')
  return choice.ok ? (
    <Fits choice={choice.value} known={known} back={back} />
  ) : (
    <FitsNot refusal={choice.refusal} back={back} />
  )
}

/** Which document fits, by which article and at which mission; or why none does, before any form. */
export default function Result() {
  const { ready, refusal, again } = useWizard()
  return ready ? <Outcome known={ready.wizard} rules={ready.rules} /> : <Loading refusal={refusal} again={again} />
}
