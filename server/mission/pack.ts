import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AdviceLevels, Phrases } from '@consular/domain/advice'
import {
  type City,
  type Directory,
  Districts,
  EmergencyNumbers,
  MissionFile,
  openDirectory,
  PackInfo,
  PublicCalendar,
  readCities,
  readRegions,
} from '@consular/domain/mission'
import * as z from 'zod'

/** A ministry's pack in memory: who it is, its directory ready to answer, its calendar, and what is known of the world. */
export interface Pack {
  readonly name: string
  readonly info: PackInfo
  readonly directory: Directory
  readonly calendar: PublicCalendar
  readonly emergencyNumbers: EmergencyNumbers
  /** The levels of its travel advice, the mildest first. */
  readonly adviceLevels: AdviceLevels
  /** What to show abroad to somebody whose language one does not speak. */
  readonly phrases: Phrases
  readonly cities: readonly City[]
  /** Chinese names of public holidays, by their English names. */
  readonly holidayNames: ReadonlyMap<string, string>
}

const packs = join(import.meta.dirname, '..', '..', 'pack')

/** Where a file of a pack lies: `missions.json` of `cn`, `regions.bin` of `world`. */
export const packPath = (pack: string, file: string): string => join(packs, pack, file)

/** Is there a pack of that name? */
export const isPack = (name: string): boolean => /^[a-z]+$/.test(name) && existsSync(packPath(name, 'pack.json'))

async function parsed<T>(schema: { parse(value: unknown): T }, pack: string, file: string): Promise<T> {
  return schema.parse(JSON.parse(await readFile(packPath(pack, file), 'utf8')))
}

/** Reads and parses a pack from disk. A pack that does not fit its schema throws: it is part of the installation. */
export async function loadPack(name: string): Promise<Pack> {
  const [info, file, districts, calendar, emergencyNumbers, adviceLevels, phrases, names, regions, cities] =
    await Promise.all([
      parsed(PackInfo, name, 'pack.json'),
      parsed(MissionFile, name, 'missions.json'),
      parsed(Districts, name, 'districts.json'),
      parsed(PublicCalendar, name, 'calendar.json'),
      parsed(EmergencyNumbers, 'world', 'emergency-numbers.json'),
      parsed(AdviceLevels, name, 'advice-levels.json'),
      parsed(Phrases, 'world', 'phrases.json'),
      parsed(z.record(z.string(), z.string()), 'world', 'holiday-names.json'),
      readFile(packPath('world', 'regions.bin')),
      readFile(packPath('world', 'cities.tsv'), 'utf8'),
    ])
  return {
    name,
    info,
    directory: openDirectory(file.missions, districts, readRegions(regions)),
    calendar,
    emergencyNumbers,
    adviceLevels,
    phrases,
    cities: readCities(cities),
    holidayNames: new Map(Object.entries(names)),
  }
}
