/**
 * Makes the pack files that are carried over from source material. Run by hand when the material changes, with Node 26 from the root of the repository:
 *
 *   node pack/build/build.ts <folder of the mission material> <GeoNames table cities500.txt>
 *
 * The folder holds missions.json, missions-world.json, districts.json, admin1-world.topo.json and admin1-districts.topo.json.
 * The table is the public GeoNames export (CC BY 4.0). Written: pack/cn/missions.json, pack/cn/districts.json, pack/world/*.
 * Files that are edited by hand (pack.json, calendar.json, emergency-numbers.json, all of pack/uto) are read, never written.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildCities, printCities } from './cities.ts'
import { buildDistricts } from './districts.ts'
import type { RawDistricts, RawMission } from './material.ts'
import { buildMissions, buildWorldMissions } from './missions.ts'
import { buildRegions } from './regions.ts'
import type { Topology } from './topology.ts'

interface DistrictFile {
  readonly disputed: Readonly<Record<string, unknown>>
  readonly countries: Readonly<
    Record<
      string,
      {
        readonly excluded?: readonly string[]
        readonly districts: readonly {
          readonly areas: readonly string[]
          readonly splits?: readonly { readonly unit: string }[]
        }[]
      }
    >
  >
}

const [material, cityTable] = process.argv.slice(2)
if (material === undefined || cityTable === undefined)
  throw new Error('Two arguments are needed: the folder of the material, the GeoNames table')
const packs = join(import.meta.dirname, '..')
const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'))

/** One row a line: small, and a change shows as one line. */
const write = (path: string, value: unknown): void => writeFileSync(join(packs, path), `${rows(value)}\n`)
const rows = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('},{"id":', '},\n{"id":')
    .replaceAll('],["', '],\n["')
    .replaceAll('},{"mission":', '},\n{"mission":')
    .replaceAll('},{"country":', '},\n{"country":')

/** Every unit and parent code that the districts of the packs name. */
function wanted(files: readonly DistrictFile[]): ReadonlySet<string> {
  const areas = new Set(files.flatMap((file) => Object.keys(file.disputed)))
  for (const { excluded, districts } of files.flatMap((file) => Object.values(file.countries))) {
    const split = districts.flatMap((district) => (district.splits ?? []).map(({ unit }) => unit))
    for (const area of [...(excluded ?? []), ...split, ...districts.flatMap((district) => district.areas)])
      areas.add(area)
  }
  return areas
}

mkdirSync(join(packs, 'world'), { recursive: true })
const world = read(material, 'admin1-world.topo.json') as Topology
const fine = read(material, 'admin1-districts.topo.json') as Topology
const localNames = new Set(
  [...world.objects.admin1.geometries, ...fine.objects.admin1.geometries].map(
    ({ properties }) => `${properties.c}:${properties.n}`,
  ),
)
const cities = buildCities(readFileSync(cityTable, 'utf8'), localNames)
const cityName = (name: string, country: string) =>
  cities
    .find(([en, zh, , at]) => at === country && en.toLowerCase() === name.toLowerCase() && zh !== '')?.[1]
    .split('|')[0]

write(
  'cn/missions.json',
  buildMissions((read(material, 'missions.json') as { missions: RawMission[] }).missions, cityName),
)
write('cn/districts.json', buildDistricts(read(material, 'districts.json') as RawDistricts))
write(
  'world/missions.json',
  buildWorldMissions((read(material, 'missions-world.json') as { missions: RawMission[] }).missions),
)
writeFileSync(join(packs, 'world/cities.tsv'), printCities(cities))
const regions = buildRegions(
  world,
  fine,
  wanted(['cn', 'uto'].map((pack) => read(packs, pack, 'districts.json') as DistrictFile)),
)
writeFileSync(join(packs, 'world/regions.bin'), regions.bytes)
process.stdout.write(
  `${cities.length} cities, ${regions.areas.length} areas, ${regions.points} points, ${regions.bytes.length} bytes of geometry\n`,
)
