import { ok, type Result, refuse } from '../shared/index.ts'
import type { Position } from './position.ts'

/** A town that can be typed: its English name, its Chinese names (the usual one first), other names it goes by, and its country (ISO 3166-1). */
export interface City {
  readonly en: string
  readonly zh: string
  readonly country: string
  readonly position: Position
  readonly keys: readonly string[]
}

/** Reads the cities file (its form: pack/build/cities.ts), largest town first. */
export function readCities(text: string): readonly City[] {
  const rows = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return rows.map((line) => {
    const [en = '', zh = '', other = '', country = '', lat, lon] = line.split('\t')
    const names = [en, ...zh.split('|'), ...other.split('|')].filter((name) => name !== '')
    return {
      en,
      zh: zh.split('|')[0] || en,
      country,
      position: { lat: Number(lat), lon: Number(lon) },
      keys: names.map(fold),
    }
  })
}

/** Two spellings that a person takes for the same: without case, accents, hyphens, and the Chinese word for city. */
const fold = (text: string): string => {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\-'’ʻ.·]/gu, '')
    .replaceAll('ı', 'i')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('ß', 'ss')
  return plain.length > 2 ? plain.replace(/市$/u, '') : plain
}

const indexes = new WeakMap<readonly City[], ReadonlyMap<string, readonly City[]>>()

/** The towns of each name, made once for a list of towns. */
function indexOf(cities: readonly City[]): ReadonlyMap<string, readonly City[]> {
  const known = indexes.get(cities)
  if (known) return known
  const index = new Map<string, City[]>()
  for (const city of cities) {
    for (const key of new Set(city.keys)) {
      const towns = index.get(key)
      if (towns) towns.push(city)
      else index.set(key, [city])
    }
  }
  indexes.set(cities, index)
  return index
}

/** How a city is named without doubt: `Florence, IT`. `findCity` understands it. */
export const cityKey = (city: City): string => `${city.en}, ${city.country}`

/**
 * The town of that name in English, Chinese or as its country writes it; `Florence, US` names the country by its code. Of several, the largest, with the others beside it.
 * Refuses `mission.city-unknown` with the typed text and up to five suggestions, written as `cityKey`.
 */
export function findCity(
  cities: readonly City[],
  typed: string,
): Result<{ city: City; others: readonly City[] }, 'mission.city-unknown'> {
  const [name = '', code] = typed.split(/[,，]/u)
  const key = fold(name)
  const country = code === undefined ? null : code.trim().toUpperCase()
  const known = country === null || !/^[A-Z]{2}$/.test(country) ? null : country
  const named = indexOf(cities).get(key) ?? []
  const [city, ...others] = known === null ? named : named.filter((each) => each.country === known)
  if (city !== undefined) return ok({ city, others: others.slice(0, 5) })
  return refuse('mission.city-unknown', { typed: typed.slice(0, 100), suggestions: suggest(cities, key).map(cityKey) })
}

function suggest(cities: readonly City[], key: string): readonly City[] {
  if (key.length < 2) return []
  const starting = cities.filter(({ keys }) => keys.some((name) => name.startsWith(key)))
  if (starting.length > 0) return starting.slice(0, 5)
  const reach = key.length > 5 ? 2 : 1
  const near = cities.flatMap((city) => {
    const edits = Math.min(
      ...city.keys.map((name) => (Math.abs(name.length - key.length) > reach ? Infinity : editDistance(name, key))),
    )
    return edits <= reach ? [{ city, edits }] : []
  })
  return near
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 5)
    .map(({ city }) => city)
}

/** The number of letters to insert, delete or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}
