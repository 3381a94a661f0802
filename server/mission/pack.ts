import { readFile } from 'node:fs/promises'
import {
  type City,
  type Directory,
  Districts,
  EmergencyNumbers,
  type Mission,
  MissionFile,
  openDirectory,
  PackInfo,
  PublicCalendar,
  readCities,
  readRegions,
} from '@consular/domain/mission'

/** A ministry's pack, read and ready: who it is, its missions and their districts, the towns one can type, numbers and calendar. */
export interface Pack {
  readonly info: PackInfo
  readonly directory: Directory
  readonly missions: readonly Mission[]
  readonly cities: readonly City[]
  readonly emergency: EmergencyNumbers
  readonly calendar: PublicCalendar
}

const folder = new URL('../../pack/', import.meta.url)

/** Reads a pack from `pack/<name>/` and `pack/world/`. Throws a clear line where there is none, or where a file does not fit its schema. */
export async function loadPack(name: string): Promise<Pack> {
  const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(new URL(path, folder), 'utf8'))
  const info = PackInfo.parse(
    await json(`${name}/pack.json`).catch(() => {
      throw new Error(`There is no pack "${name}": pack/${name}/pack.json cannot be read.`)
    }),
  )
  const { missions } = MissionFile.parse(await json(`${name}/missions.json`))
  const districts = Districts.parse(await json(`${name}/districts.json`))
  const regions = readRegions(new Uint8Array(await readFile(new URL('world/regions.bin', folder))))
  return {
    info,
    directory: openDirectory(missions, districts, regions),
    missions,
    cities: readCities(await readFile(new URL('world/cities.tsv', folder), 'utf8')),
    emergency: EmergencyNumbers.parse(await json('world/emergency-numbers.json')),
    calendar: PublicCalendar.parse(await json(`${name}/calendar.json`)),
  }
}
