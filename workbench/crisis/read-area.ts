import { CrisisArea } from '@consular/domain/crisis'
import { type City, findCity, type Position, positionOf } from '@consular/domain/mission'

/** An area as it is typed: a centre as a city or `38.4230, 27.1430`, a radius, countries by their codes, corners of a polygon line by line. */
export interface TypedArea {
  readonly centre: string
  readonly km: string
  readonly countries: string
  readonly corners: string
  /** Also those who registered for the country of the city, or the listed ones, without saying where. */
  readonly unplaced: boolean
}

/** A field of the form that cannot be understood. */
export type WrongArea = 'centre' | 'km' | 'countries' | 'corners'

const coordinates = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/

function positionFrom(text: string): Position | null {
  const match = coordinates.exec(text)
  const position = match ? positionOf(Number(match[1]), Number(match[2])) : null
  return position?.ok ? position.value : null
}

/** The centre that was typed, and its country where it is a city of the list. */
function centreFrom(
  text: string,
  cities: readonly City[],
): { readonly position: Position; readonly country: string | null } | null {
  const position = positionFrom(text)
  if (position !== null) return { position, country: null }
  const found = findCity(cities, text)
  return found.ok ? { position: found.value.city.position, country: found.value.city.country } : null
}

/** Reads an area as it was typed; or the fields that are wrong. What is left empty adds nothing. */
export function readArea(
  typed: TypedArea,
  cities: readonly City[],
): { readonly ok: true; readonly area: CrisisArea } | { readonly ok: false; readonly wrong: readonly WrongArea[] } {
  const wrong: WrongArea[] = []
  const hasCircle = typed.centre.trim() !== ''
  const centre = hasCircle ? centreFrom(typed.centre, cities) : null
  if (hasCircle && centre === null) wrong.push('centre')
  const km = Number(typed.km.trim() || 'x')
  if (hasCircle && !(km > 0 && km <= 2000)) wrong.push('km')
  const countries = typed.countries
    .toUpperCase()
    .split(/[\s,，、;]+/)
    .filter(Boolean)
  if (countries.some((code) => !/^[A-Z]{2}$/.test(code))) wrong.push('countries')
  const lines = typed.corners.split('\n').filter((line) => line.trim() !== '')
  const corners = lines.map(positionFrom).filter((corner) => corner !== null)
  if (corners.length < lines.length || (lines.length > 0 && lines.length < 3)) wrong.push('corners')
  if (wrong.length > 0) return { ok: false, wrong }
  const named = centre?.country === null || centre === null ? [] : [centre.country]
  const area = CrisisArea.safeParse({
    circles: centre === null ? [] : [{ ...centre.position, km }],
    polygons: corners.length === 0 ? [] : [corners],
    countries,
    unplaced: typed.unplaced ? [...new Set([...named, ...countries])] : [],
  })
  return area.success ? { ok: true, area: area.data } : { ok: false, wrong: ['centre'] }
}
