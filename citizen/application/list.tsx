import { listMyApplications } from '@consular/api'
import type { ApplicationState } from '@consular/domain/application'
import { LinkButton, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { useMissionName } from '../find/use-mission.ts'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { account } from '../shell/session.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { useAnswer } from '../shell/use-answer.ts'
import { dateText, momentText } from '../shell/when.ts'
import { type Draft, keptDrafts, takeView } from '../store/drafts.ts'
import { StateTag } from './state-tag.tsx'

const stateOf = ({ view }: Draft): ApplicationState => view?.state ?? 'DRAFT'

/** The newest copies of everything: what only the phone has, and what the server lists. */
function useApplications() {
  const { value, refusal, again } = useAnswer(listMyApplications, {})
  const [drafts, setDrafts] = useState<readonly Draft[] | null>(null)
  useEffect(() => {
    const collect = async () => {
      for (const view of value?.applications ?? []) await takeView(view)
      const kept = await keptDrafts()
      const listed = new Set(value?.applications.map(({ id }) => id))
      const shown = value ? kept.filter(({ id, view }) => listed.has(id) || view === null) : kept
      setDrafts(shown.toSorted((one, other) => (one.id < other.id ? 1 : -1)))
    }
    if (account.value !== null) void collect()
  }, [value, account.value])
  return { drafts: value || refusal ? drafts : null, refusal, again }
}

function Row({ draft }: { readonly draft: Draft }) {
  const say = useWords()
  const mission = useMissionName(draft.mission)
  const { view } = draft
  return (
    <li>
      <a class="card way stack stack-tight" href={`/app/applications/${draft.id}`}>
        <span class="way-title">{say(`service.${draft.service}`)}</span>
        <span class="row">
          <StateTag state={stateOf(draft)} />
          {view?.reference && <span class="mono">{view.reference}</span>}
        </span>
        <span class="quiet small">{mission}</span>
        <span class="quiet small">
          {view?.promise
            ? say('track.promised', { date: dateText(view.promise.promisedOn) })
            : view && say('list.changed', { date: momentText(view.updatedAt) })}
        </span>
      </a>
    </li>
  )
}

/** My applications, the newest first. */
export default function Applications() {
  const say = useWords()
  const { drafts, refusal, again } = useApplications()
  const kept = refusal?.code === 'line.down' && drafts !== null && drafts.length > 0
  return (
    <SignedIn>
      <Screen title={say('home.applications')} back="/app/">
        {drafts && drafts.length > 0 && (
          <ul role="list" class="stack-close ways">
            {drafts.map((draft) => (
              <Row key={draft.id} draft={draft} />
            ))}
          </ul>
        )}
        {drafts?.length === 0 && !refusal && <p class="card">{say('list.none')}</p>}
        {kept && <p class="notice warn">{say('list.offline')}</p>}
        {(refusal || !drafts) && !kept && <Loading refusal={refusal} again={again} />}
        <div class="buttons">
          <LinkButton href="/app/start" look={drafts?.length === 0 ? 'main' : 'plain'}>
            {say('list.new')}
          </LinkButton>
        </div>
      </Screen>
    </SignedIn>
  )
}
