import { type DiseaseName, VaccineCatalogue, type VaccineProduct } from '@consular/domain/record'
import { useEffect, useState } from 'preact/hooks'
import { nameOf } from '../find/names.ts'

const address = '/pack/vaccines.json'

/** Names of vaccines by id, in the language on the screen. */
export type Products = ReadonlyMap<string, string>

let loading: Promise<readonly VaccineProduct[]> | undefined

async function load(): Promise<readonly VaccineProduct[]> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(address)
  return VaccineCatalogue.parse(await response.json()).products
}

/** The vaccines that records may name; none until they are here. */
export function useCatalogue(): readonly VaccineProduct[] {
  const [catalogue, setCatalogue] = useState<readonly VaccineProduct[]>([])
  useEffect(() => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    void loading.then(setCatalogue).catch(() => undefined)
  }, [])
  return catalogue
}

/** Their names by id. */
export const namesOf = (catalogue: readonly VaccineProduct[]): Products =>
  new Map(catalogue.map(({ id, names }) => [id, nameOf(names)]))

/** Those against a disease. */
export const against = (catalogue: readonly VaccineProduct[], disease: DiseaseName): readonly VaccineProduct[] =>
  catalogue.filter(({ diseases }) => diseases.includes(disease))
