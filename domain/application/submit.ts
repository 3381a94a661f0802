import type { PersonId } from '../person/index.ts'
import { ok, type Result, refuse } from '../shared/index.ts'
import type { AnswerRefusal } from './field.ts'
import { faultsOf } from './form.ts'
import type { Application, ApplicationId, Decision, ServiceId } from './model.ts'
import { type Act, decision, eventOf, whyNot } from './move.ts'
import type { Services } from './service.ts'
import { chooseDocument } from './wizard.ts'

/** What a new draft is made of. The id comes from the phone, the rule from the wizard. */
export interface NewDraft {
  readonly id: ApplicationId
  readonly applicant: PersonId
  readonly service: ServiceId
  readonly rule: string
  readonly mission: string
}

/** An empty draft: nothing submitted, nobody's turn but the applicant's. */
export const newDraft = (draft: NewDraft): Application => ({
  ...draft,
  reference: null,
  state: 'DRAFT',
  answers: {},
  reviewer: null,
  recommendedBy: null,
  decidedBy: null,
  submittedAt: null,
  acceptedAt: null,
  returnedAt: null,
  resubmittedAt: null,
  promisedOn: null,
  defects: [],
  openFields: [],
  warnings: [],
  refusal: null,
  events: [],
})

/** What the rules of submission look at besides the file itself. */
export interface Submission {
  readonly services: Services
  /** The day at the mission. */
  readonly today: Temporal.PlainDate
  /** The mission competent for the applicant's address, null when nobody can tell: then an officer does. */
  readonly competent: string | null
  /** The reference of the person's live application for the same document, if there is one. */
  readonly live: string | null
  /** The reference to give. */
  readonly reference: string
}

/**
 * Submits a draft: the document must still fit the answers, every required answer be there and pass, the mission be competent, and no other application
 * for the same document be under way. A wrong answer is refused with its own code, and its field as `answer`.
 */
export function submit(
  application: Application,
  act: Act,
  { services, today, competent, live, reference }: Submission,
): Result<Decision, AnswerRefusal> {
  const no = whyNot(application, 'submit', 'applicant')
  if (no) return { ok: false, refusal: no }
  const { answers, mission } = application
  const service = services.services.find(({ id }) => id === application.service)
  if (!service) return refuse('application.service-not-offered')
  const choice = chooseDocument(answers, services, today)
  if (!choice.ok) return choice
  if (choice.value.service !== service.id)
    return refuse('application.service-does-not-fit', { service: choice.value.service })
  const { missing, wrong } = faultsOf(service, { answers, deadlines: services.deadlines, today })
  if (missing.length > 0) return refuse('application.incomplete', { fields: missing })
  const [first] = wrong
  if (first) return refuse(first.refusal.code, { ...first.refusal.data, answer: first.field })
  if (competent !== null && competent !== mission)
    return refuse('application.mission-not-competent', { mission, competent })
  if (live !== null) return refuse('application.live-exists', { reference: live })
  const event = eventOf(application, 'submit', act)
  return ok(decision(event, { reference }, { reference, submittedAt: event.at, rule: choice.value.rule }))
}
