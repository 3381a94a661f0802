// Facts of the EU's value sets, release 2.12.0 (github.com/ehn-dcc-development/eu-dcc-valuesets, commit 60ea3d8, Apache-2.0). They were frozen in 2023.

const vaccineTypes: { readonly [letter: string]: string } = {
  m: '1119349007', // mRNA
  v: '29061000087103', // viral vector
  i: '1157024006', // inactivated virus
  p: '1162643001', // spike protein
  g: '28531000087107', // COVID-19 vaccine of any kind
}

/** Product, its manufacturer, and the letter of its narrowest type, from the encoding instructions; `-` where the product must not be issued any more. */
const table = `EU/1/20/1528 ORG-100030215 m
EU/1/20/1507 ORG-100031184 m
EU/1/21/1529 ORG-100001699 v
EU/1/20/1525 ORG-100001417 v
EU/1/21/1618 ORG-100032020 p
EU/1/21/1624 ORG-100036422 g
EU/1/21/1580 ORG-100000788 g
EU/1/22/1709 ORG-100036914 g
CVnCoV ORG-100006270 m
Sputnik-V Gamaleya-Research-Institute v
Sputnik-Light Gamaleya-Research-Institute v
Sputnik-M Gamaleya-Research-Institute v
Convidecia ORG-100013793 v
EpiVacCorona Vector-Institute p
EpiVacCorona-N Vector-Institute p
BBIBP-CorV ORG-100020693 i
CoronaVac Sinovac-Biotech i
Covaxin Bharat-Biotech i
Covishield ORG-100001981 v
Covovax ORG-100001981 p
Covid-19-recombinant Fiocruz v
R-COVI ORG-100007893 v
CoviVac Chumakov-Federal-Scientific-Center i
Hayat-Vax ORG-100023050 i
Abdala CIGB g
WIBP-CorV Sinopharm-WIBP i
MVC-COV1901 ORG-100033914 p
Covid-19-adsorvida-inativada Instituto-Butantan i
NVSI-06-08 NVSI g
YS-SC2-010 Yisheng-Biopharma g
SCTV01C ORG-100026614 g
Covifenz ORG-100008549 g
AZD2816 ORG-100001699 v
Soberana-02 Finlay-Institute g
Soberana-Plus Finlay-Institute g
NVX-CoV2373 ORG-100032020 -
Inactivated-SARS-CoV-2-Vero-Cell ORG-100010771 -
Vidprevtyn ORG-100000788 -
VLA2001 ORG-100036422 -`

const rows = table.split('\n').map((line) => line.split(' ') as [string, string, string])

/** What the encoding instructions let stand beside a product that may be issued. */
export interface Product {
  readonly manufacturer: string
  /** Its narrowest type, and the general one where that is allowed too. */
  readonly vaccines: readonly string[]
}

/** How a COVID-19 vaccine is written in a DCC, by the product's code; null where the value set has no code for it, or only a withdrawn one. */
export function productOf(code: string): Product | null {
  const row = rows.find(([product, , letter]) => product === code && letter !== '-')
  if (!row) return null
  const [, manufacturer, letter] = row
  return { manufacturer, vaccines: [vaccineTypes[letter] as string, vaccineTypes['g'] as string] }
}

/** Codes of products; those that must not be issued any more are among them. */
export const productCodes: { readonly all: readonly string[]; readonly withdrawn: readonly string[] } = {
  all: rows.map(([product]) => product),
  withdrawn: rows.filter(([, , letter]) => letter === '-').map(([product]) => product),
}

/** Codes of manufacturers. */
export const manufacturerCodes: ReadonlySet<string> = new Set([...rows.map(([, each]) => each), 'ORG-100024420'])

/** Codes of kinds of vaccines. */
export const vaccineCodes: ReadonlySet<string> = new Set([
  '1119305005',
  'J07BX03',
  '30141000087107',
  '1187593009',
  ...Object.values(vaccineTypes),
])

/** Codes that the EU's value sets know, by the member of a DCC that holds them. Manufacturers of tests change too often to be listed. */
export const knownCodes: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['tg', new Set(['840539006'])],
  ['vp', vaccineCodes],
  ['mp', new Set(productCodes.all)],
  ['ma', manufacturerCodes],
  ['tt', new Set(['LP6464-4', 'LP217198-3'])],
  ['tr', new Set(['260415000', '260373001'])],
])
