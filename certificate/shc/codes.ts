import type { Coded, Test } from '../certificate.ts'

/** Code systems by the names that FHIR gives them. */
export const systems = {
  cvx: 'http://hl7.org/fhir/sid/cvx',
  snomed: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
} as const

const covid: Coded = { code: '840539006', system: systems.snomed }
const yellowFever: Coded = { code: '16541001', system: systems.snomed }

/** First and last of the CVX codes (CDC) for vaccines against COVID-19, those given outside the United States from 500. */
const covidVaccines: readonly (readonly [number, number])[] = [
  [207, 213],
  [217, 219],
  [221, 221],
  [225, 230],
  [300, 302],
  [308, 313],
  [500, 521],
]

/** What a vaccine of a CVX code protects from, for the diseases that travel rules ask about; null for others. */
export function diseaseOfCvx(code: string): Coded | null {
  const number = Number(code)
  if (covidVaccines.some(([first, last]) => number >= first && number <= last)) return covid
  return code === '37' || code === '183' || code === '184' ? yellowFever : null
}

/** Products by their codes in the EU value set, as CVX names them. A product that is not here has no CVX code of its own. */
const cvxOfProduct: { readonly [product: string]: string } = {
  'EU/1/20/1507': '207',
  'EU/1/20/1528': '208',
  'EU/1/21/1529': '210',
  Covishield: '210',
  'EU/1/21/1618': '211',
  Covovax: '211',
  'EU/1/20/1525': '212',
  Covaxin: '502',
  CoviVac: '503',
  'Sputnik-Light': '504',
  'Sputnik-V': '505',
  Convidecia: '506',
  'Covid-19-recombinant': '507',
  EpiVacCorona: '509',
  'BBIBP-CorV': '510',
  CoronaVac: '511',
  Covifenz: '512',
  'MVC-COV1901': '515',
  VLA2001: '518',
  'EU/1/21/1624': '518',
  Stamaril: '183',
  'YF-VAX': '37',
}

/** The CVX code of a product or kind of vaccine, or null where it is not known. */
export function cvxOf(...coded: readonly (Coded | null)[]): string | null {
  for (const each of coded) {
    if (each?.system === systems.cvx && /^\d{1,3}$/.test(each.code)) return each.code
    const known = each && Object.hasOwn(cvxOfProduct, each.code) ? cvxOfProduct[each.code] : undefined
    if (known !== undefined) return known
  }
  return null
}

type Method = Test['method']

/** LOINC codes of tests for SARS-CoV-2, by what they look for. */
const covidTests: readonly (readonly [Method, string])[] = [
  ['antigen', '94558-4 95209-3 96119-3 97097-0'],
  [
    'nucleic-acid',
    '82159-5 94306-8 94307-6 94308-4 94309-2 94500-6 94502-2 94531-1 94533-7 94534-5 94559-2 94565-9 94640-0 94756-4 94757-2 94758-0 94759-8 94760-6 94845-5 95406-5 95409-9 95416-4 95423-0 95424-8 95425-5 95608-6 95609-4',
  ],
  ['serology', '94503-0 94504-8 94507-1 94508-9 94547-7 94562-6 94563-4 94564-2 94661-6 94761-4 94762-2 95542-7'],
  ['other', '50548-7 68993-5 94764-8'],
]

const methods: ReadonlyMap<string, Method> = new Map(
  covidTests.flatMap(([method, codes]) => codes.split(' ').map((code) => [code, method] as const)),
)

/** What a test of a LOINC code looks for, and how; null where it is none for COVID-19 that is known here. */
export function testOfLoinc(code: string): { readonly method: Method; readonly disease: Coded } | null {
  const method = methods.get(code)
  return method ? { method, disease: covid } : null
}

/** The test for COVID-19 of a method without a code of its own: presence in the respiratory tract; of antibodies, in blood. */
export const loincOfMethod: { readonly [method in Method]: string | null } = {
  'nucleic-acid': '94500-6',
  antigen: '94558-4',
  serology: '94762-2',
  other: null,
}

/** SNOMED CT and LOINC codes that say yes or no. */
const results: { readonly [code: string]: 'detected' | 'not-detected' } = {
  '260373001': 'detected',
  '10828004': 'detected',
  'LA11882-0': 'detected',
  'LA6576-8': 'detected',
  '260415000': 'not-detected',
  '260385009': 'not-detected',
  'LA11883-8': 'not-detected',
  'LA6577-6': 'not-detected',
}

/** What a result's code says. */
export const resultOf = (code: string): Test['result'] => (Object.hasOwn(results, code) && results[code]) || 'other'

/** A result as SNOMED CT names it; `other` has no name of its own. */
export const snomedOfResult = { detected: '260373001', 'not-detected': '260415000', other: null } as const

/** Is it COVID-19, in any of the codes that occur? */
export const isCovid = (disease: Coded | null): boolean =>
  disease !== null && ['840539006', 'RA01', 'RA01.0', 'U07.1'].includes(disease.code)
