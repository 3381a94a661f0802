import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Area,
  type Directory,
  Districts,
  distanceKm,
  locate,
  type Mission,
  MissionFile,
  openDirectory,
  type Position,
  type Regions,
  readRegions,
} from '@consular/domain/mission'

const packs = join(import.meta.dirname, '..', 'pack')
const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(packs, path), 'utf8'))

/** Positions over the whole Earth, the same in every run. */
function positions(count: number): Position[] {
  let seed = 20261123
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648
  return Array.from({ length: count }, () => ({
    lat: (Math.asin(random() * 2 - 1) * 180) / Math.PI,
    lon: random() * 360 - 180,
  }))
}

/** The world directory as missions of one sender, so that the same `locate` answers over all of them. */
async function worldMissions(like: Mission): Promise<Mission[]> {
  const { rows } = (await json('world/missions.json')) as {
    rows: [string, string, string, string, string, number, number][]
  }
  return rows.map(([id, , country, , , lat, lon]) =>
    Object.assign({}, like, { id, host: { country }, position: { lat, lon }, status: 'active', servesPublic: true }),
  )
}

/** How often a second something can be done on one core: as many rounds as fit in half a second, after a warm-up. */
function perSecond(samples: readonly Position[], act: (position: Position) => unknown): number {
  const budget = 500
  for (const position of samples.slice(0, 50)) act(position)
  const start = performance.now()
  let done = 0
  while (performance.now() - start < budget) {
    act(samples[done % samples.length] ?? { lat: 0, lon: 0 })
    done++
  }
  return (done / (performance.now() - start)) * 1000
}

interface Outline {
  readonly area: Area
  readonly lines: readonly { readonly first: number; readonly last: number }[]
}

/** Every area with all its lines, for the baseline. */
function outlines({ areas, pieces, sides }: Regions): Outline[] {
  const lines = areas.map((): { first: number; last: number }[] => [])
  for (let piece = 0; piece * 2 < sides.length; piece++) {
    for (const side of [sides[piece * 2], sides[piece * 2 + 1]]) {
      if (side !== undefined && side > 0)
        lines[side - 1]?.push({ first: pieces[piece * 6] ?? 0, last: pieces[piece * 6 + 1] ?? 0 })
    }
  }
  return areas.map((area, index) => ({ area, lines: lines[index] ?? [] }))
}

/** The baseline: haversine to every mission, and every area tested point in polygon over all its lines, without boxes, bands or vectors. */
function naive(directory: Directory, all: readonly Outline[], { lat, lon }: Position): unknown {
  const { xs, ys, perDegree } = directory.regions
  let best: { mission: Mission; km: number } | null = null
  for (const mission of directory.visited) {
    const km = distanceKm({ lat, lon }, mission.position)
    if (best === null || km < best.km) best = { mission, km }
  }
  const [x, y] = [lon * perDegree, lat * perDegree]
  const inside = all.find(({ lines }) => {
    let odd = false
    for (const { first, last } of lines) {
      for (let point = first + 1; point <= last; point++) {
        const [x1, y1, x2, y2] = [xs[point - 1] ?? 0, ys[point - 1] ?? 0, xs[point] ?? 0, ys[point] ?? 0]
        if (y1 > y !== y2 > y && x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) > x) odd = !odd
      }
    }
    return odd
  })
  return { best, inside }
}

/** Prints how many positions a second `locate` answers on one core over the cn and the world directory, and the ratio to the baseline in the same run. */
export async function benchLocate(): Promise<void> {
  const bytes = new Uint8Array(await readFile(join(packs, 'world/regions.bin')))
  const started = performance.now()
  const regions = readRegions(bytes)
  const parsed = performance.now() - started
  const { missions } = MissionFile.parse(await json('cn/missions.json'))
  const districts = Districts.parse(await json('cn/districts.json'))
  const [first] = missions
  if (first === undefined) throw new Error('The cn pack has no missions')
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const count = (value: number) => Math.round(value).toLocaleString('en')
  say(`locate: geometry of ${count(bytes.length)} bytes read in ${parsed.toFixed(1)} ms (cold)`)
  say('locate: baseline = haversine to every mission + every area tested point in polygon')
  const samples = positions(5000)
  for (const [name, listed] of [
    ['cn', missions],
    ['world', await worldMissions(first)],
  ] as const) {
    const directory = openDirectory(listed, districts, regions)
    const all = outlines(regions)
    const own = perSecond(samples, (position) => locate(directory, position))
    const base = perSecond(samples, (position) => naive(directory, all, position))
    say(
      `locate: ${name} (${count(listed.length)} missions): ${count(own)} a second, baseline ${count(base)}, ratio ${(own / base).toFixed(1)}`,
    )
  }
}

if (process.argv[1] === import.meta.filename) await benchLocate()
