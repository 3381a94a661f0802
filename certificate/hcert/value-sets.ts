import { manufacturerCodes, productCodes, vaccineCodes } from './codes.ts'

/** A code of a value set as the gateway of the EU writes it. */
export interface PublishedCode {
  readonly display: string
  readonly lang: 'en'
  readonly active: boolean
  readonly version: string
  readonly system: string
}

/** A value set in the form of the gateway of the EU (DCC.ValueSets.schema.json). */
export interface PublishedValueSet {
  readonly valueSetId: string
  /** ISO 8601. */
  readonly valueSetDate: string
  readonly valueSetValues: { readonly [code: string]: PublishedCode }
}

const snomed = 'http://snomed.info/sct'
const loinc = 'http://loinc.org'
const temporary = 'http://ec.europa.eu/temp/'

// What the codes stand for, as the EU's value sets say it (release 2.12.0, github.com/ehn-dcc-development/eu-dcc-valuesets, commit 60ea3d8, Apache-2.0). A code that is missing here is a name itself.
const displays: ReadonlyMap<string, string> = new Map(
  `840539006 COVID-19
260415000 Not detected
260373001 Detected
LP6464-4 Nucleic acid amplification with probe detection
LP217198-3 Rapid immunoassay
1119305005 SARS-CoV-2 antigen vaccine
1119349007 SARS-CoV-2 mRNA vaccine
J07BX03 covid-19 vaccines (deprecated)
1162643001 SARS-CoV-2 recombinant spike protein antigen vaccine
1157024006 Inactivated whole SARS-CoV-2 antigen vaccine
29061000087103 COVID-19 non-replicating viral vector vaccine
28531000087107 COVID-19 vaccine
30141000087107 SARS-CoV-2 virus-like particle antigen vaccine
1187593009 SARS-CoV-2 DNA plasmid encoding spike protein vaccine
EU/1/20/1528 Comirnaty
EU/1/20/1507 Spikevax
EU/1/21/1529 Vaxzevria
EU/1/20/1525 Jcovden
EU/1/21/1618 Nuvaxovid
EU/1/21/1624 COVID-19 Vaccine Valneva
EU/1/21/1580 VidPrevtyn Beta
EU/1/22/1709 Bimervax
Covid-19-recombinant Covid-19 (recombinant)
Sputnik-Light Sputnik Light
Sputnik-M Sputnik M
MVC-COV1901 MVC COVID-19 vaccine
Covid-19-adsorvida-inativada Vacina adsorvida covid-19 (inativada)
Soberana-02 Soberana 02
Soberana-Plus Soberana Plus
NVX-CoV2373 NVX-CoV2373 (deprecated)
Inactivated-SARS-CoV-2-Vero-Cell Inactivated SARS-CoV-2 (Vero Cell) (deprecated)
Vidprevtyn Vidprevtyn (deprecated)
VLA2001 VLA2001 (deprecated)
ORG-100001699 AstraZeneca AB
ORG-100030215 Biontech Manufacturing GmbH
ORG-100001417 Janssen-Cilag International
ORG-100031184 Moderna Biotech Spain S.L.
ORG-100006270 Curevac AG
ORG-100013793 CanSino Biologics
ORG-100020693 China Sinopharm International Corp. - Beijing location
ORG-100010771 Sinopharm Weiqida Europe Pharmaceutical s.r.o. - Prague location
ORG-100024420 Sinopharm Zhijun (Shenzhen) Pharmaceutical Co. Ltd. - Shenzhen location
ORG-100032020 Novavax CZ a.s.
ORG-100001981 Serum Institute Of India Private Limited
ORG-100007893 R-Pharm CJSC
ORG-100023050 Gulf Pharmaceutical Industries
ORG-100033914 Medigen Vaccine Biologics Corporation
ORG-100000788 Sanofi Pasteur
ORG-100036422 Valneva France
ORG-100026614 Sinocelltech Ltd.
ORG-100008549 Medicago Inc.
ORG-100036914 Hipra Human Health S.L.
Gamaleya-Research-Institute Gamaleya Research Institute
Vector-Institute Vector Institute
Sinovac-Biotech Sinovac Biotech
Bharat-Biotech Bharat Biotech
Chumakov-Federal-Scientific-Center Chumakov Federal Scientific Center for Research and Development of Immune-and-Biological Products
CIGB Center for Genetic Engineering and Biotechnology
Sinopharm-WIBP Sinopharm - Wuhan Institute of Biological Products
Instituto-Butantan Instituto Butantan
NVSI National Vaccine and Serum Institute, China
Yisheng-Biopharma Yisheng Biopharma
Finlay-Institute Finlay Institute of Vaccines`
    .split('\n')
    .map((row) => [row.slice(0, row.indexOf(' ')), row.slice(row.indexOf(' ') + 1)]),
)

const withdrawn = new Set(['J07BX03', ...productCodes.withdrawn])

/** The system of a code, and its version where the EU's sets name one for all codes of a system. */
function systemOf(code: string, otherwise: string): Pick<PublishedCode, 'system' | 'version'> {
  if (code.startsWith('ORG-')) return { system: 'https://spor.ema.europa.eu/v1/organisations', version: '' }
  if (code.startsWith('EU/'))
    return { system: 'https://ec.europa.eu/health/documents/community-register/html/', version: '' }
  if (code.startsWith('LP')) return { system: loinc, version: '2.69' }
  return code === 'J07BX03'
    ? { system: 'http://www.whocc.no/atc', version: '2021-01' }
    : { system: otherwise, version: '' }
}

const setOf = (valueSetId: string, valueSetDate: string, [system, codes]: readonly [string, Iterable<string>]) => ({
  valueSetId,
  valueSetDate,
  valueSetValues: Object.fromEntries(
    [...codes].map((code): [string, PublishedCode] => [
      code,
      { display: displays.get(code) ?? code, lang: 'en', active: !withdrawn.has(code), ...systemOf(code, system) },
    ]),
  ),
})

/** The value sets by which DCCs are issued here and read, each with the date of the version that its facts are of. */
export const valueSets: readonly PublishedValueSet[] = [
  setOf('disease-agent-targeted', '2021-04-27', [snomed, ['840539006']]),
  setOf('covid-19-lab-test-type', '2021-04-27', [loinc, ['LP6464-4', 'LP217198-3']]),
  setOf('covid-19-lab-result', '2021-04-27', [snomed, ['260415000', '260373001']]),
  setOf('sct-vaccines-covid-19', '2023-01-25', [snomed, vaccineCodes]),
  setOf('vaccines-covid-19-names', '2022-11-30', [`${temporary}vaccineproductname`, productCodes.all]),
  setOf('vaccines-covid-19-auth-holders', '2022-01-26', [`${temporary}vaccinemanufacturer`, manufacturerCodes]),
]
