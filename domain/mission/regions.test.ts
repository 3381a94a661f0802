import { describe, expect, it } from 'vitest'
import { areaAt } from './area-at.ts'
import { readRegions } from './regions.ts'
import { directoryOf, packText, regionsBytes, sharedJson } from './testing.ts'

const regions = readRegions(regionsBytes())
const codeAt = (lat: number, lon: number) => areaAt(regions, { lat, lon })?.area.code ?? null

describe('the geometry', () => {
  it('knows units where districts need them, parents and countries elsewhere', () => {
    expect(codeAt(40.758, -73.9855)).toBe('US-NY')
    expect(codeAt(48.8584, 2.2945)).toBe('FR-IDF')
    expect(codeAt(52.52, 13.4)).toBe('DE-BE')
    expect(codeAt(-1.29, 36.82)).toBe('KE')
  })

  it('finds small states inside and beside large ones', () => {
    expect(codeAt(43.9424, 12.4578)).toBe('SM')
    expect(codeAt(41.9029, 12.4534)).toBe('VA')
    expect(codeAt(43.7384, 7.4246)).toBe('MC')
    expect(codeAt(36.1408, -5.3536)).toBe('GI')
    expect(codeAt(-29.5, 28.2)).toBe('LS')
  })

  it('answers on both sides of the 180th meridian, and at the poles', () => {
    expect(codeAt(-16.83, -179.98)).toBe('FJ')
    expect(codeAt(-16.83, 179.98)).toBe('FJ')
    expect(codeAt(66, 180)).toBe('RU-CHU')
    expect(codeAt(66, -180)).toBe('RU-CHU')
    expect(codeAt(90, 0)).toBeNull()
    expect(codeAt(-89.9, 0)).toBe('AQ')
  })

  it('snaps a pier to its coast, but not a ship to a country', () => {
    expect(areaAt(regions, { lat: 41.75, lon: 12.2 })).toMatchObject({ area: { code: 'IT-62' } })
    expect(codeAt(41.2, 11.2)).toBeNull()
  })

  it('a file cut short is noticed', () => {
    expect(() => readRegions(regionsBytes().subarray(0, 100_000))).toThrow(RangeError)
  })
})

interface Unit {
  readonly properties: { readonly i: string; readonly c: string | null; readonly r?: string; readonly p?: string }
  readonly arcs: unknown
}
interface Topology {
  readonly transform: { readonly scale: [number, number]; readonly translate: [number, number] }
  readonly arcs: readonly (readonly [number, number][])[]
  readonly objects: { readonly admin1: { readonly geometries: readonly Unit[] } }
}
type Line = readonly (readonly [number, number])[]

/** An independent reading of the unsimplified source: every unit with all its lines, tested one by one. */
function unitsOf(
  topology: Topology,
  keep: (country: string | null) => boolean,
): { unit: Unit; lines: Line[]; box: [number, number, number, number] }[] {
  const { scale, translate } = topology.transform
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0]
    return arc.map(([dx, dy]): [number, number] => [
      (x += dx) * scale[0] + translate[0],
      (y += dy) * scale[1] + translate[1],
    ])
  })
  return topology.objects.admin1.geometries
    .filter(({ properties }) => keep(properties.c))
    .map((unit) => {
      const lines = ((unit.arcs as unknown[]).flat(3) as number[]).map(
        (index) => arcs[index < 0 ? ~index : index] ?? [],
      )
      const points = lines.flat()
      const of = (axis: 0 | 1, pick: (...values: number[]) => number) =>
        points.reduce((best, point) => pick(best, point[axis]), points[0]?.[axis] ?? 0)
      return { unit, lines, box: [of(0, Math.min), of(0, Math.max), of(1, Math.min), of(1, Math.max)] }
    })
}

function contains(lines: readonly Line[], x: number, y: number): boolean {
  let odd = false
  for (const line of lines) {
    line.forEach(([x2, y2], index) => {
      const [x1, y1] = line[index - 1] ?? [x2, y2]
      if (y1 > y !== y2 > y && x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) > x) odd = !odd
    })
  }
  return odd
}

const world = sharedJson('data/missions/admin1-world.topo.json') as Topology | null
const fine = sharedJson('data/missions/admin1-districts.topo.json') as Topology | null

describe.runIf(world !== null && fine !== null)('against the unsimplified source', () => {
  if (world === null || fine === null) return
  const fineCountries = new Set(fine.objects.admin1.geometries.map(({ properties }) => properties.c))
  const units = [
    ...unitsOf(fine, () => true),
    ...unitsOf(world, (country) => country === null || !fineCountries.has(country)),
  ]
  const known = new Set(regions.areas.map(({ code }) => code))
  const truth = (lat: number, lon: number): string | null => {
    const found = units.find(
      ({ box, lines }) => lon >= box[0] && lon <= box[1] && lat >= box[2] && lat <= box[3] && contains(lines, lon, lat),
    )
    if (found?.unit.properties.c == null) return null
    const { i, r, p, c } = found.unit.properties
    return [i, r, p].find((code) => code !== undefined && known.has(code)) ?? c
  }
  const agreement = (points: readonly (readonly [number, number])[]) => {
    const judged = points
      .map(([lat, lon]) => ({ expected: truth(lat, lon), found: codeAt(lat, lon) }))
      .filter(({ expected }) => expected !== null)
    return {
      points: judged.length,
      share: judged.filter(({ expected, found }) => expected === found).length / judged.length,
    }
  }

  it('the towns of the cities file lie in the same area', () => {
    const towns = packText('world/cities.tsv')
      .split('\n')
      .slice(1)
      .filter((_, index) => index % 4 === 0)
    const { points, share } = agreement(
      towns.map((line) => [Number(line.split('\t')[4]), Number(line.split('\t')[5])] as const),
    )
    process.stdout.write(
      `Simplified geometry agrees with the source for ${(share * 100).toFixed(2)} % of ${points} towns\n`,
    )
    expect(share).toBeGreaterThanOrEqual(0.99)
  })

  it('random points on land lie in the same area, those within five kilometres of a boundary too', () => {
    let seed = 20261123
    const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648
    const spread = Array.from(
      { length: 6000 },
      () => [(Math.asin(random() * 1.8 - 0.85) * 180) / Math.PI, random() * 360 - 180] as const,
    )
    const beside = Array.from({ length: 3000 }, () => {
      const lines = units[Math.floor(random() * units.length)]?.lines ?? []
      const line = lines[Math.floor(random() * lines.length)] ?? []
      const [lon, lat] = line[Math.floor(random() * line.length)] ?? [0, 0]
      return [
        Math.max(-90, Math.min(90, lat + (random() - 0.5) * 0.1)),
        Math.max(-180, Math.min(180, lon + (random() - 0.5) * 0.1)),
      ] as const
    })
    for (const [what, sample] of [
      ['random points on land', spread],
      ['points within 5 km of a boundary', beside],
    ] as const) {
      const { points, share } = agreement(sample)
      process.stdout.write(
        `Simplified geometry agrees with the source for ${(share * 100).toFixed(2)} % of ${points} ${what}\n`,
      )
      expect(share).toBeGreaterThanOrEqual(0.99)
    }
  })
})

describe('the packs', () => {
  it('name only areas that the geometry knows, except those the source does not draw', () => {
    const known = new Set(regions.areas.map(({ code }) => code))
    const notDrawn = new Set(['FR-PF', 'ID-KU', 'ID-PD', 'ID-PE', 'ID-PS', 'ID-PT', 'US-PR'])
    for (const pack of ['cn', 'uto'] as const) {
      const { countries } = directoryOf(pack).districts
      const named = Object.values(countries).flatMap(({ districts }) => districts.flatMap(({ areas }) => areas))
      expect(named.filter((code) => !known.has(code) && !notDrawn.has(code))).toEqual([])
    }
  })

  it('name only missions that exist', () => {
    for (const pack of ['cn', 'uto'] as const) {
      const { missions, districts } = directoryOf(pack)
      const countries = Object.values(districts.countries)
      const named = [
        ...Object.values(districts.disputed).flat(),
        ...[...districts.accredited, ...countries.flatMap((country) => country.districts)].map(
          ({ mission }) => mission,
        ),
        ...countries.map((country) => country.default),
      ]
      expect(named.filter((id) => !missions.has(id))).toEqual([])
    }
  })
})
