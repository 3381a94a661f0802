import {
  type City,
  type Guidance,
  guide,
  type Located,
  locate,
  type Position,
  plainCalendar,
} from '@consular/domain/mission'
import { signal } from '@preact/signals'
import type { Atlas } from './directory.ts'

/** An answer to "Find my mission", with the place it was asked for: a typed city, or null for the phone's own position. */
export interface Found {
  readonly located: Located
  readonly guidance: Guidance
  readonly city: City | null
}

/** The last answer, for this visit only: the wizard goes on from it. */
export const found = signal<Found | null>(null)

/** Answers from what the phone knows, without a line. */
export function find({ directory }: Atlas, position: Position, city: City | null): Found {
  const located = locate(directory, position)
  const guidance = guide(directory, located, { now: Temporal.Now.instant(), calendarOf: () => plainCalendar })
  return { located, guidance, city }
}
