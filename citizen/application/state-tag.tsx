import type { ApplicationState } from '@consular/domain/application'
import { type Colour, Tag, useWords } from '@consular/ui'

const waitingForApplicant = new Set<ApplicationState>([
  'DRAFT',
  'RETURNED',
  'INTERVIEW_DUE',
  'INTERVIEW_BOOKED',
  'FEE_DUE',
  'READY_FOR_COLLECTION',
])
const good = new Set<ApplicationState>([
  'APPROVED',
  'PERSONALISING',
  'PRINTED',
  'QC_PASSED',
  'DISPATCHED',
  'DELIVERED',
  'COLLECTED',
])
const over = new Set<ApplicationState>(['WITHDRAWN', 'LAPSED', 'DESTROYED'])

function colourOf(state: ApplicationState): Colour {
  if (waitingForApplicant.has(state)) return 'amber'
  if (good.has(state)) return 'green'
  if (state === 'REFUSED') return 'red'
  return over.has(state) ? 'grey' : 'blue'
}

/** The state of an application, amber where it waits for the applicant. */
export function StateTag({ state }: { readonly state: ApplicationState }) {
  const say = useWords()
  return <Tag colour={colourOf(state)}>{say(`state.${state}`)}</Tag>
}
