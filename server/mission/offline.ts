import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { holidaysOf } from './holidays.ts'
import { type Pack, packPath } from './pack.ts'

/** A file made at the start and served from memory. */
export interface DirectoryFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly immutable: boolean
}

const own = ['pack.json', 'missions.json', 'districts.json', 'services.json', 'defects.json', 'refusal-grounds.json']
const world = ['regions.bin', 'cities.tsv', 'emergency-numbers.json']

const types: Readonly<Record<string, string>> = {
  json: 'application/json; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
  bin: 'application/octet-stream',
}

/**
 * What the phone keeps to answer without a line, by path: the pack's own files, the world's, and `/pack/holidays.json`,
 * the closed days of the next twelve months of every mission whose opening hours are known.
 */
export async function offlineDirectory(pack: Pack, now: Temporal.Instant): Promise<ReadonlyMap<string, DirectoryFile>> {
  const files = new Map<string, DirectoryFile>()
  const put = (name: string, bytes: Uint8Array) => {
    const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
    files.set(`/pack/${name}`, { bytes: new Uint8Array(bytes), type, immutable: false })
  }
  for (const [folder, names] of [
    [pack.name, own],
    ['world', world],
  ] as const) {
    for (const name of names) if (existsSync(packPath(folder, name))) put(name, await readFile(packPath(folder, name)))
  }
  put('holidays.json', new TextEncoder().encode(JSON.stringify(upcoming(pack, now))))
  return files
}

/** Mission id -> rows of date, Chinese and English name. */
function upcoming(pack: Pack, now: Temporal.Instant): Record<string, [string, string, string][]> {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  const [from, until] = [today.toString(), today.add({ years: 1 }).toString()]
  const known = [...pack.directory.missions.values()].filter(({ openingHours }) => openingHours !== null)
  return Object.fromEntries(
    known.map((mission) => {
      const days = [...holidaysOf(pack, mission, today.year), ...holidaysOf(pack, mission, today.year + 1)]
      const rows = days.map(([date, name]): [string, string, string] => [date, name.zh, name.en])
      return [mission.id, rows.filter(([date]) => date >= from && date <= until).sort(([a], [b]) => (a < b ? -1 : 1))]
    }),
  )
}
