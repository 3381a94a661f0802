import {
  type City,
  type Directory,
  Districts,
  EmergencyNumbers,
  MissionFile,
  openDirectory,
  readCities,
  readRegions,
} from '@consular/domain/mission'
import { packFiles } from './pack-files.ts'

async function fetched(file: keyof typeof packFiles): Promise<Response> {
  const response = await fetch(packFiles[file])
  if (!response.ok) throw new Error(`${packFiles[file]}: ${response.status}`)
  return response
}

const json = async (file: keyof typeof packFiles): Promise<unknown> => (await fetched(file)).json()

/** What the phone knows of the world: the directory, and the local emergency numbers by country. */
export interface Atlas {
  readonly directory: Directory
  readonly emergency: EmergencyNumbers['countries']
}

async function readAtlas(): Promise<Atlas> {
  const [missions, districts, regions, emergency] = await Promise.all([
    json('missions'),
    json('districts'),
    fetched('regions').then((response) => response.arrayBuffer()),
    json('emergencyNumbers'),
  ])
  return {
    directory: openDirectory(
      MissionFile.parse(missions).missions,
      Districts.parse(districts),
      readRegions(new Uint8Array(regions)),
    ),
    emergency: EmergencyNumbers.parse(emergency).countries,
  }
}

/** Loads once; a load that failed is tried again when it is asked for the next time. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined
      throw error
    })
    return loaded
  }
}

/** The directory of missions with districts and geometry: from the phone's own store once it is there. */
export const atlas: () => Promise<Atlas> = once(readAtlas)

/** The towns that can be typed. */
export const cities: () => Promise<readonly City[]> = once(async () =>
  readCities(await (await fetched('cities')).text()),
)

/** Areas where the sending state has its own offices and no mission serves, by ISO 3166-1 code. */
export const domesticAreas: () => Promise<readonly string[]> = once(
  async () => Districts.parse(await json('districts')).domestic,
)
