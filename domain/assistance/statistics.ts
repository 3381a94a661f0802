import * as z from 'zod/mini'
import { hiddenAmong, leastShown } from '../shared/index.ts'
import { AssistanceTypeCode } from './assistance-type.ts'

/** Half of the cases took so many minutes or fewer, nine of ten so many; null where too few are known to say. */
export const Spread = z.nullable(z.object({ median: z.number(), ninetieth: z.number() }))
export type Spread = z.infer<typeof Spread>

const Measures = z.object({ read: Spread, contact: Spread, resolve: Spread })

/** Cases of one kind at one place, as they may be shown: `count` null where it is hidden, and then nothing else is shown of them either. */
export const ProtectionCell = z.object({
  type: AssistanceTypeCode,
  place: z.string(),
  count: z.nullable(z.number()),
  measures: z.nullable(Measures),
})
export type ProtectionCell = z.infer<typeof ProtectionCell>

/** How long something took over some cases: of how many it is known, and the two minutes. */
export interface Timed {
  readonly known: number
  readonly median: number | null
  readonly ninetieth: number | null
}

/** Cases of one kind at one place, whole numbers: not for anyone's eyes. */
export interface CountedCell {
  readonly type: AssistanceTypeCode
  readonly place: string
  readonly count: number
  readonly read: Timed
  readonly contact: Timed
  readonly resolve: Timed
}

/** A time is told of as many cases as a count: a median of few is somebody's own. */
const spreadOf = ({ known, median, ninetieth }: Timed): Spread =>
  known < leastShown || median === null || ninetieth === null ? null : { median, ninetieth }

/**
 * Hides small cells, and those from which they could be reckoned by the total of their place, of their kind, or of their kind in their region.
 * `regionOf` tells in which region a place lies; of the regions themselves it answers the same for all.
 */
export function showProtection(
  cells: readonly CountedCell[],
  regionOf: (place: string) => string,
): readonly ProtectionCell[] {
  const present = cells.filter(({ count }) => count > 0)
  const hidden = hiddenAmong(present, ({ type, place }) => [
    `place ${place}`,
    `type ${type}`,
    `region ${type} ${regionOf(place)}`,
  ])
  return present.map((cell) => {
    const { type, place, count, read, contact, resolve } = cell
    if (hidden.has(cell)) return { type, place, count: null, measures: null }
    return {
      type,
      place,
      count,
      measures: { read: spreadOf(read), contact: spreadOf(contact), resolve: spreadOf(resolve) },
    }
  })
}

/** Why an officer of the ministry counts cases. */
export const CountingPurpose = z.enum(['annual-report', 'staffing', 'quality', 'inquiry'])
export type CountingPurpose = z.infer<typeof CountingPurpose>

/** The parts of the world of the public table. */
export const worldRegions = ['africa', 'america', 'asia', 'europe', 'oceania', 'elsewhere'] as const
export type WorldRegion = (typeof worldRegions)[number]

const areas: { readonly [area: string]: WorldRegion } = {
  Africa: 'africa',
  America: 'america',
  Asia: 'asia',
  Europe: 'europe',
  Australia: 'oceania',
  Pacific: 'oceania',
}

/** The part of the world of a time zone: the area under which the IANA time zone database keeps it; islands of the other oceans are elsewhere. */
export const regionOfZone = (zone: string | null): WorldRegion => areas[zone?.split('/')[0] ?? ''] ?? 'elsewhere'
