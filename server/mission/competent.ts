import { competentInCountry, findCity, locate } from '@consular/domain/mission'
import type { Pack } from './pack.ts'

/** Where an applicant lives, as she wrote it: country by its ISO 3166-1 code, region and city in any of the languages of the cities file. */
export interface Address {
  readonly country: string
  readonly region: string
  readonly city: string
}

/** The mission competent for an address, null when the address does not tell for certain: then an officer does. */
export function competentFor(pack: Pack, { country, region, city }: Address): string | null {
  const whole = competentInCountry(pack.directory, country)
  if (whole !== null) return whole
  for (const typed of [city, region]) {
    const found = findCity(pack.cities, `${typed.replaceAll(/[,，]/gu, ' ')}, ${country}`)
    // Two towns of one name may lie in two districts.
    if (!found.ok || found.value.others.length > 0) continue
    const { competent } = locate(pack.directory, found.value.city.position)
    if (competent !== null && competent.confidence !== 'low') return competent.mission.id
  }
  return null
}
