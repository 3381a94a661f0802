import { AdviceAct, AdviceContent, AdviceKind, AdviceMove, AdviceState, PhraseName } from '@consular/domain/advice'
import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Email, Instant, Language, Uuid } from './value.ts'
import { OfficerRef } from './workbench.ts'

const Country = z.string().check(z.regex(/^[A-Z]{2}$/))
const Named = z.object({ zh: z.string(), en: z.string() })

/** A level of the pack, for who shows it. */
export const AdviceLevelView = z.object({
  code: z.string(),
  name: Named,
  colour: z.enum(['blue', 'yellow', 'orange', 'red']),
})
export type AdviceLevelView = z.infer<typeof AdviceLevelView>

/** What is public about a country now. */
export const CurrentAdvice = z.object({
  id: Uuid,
  kind: AdviceKind,
  country: Country,
  number: z.number(),
  level: AdviceLevelView,
  headline: Named,
  text: Named,
  instruction: Named,
  areas: z.array(Named),
  publishedAt: Instant,
  validUntil: z.nullable(Instant),
})
export type CurrentAdvice = z.infer<typeof CurrentAdvice>

/** What to show in a country whose language one does not speak. */
export const CountryCard = z.object({
  country: Country,
  emergency: z.array(z.object({ service: z.enum(['general', 'police', 'ambulance', 'fire']), number: z.string() })),
  missions: z.array(
    z.object({
      id: z.string(),
      name: Named,
      address: z.nullable(z.string()),
      calls: z.array(z.object({ kind: z.enum(['duty', 'office', 'hotline']), e164: z.string(), shown: z.string() })),
    }),
  ),
  languages: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      direction: z.enum(['ltr', 'rtl']),
      phrases: z.array(z.object({ name: PhraseName, text: z.string() })),
      isToBeVerified: z.boolean(),
    }),
  ),
})
export type CountryCard = z.infer<typeof CountryCard>

export const listCurrentAdvice = endpoint({
  name: 'listCurrentAdvice',
  summary: 'Travel advice and alerts that count now, the gravest first.',
  method: 'GET',
  path: '/api/advice',
  who: 'anyone',
  status: 200,
  answer: z.object({ levels: z.array(AdviceLevelView), advice: z.array(CurrentAdvice) }),
  refusals: [],
})
export const readCountryAdvice = endpoint({
  name: 'readCountryAdvice',
  summary: 'What counts now in a country, and the card to show there: numbers, missions, phrases.',
  method: 'GET',
  path: '/api/advice/:country',
  who: 'anyone',
  params: z.object({ country: Country }),
  status: 200,
  answer: z.object({ advice: z.array(CurrentAdvice), card: CountryCard }),
  refusals: [],
})
export const subscribeToAdvice = endpoint({
  name: 'subscribeToAdvice',
  summary:
    'Ask for letters about a country, or about all (null). A letter asks the owner of the address first; the answer tells nothing of who is subscribed.',
  method: 'PUT',
  path: '/api/advice/subscriptions/:adviceSubscription',
  who: 'anyone',
  params: z.object({ adviceSubscription: Uuid }),
  body: z.object({ email: Email, country: z.nullable(Country), language: Language }),
  status: 202,
  answer: 'nothing',
  refusals: ['request.too-many'],
})

const officerRefusals = ['access.role-missing'] as const
const Version = z.number().check(z.int(), z.nonnegative())

const DifferenceView = z.array(
  z.object({
    field: z.enum(['level', 'category', 'headline', 'text', 'instruction', 'areas', 'validFrom', 'validUntil']),
    language: z.nullable(z.enum(['zh', 'en'])),
    parts: z.array(z.object({ kind: z.enum(['same', 'added', 'gone']), text: z.string() })),
  }),
)

/** A version with everybody who had a hand in it. */
export const AdviceVersionView = z.object({
  id: Uuid,
  act: AdviceAct,
  state: AdviceState,
  version: Version,
  number: z.nullable(z.number()),
  content: AdviceContent,
  authors: z.array(OfficerRef),
  writtenAt: Instant,
  proposedBy: z.nullable(OfficerRef),
  proposedAt: z.nullable(Instant),
  decidedBy: z.nullable(OfficerRef),
  decidedAt: z.nullable(Instant),
  note: z.nullable(z.string()),
  effectiveAt: z.nullable(Instant),
  endedAt: z.nullable(Instant),
  /** What it changes in the version that took effect before it; null for the first one. */
  difference: z.nullable(DifferenceView),
  /** What this officer may do with it now. */
  moves: z.array(AdviceMove),
})
export type AdviceVersionView = z.infer<typeof AdviceVersionView>

/** An advice with all its versions, the newest first. */
export const AdviceFile = z.object({
  id: Uuid,
  kind: AdviceKind,
  country: Country,
  levels: z.array(AdviceLevelView),
  versions: z.array(AdviceVersionView),
})
export type AdviceFile = z.infer<typeof AdviceFile>

/** An advice in one line: what is public, and what is being worked on. */
export const AdviceRow = z.object({
  id: Uuid,
  kind: AdviceKind,
  country: Country,
  state: AdviceState,
  level: z.string(),
  headline: Named,
  number: z.nullable(z.number()),
  publishAt: z.nullable(Instant),
  validUntil: z.nullable(Instant),
  changedAt: Instant,
  openState: z.nullable(z.enum(['DRAFT', 'PROPOSED', 'APPROVED'])),
})
export type AdviceRow = z.infer<typeof AdviceRow>

export const listAdvice = endpoint({
  name: 'listAdvice',
  summary: 'All travel advice and alerts: public, over, and being worked on.',
  method: 'GET',
  path: '/api/workbench/advice',
  who: 'officer',
  status: 200,
  answer: z.object({ levels: z.array(AdviceLevelView), advice: z.array(AdviceRow), editor: z.boolean() }),
  refusals: officerRefusals,
})
const Advice = z.object({ advice: Uuid })
const Draft = z.object({ advice: Uuid, adviceDraft: Uuid })
export const openAdvice = endpoint({
  name: 'openAdvice',
  summary: 'Read an advice with all its versions and what each changed.',
  method: 'GET',
  path: '/api/workbench/advice/:advice',
  who: 'officer',
  params: Advice,
  status: 200,
  answer: AdviceFile,
  refusals: [...officerRefusals, 'advice.not-found'],
})
export const saveAdviceDraft = endpoint({
  name: 'saveAdviceDraft',
  summary:
    'Write a draft: of a new advice, of a new version of one, or of its withdrawal. Writing the same again changes nothing. It may wait for a translation; nothing is proposed without one.',
  method: 'PUT',
  path: '/api/workbench/advice/:advice/drafts/:adviceDraft',
  who: 'officer',
  params: Draft,
  body: z.object({ kind: AdviceKind, country: Country, act: AdviceAct, version: Version, content: AdviceContent }),
  status: 200,
  answer: AdviceFile,
  refusals: [
    ...officerRefusals,
    'advice.changed-meanwhile',
    'advice.country-fixed',
    'advice.id-taken',
    'advice.not-possible-now',
    'advice.nothing-published',
    'advice.open-draft',
  ],
})
export const moveAdviceDraft = endpoint({
  name: 'moveAdviceDraft',
  summary:
    'Propose a draft, take it back, give it back with a note, approve it (a second officer, never an author), stop what waits for its day, or discard it.',
  method: 'POST',
  path: '/api/workbench/advice/:advice/drafts/:adviceDraft/moves',
  who: 'officer',
  params: Draft,
  body: z.object({
    move: AdviceMove,
    version: Version,
    note: z.optional(z.string().check(z.trim(), z.maxLength(2000))),
  }),
  status: 200,
  answer: AdviceFile,
  refusals: [
    ...officerRefusals,
    'access.step-up-needed',
    'advice.already-over',
    'advice.area-impossible',
    'advice.changed-meanwhile',
    'advice.end-needed',
    'advice.level-unknown',
    'advice.not-found',
    'advice.not-possible-now',
    'advice.note-needed',
    'advice.own-work',
    'advice.text-missing',
    'advice.times-disagree',
  ],
})
