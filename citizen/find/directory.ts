import {
  type City,
  type Directory,
  Districts,
  EmergencyNumbers,
  MissionFile,
  type Name,
  openDirectory,
  readCities,
  readRegions,
  type WorkCalendar,
} from '@consular/domain/mission'
import * as z from 'zod/mini'
import { packFiles } from '../shell/pack-files.ts'

async function fetched(file: keyof typeof packFiles): Promise<Response> {
  const response = await fetch(packFiles[file])
  if (!response.ok) throw new Error(`${packFiles[file]}: ${response.status}`)
  return response
}

const json = async (file: keyof typeof packFiles): Promise<unknown> => (await fetched(file)).json()

/** What the phone knows of the world: the directory, closed days by mission, and the local emergency numbers by country. */
export interface Atlas {
  readonly directory: Directory
  readonly holidays: ReadonlyMap<string, WorkCalendar['holidays']>
  readonly emergency: EmergencyNumbers['countries']
}

/** By mission: the date and the name of each closed day in Chinese and English. */
const Holidays = z.record(z.string(), z.array(z.tuple([z.string(), z.string(), z.string()])))

const readHolidays = (file: z.infer<typeof Holidays>): Atlas['holidays'] =>
  new Map(
    Object.entries(file).map(([mission, days]) => [
      mission,
      new Map(days.map(([date, zh, en]): [string, Name] => [date, { zh, en }])),
    ]),
  )

async function readAtlas(): Promise<Atlas> {
  const [missions, districts, regions, emergency, holidays] = await Promise.all([
    json('missions'),
    json('districts'),
    fetched('regions').then((response) => response.arrayBuffer()),
    json('emergencyNumbers'),
    json('holidays'),
  ])
  return {
    directory: openDirectory(
      MissionFile.parse(missions).missions,
      Districts.parse(districts),
      readRegions(new Uint8Array(regions)),
    ),
    emergency: EmergencyNumbers.parse(emergency).countries,
    holidays: readHolidays(Holidays.parse(holidays)),
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
