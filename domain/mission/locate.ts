import { areaAt, type Placed } from './area-at.ts'
import { type Directory, type Near, nearest } from './directory.ts'
import type { Confidence, Districts, Where } from './districts.ts'
import type { Mission } from './mission.ts'
import { distanceKm, type Position } from './position.ts'
import type { Area } from './regions.ts'

/** Why a mission is competent, or why none is named: `unit:US-NY`, `parent:FR-IDF`, `split:US-CA`, `nonResident:MC`, `disputed:UA-43` and the plain ones. */
export type Rule =
  | `${'unit' | 'parent' | 'split' | 'nonResident' | 'disputed' | 'excluded'}:${string}`
  | 'country-default'
  | 'only-mission-in-country'
  | 'nearest-in-country'
  | 'domestic'
  | 'unassigned-area'

/** The answer to "which mission?": the nearest one, the competent one by consular district with the rule that says so, or the candidates where the ministry has not decided. */
export interface Located {
  readonly position: Position
  readonly place: Placed | null
  readonly nearest: Near | null
  readonly competent: (Near & { readonly confidence: Confidence }) | null
  readonly candidates: readonly Near[]
  readonly rule: Rule
}

interface Verdict {
  readonly rule: Rule
  readonly mission?: string
  readonly confidence?: Confidence
  readonly candidates?: readonly string[]
}

/** Nearest and competent mission of a position. Order of the rules: disputed, domestic, districts, accredited, own missions in the country, none. */
export function locate(directory: Directory, position: Position): Located {
  const place = areaAt(directory.regions, position)
  const verdict = place === null ? { rule: 'unassigned-area' as const } : judge(directory, place.area, position)
  const near = (id: string): Near | null => {
    const mission = directory.missions.get(id)
    return mission === undefined ? null : { mission, km: distanceKm(position, mission.position) }
  }
  const competent = verdict.mission === undefined ? null : near(verdict.mission)
  return {
    position,
    place,
    nearest: nearest(directory, position)[0] ?? null,
    competent: competent === null ? null : { ...competent, confidence: verdict.confidence ?? 'low' },
    candidates: (verdict.candidates ?? []).map(near).filter((candidate) => candidate !== null),
    rule: verdict.rule,
  }
}

/** The mission that is competent in the whole of a country, whatever the place: null where that depends on the place, or where none is named. */
export function competentInCountry({ districts, missions }: Directory, country: string): string | null {
  if (districts.domestic.includes(country)) return null
  const divided = districts.countries[country]
  if (divided !== undefined) return divided.districts.length === 0 ? divided.default : null
  const accredited = byAccreditation(districts, country)
  if (accredited !== null) return accredited.mission ?? null
  const own = [...missions.values()].filter(({ servesPublic, host }) => servesPublic && host.country === country)
  return own.length === 1 ? (own[0]?.id ?? null) : null
}

function judge({ districts, missions }: Directory, area: Area, position: Position): Verdict {
  const disputed = districts.disputed[area.code]
  if (disputed !== undefined) return { rule: `disputed:${area.code}`, candidates: disputed }
  const { country } = area
  if (country === null) return { rule: 'unassigned-area' }
  if (districts.domestic.includes(country)) return { rule: 'domestic' }
  return (
    byDistrict(districts, area, position) ??
    byAccreditation(districts, country) ??
    byHost([...missions.values()], country, position) ?? { rule: 'unassigned-area' }
  )
}

function byDistrict(districts: Districts, area: Area, position: Position): Verdict | null {
  const country = districts.countries[area.country ?? '']
  if (country === undefined) return null
  if (country.excluded?.includes(area.code)) return { rule: `excluded:${area.code}` }
  for (const { mission, splits } of country.districts) {
    const split = splits?.find(({ unit, where }) => unit === area.code && holds(where, position))
    if (split !== undefined) return { rule: `split:${area.code}`, mission, confidence: split.confidence }
  }
  const own = country.districts.find(({ areas }) => areas.includes(area.code))
  // An area that is itself a parent (dissolved units) is named as one.
  if (own !== undefined)
    return {
      rule: `${area.parents.includes(area.code) ? 'parent' : 'unit'}:${area.code}`,
      mission: own.mission,
      confidence: own.confidence,
    }
  for (const parent of area.parents) {
    const district = country.districts.find(({ areas }) => areas.includes(parent))
    if (district !== undefined)
      return { rule: `parent:${parent}`, mission: district.mission, confidence: district.confidence }
  }
  return { rule: 'country-default', mission: country.default, confidence: country.defaultConfidence }
}

function byAccreditation({ accredited }: Districts, country: string): Verdict | null {
  const row = accredited.find((candidate) => candidate.country === country)
  return row === undefined ? null : { rule: `nonResident:${country}`, mission: row.mission, confidence: row.confidence }
}

function byHost(missions: readonly Mission[], country: string, position: Position): Verdict | null {
  const own = missions.filter(({ servesPublic, host }) => servesPublic && host.country === country)
  const [first] = own
  if (first === undefined) return null
  if (own.length === 1) return { rule: 'only-mission-in-country', mission: first.id, confidence: 'high' }
  const closest = own.reduce(
    (best, mission) => (distanceKm(position, mission.position) < distanceKm(position, best.position) ? mission : best),
    first,
  )
  return { rule: 'nearest-in-country', mission: closest.id, confidence: 'low' }
}

function holds(where: Where, position: Position): boolean {
  if ('southOf' in where) return position.lat < where.southOf
  if ('northFrom' in where) return position.lat >= where.northFrom
  return distanceKm(position, where.within) <= where.within.km
}
