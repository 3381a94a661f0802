/** A boundary line of one area or between two, in degrees. */
export interface Border {
  readonly areas: readonly string[]
  readonly line: readonly (readonly [lon: number, lat: number])[]
}

/** What the two topology files say of one unit: ISO 3166-2 code, country, names, parents (r: region, p: constituent country), u: name of a unit without a country. */
export interface Unit {
  readonly i: string
  readonly c: string | null
  readonly n: string
  readonly z?: string
  readonly r?: string
  readonly p?: string
  readonly u?: string
}

/** The parts of a TopoJSON file that are read here (TopoJSON format specification 1.0, sections 2.1 and 2.2). */
export interface Topology {
  readonly transform: { readonly scale: [number, number]; readonly translate: [number, number] }
  readonly arcs: readonly (readonly [number, number][])[]
  readonly objects: {
    readonly admin1: { readonly geometries: readonly { readonly properties: Unit; readonly arcs: unknown }[] }
  }
}

type Point = readonly [number, number]

const unsigned = (arcs: unknown): number[] =>
  typeof arcs === 'number' ? [arcs < 0 ? ~arcs : arcs] : Array.isArray(arcs) ? arcs.flatMap(unsigned) : []

function decode(topology: Topology): Point[][] {
  const { scale, translate } = topology.transform
  return topology.arcs.map((arc) => {
    let x = 0
    let y = 0
    return arc.map(([dx, dy]) => {
      x += dx
      y += dy
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]] as const
    })
  })
}

/**
 * The boundaries that remain when units are dissolved into areas: an arc with the same area on both sides cancels out.
 * `areaOf` answers null for a unit that is left out.
 */
export function dissolve(topology: Topology, areaOf: (unit: Unit) => string | null): Border[] {
  const sides = topology.arcs.map(() => new Set<string>())
  for (const { properties, arcs } of topology.objects.admin1.geometries) {
    const area = areaOf(properties)
    for (const index of unsigned(arcs)) {
      const side = sides[index]
      if (side !== undefined && area !== null && !side.delete(area)) side.add(area)
    }
  }
  const lines = decode(topology)
  const borders = sides.map((areas, index) => ({ areas: [...areas].sort(), line: lines[index] ?? [] }))
  return stitch(borders.filter((border) => border.areas.length > 0))
}

const key = ([lon, lat]: Point): string => `${lon.toFixed(6)},${lat.toFixed(6)}`

/** Joins lines that meet where no third line does, so that simplification is not stopped at the seams of dissolved units. */
function stitch(borders: readonly Border[]): Border[] {
  const ends = new Map<string, Set<Border>>()
  const enter = (border: Border, act: 'add' | 'delete') => {
    for (const end of [border.line[0], border.line.at(-1)]) {
      if (end === undefined) continue
      const at = ends.get(key(end)) ?? new Set<Border>()
      at[act](border)
      ends.set(key(end), at)
    }
  }
  const done = new Set(borders)
  for (const border of borders) enter(border, 'add')
  for (const start of borders) {
    if (!done.has(start)) continue
    let border = start
    for (let next = neighbour(border, ends); next !== null; next = neighbour(border, ends)) {
      for (const used of [border, next.border]) {
        enter(used, 'delete')
        done.delete(used)
      }
      border = { areas: border.areas, line: [...next.before, ...next.after.slice(1)] }
      enter(border, 'add')
      done.add(border)
    }
  }
  return [...done]
}

function neighbour(border: Border, ends: ReadonlyMap<string, ReadonlySet<Border>>) {
  const [first, last] = [border.line[0], border.line.at(-1)]
  if (first === undefined || last === undefined || key(first) === key(last)) return null
  for (const [end, atEnd] of [
    [last, true],
    [first, false],
  ] as const) {
    const at = ends.get(key(end))
    if (at?.size !== 2) continue
    const other = [...at].find((candidate) => candidate !== border)
    if (other === undefined || other.areas.join() !== border.areas.join()) continue
    const startsHere = key(other.line[0] ?? end) === key(end)
    const along = startsHere === atEnd ? other.line : [...other.line].reverse()
    return atEnd
      ? { border: other, before: border.line, after: along }
      : { border: other, before: along, after: border.line }
  }
  return null
}
