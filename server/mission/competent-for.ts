import { findCity, locate } from '@consular/domain/mission'
import type { Pack } from './pack.ts'

/** An address as the form has it: the country by its ISO letters, the town as typed. */
export interface Address {
  readonly country: string
  readonly city: string
}

/** The mission competent for an address by its town, or null where nobody can tell from that: then an officer does. */
export function competentFor(pack: Pack, { country, city }: Address): string | null {
  const found = findCity(pack.cities, `${city}, ${country}`)
  if (!found.ok || found.value.city.country !== country) return null
  // Two towns of one name in a country are no proof.
  const missions = [found.value.city, ...found.value.others].map(
    ({ position }) => locate(pack.directory, position).competent?.mission.id ?? null,
  )
  return new Set(missions).size === 1 ? (missions[0] ?? null) : null
}
