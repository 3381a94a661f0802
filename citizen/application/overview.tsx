import { useRoute } from 'preact-iso'
import { Loading } from '../shell/loading.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import { DraftOverview } from './draft-overview.tsx'
import { Tracking } from './tracking.tsx'
import { useDraft } from './use-draft.ts'

/** One application: what is still to fill in, or how far it has come. */
export default function Overview() {
  const { params } = useRoute()
  const { draft, services, refusal, again } = useDraft(params['application'] ?? '')
  const waits = draft && (draft.view === null || draft.view.state === 'DRAFT')
  return (
    <SignedIn>
      {!draft || !services ? (
        <Loading refusal={refusal} again={again} />
      ) : waits || !draft.view ? (
        <DraftOverview draft={draft} services={services} />
      ) : (
        <Tracking draft={draft} view={draft.view} />
      )}
    </SignedIn>
  )
}
