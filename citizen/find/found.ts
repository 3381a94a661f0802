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
import { now } from '../shell/clock.ts'
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
export function find({ directory, holidays }: Atlas, position: Position, city: City | null): Found {
  const located = locate(directory, position)
  const guidance = guide(directory, located, {
    now: now(),
    calendarOf: ({ id }) => ({ ...plainCalendar, holidays: holidays.get(id) ?? plainCalendar.holidays }),
  })
  return { located, guidance, city }
}
