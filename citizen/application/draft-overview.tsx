import { discardDraft } from '@consular/api'
import type { Services } from '@consular/domain/application'
import { Button, LinkButton, Notice, Tag, useWords } from '@consular/ui'
import { useLocation } from 'preact-iso'
import { useMissionName } from '../find/use-mission.ts'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { ask } from '../shell/session.ts'
import { change, type Draft, forgetDraft } from '../store/drafts.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { isComplete, pagesOf } from './filling.ts'
import { SavedState } from './saved-state.tsx'

function Tasks({ draft, services }: { readonly draft: Draft; readonly services: Services }) {
  const say = useWords()
  return (
    <ol role="list" class="list">
      {pagesOf(draft, services).map((page) => (
        <li key={page.id}>
          <a class="task" href={`/app/applications/${draft.id}/form/${page.id}`}>
            {say(`page.${page.id}`)}
          </a>
          {isComplete(draft, page) ? <Tag colour="green">{say('draft.done')}</Tag> : <Tag>{say('draft.to-do')}</Tag>}
        </li>
      ))}
    </ol>
  )
}

function Waiting({ onStop }: { readonly onStop: () => void }) {
  const say = useWords()
  return (
    <Notice tone="warn" title={say('draft.waiting.title')} live>
      <p>{say('check.waiting')}</p>
      <Button look="plain" onPress={onStop}>
        {say('draft.waiting.stop')}
      </Button>
    </Notice>
  )
}

/** A draft: its pages, done or still to do, and the way on. */
export function DraftOverview({ draft, services }: { readonly draft: Draft; readonly services: Services }) {
  const say = useWords()
  const { route } = useLocation()
  const mission = useMissionName(draft.mission)
  const pages = pagesOf(draft, services)
  const open = pages.find((page) => !isComplete(draft, page))
  const home = `/app/applications/${draft.id}`
  const discard = async () => {
    const answer = draft.view
      ? await ask(discardDraft, { params: { application: draft.id } })
      : { ok: true as const, value: undefined }
    if (!answer.ok && answer.refusal.code !== 'application.unknown') return answer.refusal
    await forgetDraft(draft.id)
    route('/app/applications', true)
    return null
  }
  const stop = async () => {
    await change(draft.id, (newest) => ({ ...newest, submitting: false }))
  }
  return (
    <Screen title={say(`service.${draft.service}`)} caption={say('state.DRAFT')} back="/app/applications">
      <Failure refusal={draft.refusal} />
      {draft.submitting && <Waiting onStop={() => void stop()} />}
      <p class="quiet">{mission}</p>
      <Tasks draft={draft} services={services} />
      <SavedState draft={draft} />
      <div class="buttons">
        <LinkButton href={open ? `${home}/form/${open.id}` : `${home}/check`}>
          {say(open ? 'draft.go-on' : 'check.title')}
        </LinkButton>
        <ConfirmButton
          id="discard"
          label={say('draft.discard')}
          title={say('draft.discard.title')}
          text={say('draft.discard.text')}
          onConfirm={discard}
        />
      </div>
    </Screen>
  )
}
