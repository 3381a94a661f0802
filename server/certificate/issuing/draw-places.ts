import type { Context } from '../../context.ts'
import { placeRange, randomPlaces } from './places.ts'
import { freePlaces, highestPlace } from './store.ts'

/** Free places of the status list, drawn at random when the first is asked for. Two processes may draw the same: the database lets one of them write, and the other draws again. */
export function drawPlaces({ database, random }: Context, wanted: number): () => Promise<number> {
  let drawing: Promise<number[]> | null = null
  const draw = async (): Promise<number[]> => {
    // Where more than a quarter is taken, the next certificates draw from twice as many.
    for (let range = placeRange(await highestPlace(database)); ; range *= 2) {
      const tried = randomPlaces(random, range, Math.max(64, wanted * 2))
      const free = await freePlaces(database, tried)
      if (free.length >= tried.length * 0.75) return [...free]
    }
  }
  return async () => {
    drawing ??= draw()
    const place = (await drawing).pop()
    if (place === undefined) throw new Error('more places were asked for than were drawn')
    return place
  }
}

/** Did two draw the same place? */
export const isPlaceTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'health_certificate_status_index_key'
