import type { Coded, Vaccination } from '../certificate.ts'

// ICD-11 is what the data set of a proof of vaccination is coded in; records mostly bear the codes of the EU's value sets.

/** Diseases, from SNOMED CT. */
const diseases: { readonly [code: string]: string } = { '840539006': 'RA01.0', '16541001': '1D47' }

/** Kinds of vaccine, from SNOMED CT and ATC. */
const vaccines: { readonly [code: string]: string } = {
  '1119349007': 'XM0GQ8',
  '1157024006': 'XM1NL1',
  '29061000087103': 'XM9QW8',
  '1162643001': 'XM5JC5',
  '1119305005': 'XM68M6',
  J07BX03: 'XM68M6',
  J07BL01: 'XM0N24',
  J07BN01: 'XM0GQ8',
  J07BN02: 'XM9QW8',
  J07BN03: 'XM1NL1',
  J07BN04: 'XM5JC5',
}

/** A vaccine of a kind that is not known, by its disease. */
const vaccineAgainst: { readonly [disease: string]: string } = { 'RA01.0': 'XM68M6', '1D47': 'XM0N24' }

/** Names of the products that the EU codes by number. */
const products: { readonly [code: string]: string } = {
  'EU/1/20/1507': 'Spikevax',
  'EU/1/20/1525': 'Jcovden',
  'EU/1/20/1528': 'Comirnaty',
  'EU/1/21/1529': 'Vaxzevria',
  'EU/1/21/1580': 'VidPrevtyn Beta',
  'EU/1/21/1618': 'Nuvaxovid',
  'EU/1/21/1624': 'COVID-19 Vaccine Valneva',
  'EU/1/22/1709': 'Bimervax',
}

const own = (table: { readonly [code: string]: string }, code: string | undefined): string | null =>
  code !== undefined && Object.hasOwn(table, code) ? (table[code] ?? null) : null

/** The ICD-11 code of a disease, or null. */
export function diseaseCode(disease: Coded | null): string | null {
  if (!disease) return null
  if (/^(?:RA01(?:\.[01])?|1D47)$/.test(disease.code)) return disease.code
  return disease.system?.includes('/icd') ? disease.code : own(diseases, disease.code)
}

/** The ICD-11 code of the kind of vaccine, or null. */
export function vaccineCode({ vaccine, disease }: Vaccination): string | null {
  if (vaccine && /^XM[0-9A-Z]{4}$/.test(vaccine.code)) return vaccine.code
  return own(vaccines, vaccine?.code) ?? own(vaccineAgainst, diseaseCode(disease) ?? undefined)
}

/** The name of a product, which a seal holds in place of a code; null where only a number is known. */
export function productName(product: Coded | null): string | null {
  if (!product) return null
  const name = product.text ?? own(products, product.code) ?? product.code
  return name.trim() === '' || /^(?:EU\/|\d+$)/.test(name) ? null : name
}
