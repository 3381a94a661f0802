import * as z from 'zod/mini'
import { DiseaseName } from './record.ts'

/** A vaccine by the name on its package, with the codes by which others name it. A code that is absent does not exist, or is not known here. */
export const VaccineProduct = z.object({
  id: z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
  names: z.object({ zh: z.string(), en: z.string() }),
  manufacturer: z.string(),
  diseases: z.array(DiseaseName).check(z.minLength(1)),
  /** Doses of the first series. */
  doses: z.int().check(z.positive()),
  /** Codes of the EU's value sets: medicinal product, authorisation holder, kind of vaccine (SNOMED CT). */
  eu: z.optional(z.object({ product: z.string(), manufacturer: z.string(), kind: z.string() })),
  icd11: z.optional(z.string()),
  /** Of the United States' CDC. */
  cvx: z.optional(z.string()),
  /** Id in WHO's catalogue of prequalified products, as the digital yellow card names it. */
  icvp: z.optional(z.string()),
  source: z.string(),
})
export type VaccineProduct = z.infer<typeof VaccineProduct>

/** The file `pack/world/vaccines.json`. */
export const VaccineCatalogue = z.object({ checkedOn: z.string(), products: z.array(VaccineProduct) })

/** Products by their id. */
export type VaccineProducts = ReadonlyMap<string, VaccineProduct>

/** The products of a catalogue, by id. */
export const productsOf = ({ products }: z.infer<typeof VaccineCatalogue>): VaccineProducts =>
  new Map(products.map((product) => [product.id, product]))
