import { contestedNear } from './contested.ts'
import { type AreaRow, encodeRegions } from './encode-regions.ts'
import { parentNames } from './parent-names.ts'
import { simplify } from './simplify.ts'
import { isSmall, smallBorders, smallCodes } from './small-territories.ts'
import { type Border, dissolve, type Topology, type Unit } from './topology.ts'

/** How coarse the lines may become, in square kilometres of the triangle left out: where areas meet, and along open coasts, where a point beside the line is snapped.
 * Measured on the 190,000 towns of the GeoNames table: 99.9 % lie in the same area as before, all but one within reach of land, at 227 KB with brotli. */
const tolerance = { meeting: 2, open: 100 }

/** Units of the source that carry a name in place of a country, and the country whose accredited mission answers there. Facts of the districts file, and the ISO codes of two island territories. */
const countryOfNamed: Readonly<Record<string, string>> = {
  'Northern Cyprus': 'CY',
  'Akrotiri Sovereign Base Area': 'CY',
  'Dhekelia Sovereign Base Area': 'CY',
  Somaliland: 'SO',
  'US Naval Base Guantanamo Bay': 'CU',
  'Baykonur Cosmodrome': 'KZ',
  'Cocos (Keeling) Islands': 'CC',
  'Christmas Island': 'CX',
}

/**
 * The one geometry file of all packs. `wanted`: the unit and parent codes that some pack's district, split or dispute names.
 * Those units are kept, else their parents where those are named, else whole countries.
 */
export function buildRegions(
  world: Topology,
  fine: Topology,
  wanted: ReadonlySet<string>,
): { bytes: Uint8Array; areas: readonly AreaRow[]; points: number } {
  const rows = new Map<string, AreaRow>()
  const areaOf = (unit: Unit): string => {
    const row = rowOf(unit, wanted)
    rows.set(row.code, row)
    return row.code
  }
  const fineCountries = new Set(fine.objects.admin1.geometries.map(({ properties }) => properties.c))
  const isFine = (unit: Unit) => unit.c !== null && fineCountries.has(unit.c)
  const near = dissolve(fine, areaOf)
  const fineCodes = new Set(rows.keys())
  const all = [...near, ...dissolve(world, (unit) => (isFine(unit) || isSmall(unit.c) ? null : areaOf(unit)))]
  const contested = contestedNear(all)
  const limit = (point: readonly [number, number]) => (contested(point) ? tolerance.meeting : tolerance.open)
  // Where layers overlap, the lower index answers: the smallest territories first, then the finer areas.
  const small = smallCodes.map((code): AreaRow => ({ code, country: code, parents: [] }))
  const areas = [
    ...small,
    ...[...rows.values()].sort(
      (a, b) => Number(!fineCodes.has(a.code)) - Number(!fineCodes.has(b.code)) || (a.code < b.code ? -1 : 1),
    ),
  ]
  const borders = [
    ...all.map((border) => ({ areas: border.areas, line: simplify(border.line, limit) })),
    ...smallBorders(),
  ].sort(byPlace)
  const source =
    'Natural Earth 1:10m admin-1, version 5 (public domain), dissolved and simplified; credit: Made with Natural Earth'
  return {
    bytes: encodeRegions(areas, borders, { perDegree: 500, source }),
    areas,
    points: borders.reduce((sum, { line }) => sum + line.length, 0),
  }
}

function rowOf(unit: Unit, wanted: ReadonlySet<string>): AreaRow {
  const country = unit.c ?? countryOfNamed[unit.u ?? ''] ?? null
  const parents = [unit.r, unit.p].filter((code) => code !== undefined)
  if (wanted.has(unit.i)) {
    return {
      code: unit.i,
      country,
      parents: parents.filter((code) => wanted.has(code)),
      en: unit.n,
      ...(unit.z === undefined ? {} : { zh: unit.z }),
    }
  }
  const parent = parents.find((code) => wanted.has(code))
  if (parent !== undefined) return { code: parent, country, parents: [parent], ...parentNames[parent] }
  return { code: country ?? unit.i, country, parents: [] }
}

/** Neighbouring lines follow one another, so that the differences stay small. */
function byPlace(a: Border, b: Border): number {
  const cell = ({ line }: Border) => Math.floor(((line[0]?.[1] ?? 0) + 90) / 4) * 1000 + (line[0]?.[0] ?? 0) + 180
  return cell(a) - cell(b)
}
