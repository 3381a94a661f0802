import { type Position, positionOf } from '@consular/domain/mission'
import { signal } from '@preact/signals'
import { createStore, del, get, set } from 'idb-keyval'

/** Where the phone is, as it says now; accuracy in metres. */
export interface Fix extends Position {
  readonly accuracy: number
}

/** The newest fix of this visit: what goes with a report. Null while there is none. */
export const fix = signal<Fix | null>(null)

/** Where the phone was last known to be, also on an earlier day: good enough to choose numbers, never sent. */
export const lastKnown = signal<Position | null>(null)

const store = createStore('consular-place', 'place')

function take({ coords: { latitude, longitude, accuracy } }: GeolocationPosition): void {
  const position = positionOf(latitude, longitude)
  if (!position.ok) return
  fix.value = { ...position.value, accuracy }
  lastKnown.value = position.value
  void set('last', position.value, store)
}

/** Follows the phone while help is asked for; answers what ends it. A phone that does not say where it is changes nothing. */
export function followPosition(): () => void {
  const remember = async () => {
    const known = await get<Position>('last', store)
    lastKnown.value ??= known ?? null
  }
  void remember()
  if (!('geolocation' in navigator)) return () => undefined
  const watch = navigator.geolocation.watchPosition(take, () => undefined, {
    enableHighAccuracy: true,
    maximumAge: 30_000,
  })
  return () => navigator.geolocation.clearWatch(watch)
}

/** Forgets where the phone was. */
export async function forgetPlace(): Promise<void> {
  lastKnown.value = fix.value
  await del('last', store)
}
