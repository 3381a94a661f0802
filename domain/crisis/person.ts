import * as z from 'zod/mini'

/**
 * What is known of a person in a crisis. `news`: is something known of her? `settled`: may the crisis be closed over it without a reason?
 * Nobody is UNKNOWN any more for a message that was sent: only for an answer, or for somebody who tried to reach her.
 */
export const personStates = {
  UNKNOWN: { news: false, settled: false },
  CONTACT_TRIED: { news: false, settled: false },
  UNREACHABLE: { news: false, settled: false },
  SAFE: { news: true, settled: true },
  NEEDS_HELP: { news: true, settled: false },
  LOCATED: { news: true, settled: true },
  EVAC_LISTED: { news: true, settled: false },
  BOARDED: { news: true, settled: false },
  ARRIVED: { news: true, settled: true },
  DECEASED: { news: true, settled: true },
} as const satisfies { readonly [state: string]: { readonly news: boolean; readonly settled: boolean } }

export const PersonState = z.enum([
  'UNKNOWN',
  'CONTACT_TRIED',
  'UNREACHABLE',
  'SAFE',
  'NEEDS_HELP',
  'LOCATED',
  'EVAC_LISTED',
  'BOARDED',
  'ARRIVED',
  'DECEASED',
])
export type PersonState = z.infer<typeof PersonState>

/** What is said of a person: `safe` and `help` by anybody, the rest by officers. `no-answer`: she was rung in vain. */
export const Saying = z.enum([
  'safe',
  'help',
  'no-answer',
  'unreachable',
  'located',
  'listed',
  'unlisted',
  'boarded',
  'arrived',
  'deceased',
])
export type Saying = z.infer<typeof Saying>

/** By which way it came: the person’s own link, app or SMS; a relative; an officer who spoke to her or saw her. */
export const AnswerSource = z.enum(['link', 'app', 'sms', 'relative', 'officer'])
export type AnswerSource = z.infer<typeof AnswerSource>

/** One answer as it counts. `by`: the officer who gave it; null for everybody else. `id` tells answers of one instant apart. */
export interface PersonAnswer {
  readonly id: string
  readonly says: Saying
  readonly source: AnswerSource
  readonly at: Temporal.Instant
  readonly by: string | null
}

const open: readonly PersonState[] = ['UNKNOWN', 'CONTACT_TRIED', 'UNREACHABLE']
const reachable: readonly PersonState[] = [...open, 'SAFE', 'NEEDS_HELP', 'LOCATED']

interface PersonMove {
  readonly says: Saying
  readonly from: readonly PersonState[]
  readonly to: PersonState
  /** Narrower for what a relative says: she takes no cry for help back that the person herself made. */
  readonly byRelative?: readonly PersonState[]
}

/** The lifecycle as a table. What has no row from a state is kept on record and changes nothing. */
export const personMoves: readonly PersonMove[] = [
  { says: 'safe', from: reachable, to: 'SAFE', byRelative: open },
  { says: 'help', from: reachable, to: 'NEEDS_HELP' },
  { says: 'no-answer', from: ['UNKNOWN', 'CONTACT_TRIED'], to: 'CONTACT_TRIED' },
  { says: 'unreachable', from: ['CONTACT_TRIED'], to: 'UNREACHABLE' },
  { says: 'located', from: reachable, to: 'LOCATED' },
  { says: 'listed', from: ['SAFE', 'NEEDS_HELP', 'LOCATED'], to: 'EVAC_LISTED' },
  { says: 'unlisted', from: ['EVAC_LISTED'], to: 'LOCATED' },
  { says: 'boarded', from: ['EVAC_LISTED'], to: 'BOARDED' },
  // A tablet that was without a line may tell of the arrival alone.
  { says: 'arrived', from: ['EVAC_LISTED', 'BOARDED'], to: 'ARRIVED' },
]

/** What a person’s answers add up to: her state, how often she was rung in vain, and what was last said of her. */
export interface PersonNow {
  readonly state: PersonState
  readonly tries: number
  readonly last: Saying | null
  readonly lastAt: Temporal.Instant | null
  /** The officer whose word that she is dead waits for a second one. */
  readonly deathSaidBy: string | null
}

const unknown: PersonNow = { state: 'UNKNOWN', tries: 0, last: null, lastAt: null, deathSaidBy: null }

/**
 * Folds all answers of a person into what is known of her now, by the time at which each was true, not by the order in which they came: a message that was long
 * under way, a second one by another way, the same one again change nothing. Of one instant, what leads further counts last: a cry for help after `safe`.
 */
export const personNow = (answers: readonly PersonAnswer[]): PersonNow =>
  [...new Map(answers.map((answer) => [answer.id, answer])).values()].toSorted(inTime).reduce(take, unknown)

/** What counts later of one instant. */
const sequence: readonly Saying[] = [
  'no-answer',
  'unreachable',
  'safe',
  'help',
  'located',
  'unlisted',
  'listed',
  'boarded',
  'arrived',
  'deceased',
]

const inTime = (one: PersonAnswer, other: PersonAnswer): number =>
  Temporal.Instant.compare(one.at, other.at) ||
  sequence.indexOf(one.says) - sequence.indexOf(other.says) ||
  (one.id < other.id ? -1 : 1)

function take(now: PersonNow, answer: PersonAnswer): PersonNow {
  const said = { ...now, last: answer.says, lastAt: answer.at }
  if (now.state === 'DECEASED') return said
  if (answer.says === 'deceased') {
    // Two officers, never one twice.
    const first = now.deathSaidBy
    if (answer.by === null) return said
    return first !== null && first !== answer.by
      ? { ...said, state: 'DECEASED' }
      : { ...said, deathSaidBy: first ?? answer.by }
  }
  const move = personMoves.find(({ says }) => says === answer.says)
  const from = (answer.source === 'relative' ? move?.byRelative : undefined) ?? move?.from ?? []
  const moved = move !== undefined && from.includes(now.state)
  // Whoever answers herself is alive: the first word of her death falls with it.
  const deathSaidBy = answer.source !== 'relative' && isAlive(answer.says) ? null : now.deathSaidBy
  return {
    ...said,
    deathSaidBy,
    state: moved ? move.to : now.state,
    tries: moved && answer.says === 'no-answer' ? now.tries + 1 : now.tries,
  }
}

const isAlive = (says: Saying): boolean => ['safe', 'help', 'boarded', 'arrived'].includes(says)
