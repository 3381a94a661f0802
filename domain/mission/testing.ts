import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shared } from '../../certificate/conformance/testing-material.ts'
import { type Directory, openDirectory } from './directory.ts'
import { Districts } from './districts.ts'
import { MissionFile } from './mission.ts'
import { readRegions } from './regions.ts'

const root = join(import.meta.dirname, '..', '..')
const packs = join(root, 'pack')

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** The text of a pack file. */
export const packText = (path: string): string => readFileSync(join(packs, path), 'utf8')

/** The geometry file as it is shipped. */
export const regionsBytes = (): Uint8Array => new Uint8Array(readFileSync(join(packs, 'world/regions.bin')))

/** The directory of a shipped pack, opened for a test. */
export const directoryOf = (pack: 'cn' | 'uto'): Directory =>
  openDirectory(
    MissionFile.parse(read(join(packs, pack, 'missions.json'))).missions,
    Districts.parse(read(join(packs, pack, 'districts.json'))),
    readRegions(regionsBytes()),
  )

/** A file of the material beside the repository; null, with a printed line, when it is not there. */
export function sharedJson(path: string): unknown {
  const file = join(shared, path)
  if (existsSync(file)) return read(file)
  process.stdout.write(`Not run, because the material is not beside the repository: ${path}\n`)
  return null
}
