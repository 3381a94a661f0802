/** A COVID-19 vaccine as the EU codes it, and how others name it. */
export interface Product {
  /** Code of the value set `vaccines-covid-19-names`. */
  readonly code: string
  /** Code of `vaccines-covid-19-auth-holders`. */
  readonly holder: string
  /** Code of `sct-vaccines-covid-19`, as old and new versions of the set know it. */
  readonly kind: string
  /** Doses of the first series. */
  readonly doses: number
  /** CVX (USA) and ICD-11 codes. */
  readonly codes: readonly string[]
  readonly names: RegExp
}

const [rna, vector, antigen] = ['1119349007', 'J07BX03', '1119305005']

const product = (
  [code, holder]: readonly [string, string],
  [kind, doses]: readonly [string, number],
  [codes, names]: readonly [string, RegExp],
): Product => ({ code, holder, kind, doses, codes: codes.split(' '), names })

const products: readonly Product[] = [
  product(
    ['EU/1/20/1528', 'ORG-100030215'],
    [rna, 2],
    ['208 217 218 219 300 301 302 XM8NQ0', /comirnaty|bnt162b2|tozinameran|pfizer|biontech/],
  ),
  product(
    ['EU/1/20/1507', 'ORG-100031184'],
    [rna, 2],
    ['207 221 227 228 229 230 XM3DT5', /spikevax|mrna-1273|elasomeran|moderna/],
  ),
  product(['Covishield', 'ORG-100001981'], [vector, 2], ['XM97T2', /covishield/]),
  product(['EU/1/21/1529', 'ORG-100001699'], [vector, 2], ['210 XM4YL8', /vaxzevria|azd1222|chadox1|astrazeneca/]),
  product(['EU/1/20/1525', 'ORG-100001417'], [vector, 1], ['212 XM6QV1', /jcovden|ad26\.cov2|janssen|johnson/]),
  product(['EU/1/21/1618', 'ORG-100032020'], [antigen, 2], ['211 XM9T65', /nuvaxovid|nvx-cov2373|novavax/]),
  product(['CoronaVac', 'Sinovac-Biotech'], [antigen, 2], ['511 XM7HT3', /coronavac|sinovac/]),
  product(['BBIBP-CorV', 'ORG-100020693'], [antigen, 2], ['510 XM8866', /bbibp|covilo/]),
  product(['Covaxin', 'Bharat-Biotech'], [antigen, 2], ['502 XM1G90', /covaxin|bbv152/]),
  product(['Convidecia', 'ORG-100013793'], [vector, 1], ['506 XM1AG7', /convidecia|ad5-ncov|cansino/]),
  product(['Sputnik-V', 'Gamaleya-Research-Institute'], [vector, 2], ['505 XM5ZJ4', /sputnik[ -]v\b|gam-covid-vac/]),
]

/** The vaccine that one of the codes or texts names; undefined where none does. A code counts before a name. */
export function findProduct(written: readonly string[]): Product | undefined {
  const [exact, lower] = [written.map((text) => text.trim()), written.map((text) => text.toLowerCase())]
  return (
    products.find(({ code, codes }) => exact.some((text) => text === code || codes.includes(text))) ??
    products.find(({ names }) => lower.some((text) => names.test(text)))
  )
}
