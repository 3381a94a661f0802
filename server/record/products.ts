import { readFile } from 'node:fs/promises'
import { productsOf, VaccineCatalogue, type VaccineProducts } from '@consular/domain/record'
import { packPath } from '../mission/index.ts'

/** Where the catalogue of vaccines lies. */
const vaccinesPath = packPath('world', 'vaccines.json')

/** Reads the vaccines that records may name. A catalogue that does not fit its schema throws: it is part of the installation. */
export async function loadVaccines(): Promise<VaccineProducts> {
  return productsOf(VaccineCatalogue.parse(JSON.parse(await readFile(vaccinesPath, 'utf8'))))
}

/** The catalogue as a file, for screens that name a vaccine. */
export const vaccineFile = async () => ({
  bytes: new Uint8Array(await readFile(vaccinesPath)),
  type: 'application/json; charset=utf-8',
  immutable: false,
})
